// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "wirefold/backends/rtl/hardware_language.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// "rst = '1'", or where it is active low "rst_n = '0'": the condition under which the registers are reset.
std::string reset_condition(const ControlPorts& controls);

/// A process of registers that take their values while the clock enable, if there is one, is 1, and are zero during
/// reset, if there is one. Nothing for no registers.
std::string clocked_process(const ControlPorts& controls, std::span<const rtl::RegisterAssignment> registers,
                            Standard standard);

/// The comment with two blanks and its mark, or nothing.
std::string comment_text(const std::string& comment);

}  // namespace wirefold::vhdl
