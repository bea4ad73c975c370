// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/rtl/hardware_language.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// VHDL over `unsigned` of ieee.numeric_std. A vector of one bit is a vector; a bit is a std_logic, a condition a
/// boolean. `mux` and `bit_of` are the right side of a conditional signal assignment. Modules are entities with one
/// architecture; ports of those below the top are `unsigned`.
const rtl::HardwareLanguage& vhdl_language(Standard standard);

/// What every design file begins with: ieee and the packages that its text uses.
std::string library_clauses();

/// An entity with these ports and the architecture `architecture` of it.
std::string whole_entity(const std::string& name, const std::vector<std::string>& ports,
                         const std::string& architecture, const std::string& declarations,
                         const std::string& statements);

}  // namespace wirefold::vhdl
