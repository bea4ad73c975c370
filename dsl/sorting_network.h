// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "wirefold/dsl/sort.h"

namespace wirefold {

/// The exchanges that sort `count` values, in order: of a pair (i, j), i < j, the smaller value goes to i. Both
/// networks are those of the next power of two without the exchanges with places beyond `count`: values there would be
/// larger than any other, and every exchange leaves the larger one behind.
std::vector<std::pair<std::size_t, std::size_t>> exchanges(SortingNetwork network, std::size_t count);

}  // namespace wirefold
