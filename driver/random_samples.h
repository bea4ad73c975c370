// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// Samples for every input of a program, one array (n, ...) an input: the first sample has every element at its lowest
/// value, the second at its highest, the others have random bits. The same for a seed on every machine.
std::vector<NumericArray> random_samples(const CombLogic& logic, std::size_t count, std::uint64_t seed);

}  // namespace wirefold
