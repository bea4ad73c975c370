// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/rtl/language.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// Expressions over `unsigned` of ieee.numeric_std. A vector of one bit is a vector; a bit is a std_logic, a condition
/// a boolean. `mux` and `bit_of` are the right side of a conditional signal assignment.
const rtl::Language& vhdl_language(Standard standard);

}  // namespace wirefold::vhdl
