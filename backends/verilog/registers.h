// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "wirefold/backends/interface.h"
#include "wirefold/backends/rtl/hardware_language.h"

namespace wirefold::verilog {

using rtl::RegisterAssignment;

/// The comment with two blanks and its mark, or nothing.
std::string comment_text(const std::string& comment);

/// The first words of an `always` block of registers under these controls: "always @(posedge clk) begin".
std::string always_line(const ControlPorts& controls);

/// "rst" or "!rst_n"; the condition under which the registers are reset.
std::string reset_condition(const ControlPorts& controls);

/// Registers that take their values while the clock enable, if there is one, is 1, and are zero during reset, if there
/// is one. Nothing for no registers.
std::string clocked_block(const ControlPorts& controls, std::span<const RegisterAssignment> registers);

/// How far the statements of that block are indented.
std::string statement_indent(const ControlPorts& controls);

}  // namespace wirefold::verilog
