// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/comb_trace.h"

namespace wirefold {

/// UnsupportedError unless the array is an input as FixedVariableArrayInput returned it.
void check_is_input(const NamedArray& port, const Location& location);

/// UnsupportedError if an output depends on an input that is not listed; it names where that input was made and where
/// its values first met those of a listed one. `order` holds the operations that the outputs need.
void check_inputs_are_listed(const CombLogic& traced, const std::vector<std::size_t>& order,
                             const std::vector<NamedArray>& inputs, const std::vector<NamedArray>& outputs,
                             const Location& location);

}  // namespace wirefold
