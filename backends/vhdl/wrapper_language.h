// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/rtl/wrapper_language.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// Wrappers in VHDL, over std_logic and std_logic_vector as the ports are. A beat is an element of an array. VHDL-93
/// reads no output port, and no plan asks for it.
const rtl::WrapperLanguage& wrapper_language(Standard standard);

}  // namespace wirefold::vhdl
