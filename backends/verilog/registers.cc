// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/registers.h"

#include "wirefold/backends/verilog/bits.h"

namespace wirefold::verilog {

std::string comment_text(const std::string& comment) { return comment.empty() ? "" : "  // " + comment; }

std::string always_line(const ControlPorts& controls) {
  std::string text = "  always @(posedge " + controls.clock;
  if (controls.reset_kind == ResetKind::kAsynchronous) {
    text += (controls.reset_is_active_low ? " or negedge " : " or posedge ") + controls.reset;
  }
  return text + ") begin\n";
}

std::string reset_condition(const ControlPorts& controls) {
  return (controls.reset_is_active_low ? "!" : "") + controls.reset;
}

std::string statement_indent(const ControlPorts& controls) {
  return controls.reset.empty() && controls.clock_enable.empty() ? "    " : "      ";
}

std::string clocked_block(const ControlPorts& controls, std::span<const RegisterAssignment> registers) {
  if (registers.empty()) return "";
  const std::string indent = statement_indent(controls);
  std::string text = always_line(controls);
  if (!controls.reset.empty()) {
    text += "    if (" + reset_condition(controls) + ") begin\n";
    for (const RegisterAssignment& each : registers) {
      text += indent + each.target + " <= " + literal(0, static_cast<unsigned>(each.width_bits)) + ";\n";
    }
    text += controls.clock_enable.empty() ? "    end else begin\n"
                                          : "    end else if (" + controls.clock_enable + ") begin\n";
  } else if (!controls.clock_enable.empty()) {
    text += "    if (" + controls.clock_enable + ") begin\n";
  }
  for (const RegisterAssignment& each : registers) {
    text += indent + each.target + " <= " + each.value + ";" + comment_text(each.comment) + "\n";
  }
  if (indent.size() > 4) text += "    end\n";
  return text + "  end\n";
}

}  // namespace wirefold::verilog
