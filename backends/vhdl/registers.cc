// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/registers.h"

namespace wirefold::vhdl {
namespace {

std::string assignments(std::span<const rtl::RegisterAssignment> registers, const std::string& indent) {
  std::string text;
  for (const rtl::RegisterAssignment& each : registers) {
    text += indent + each.target + " <= " + without_parentheses(each.value) + ";" + comment_text(each.comment) + "\n";
  }
  return text;
}

std::string resets(std::span<const rtl::RegisterAssignment> registers, const std::string& indent, Standard standard) {
  std::string text;
  for (const rtl::RegisterAssignment& each : registers) {
    const auto width = static_cast<unsigned>(each.width_bits);
    text += indent + each.target + " <= " + (each.is_bit ? "'0'" : literal(0, width, standard)) + ";\n";
  }
  return text;
}

// The assignments while the clock enable, a condition without which they are plain, is 1.
std::string enabled(const ControlPorts& controls, std::span<const rtl::RegisterAssignment> registers,
                    const std::string& indent) {
  if (controls.clock_enable.empty()) return assignments(registers, indent);
  return indent + "if " + controls.clock_enable + " = '1' then\n" + assignments(registers, indent + "  ") + indent +
         "end if;\n";
}

}  // namespace

std::string reset_condition(const ControlPorts& controls) {
  return controls.reset + (controls.reset_is_active_low ? " = '0'" : " = '1'");
}

std::string clocked_process(const ControlPorts& controls, std::span<const rtl::RegisterAssignment> registers,
                            Standard standard) {
  if (registers.empty()) return "";
  const std::string edge = "rising_edge(" + controls.clock + ")";
  const std::string end = "  end process;\n";
  if (controls.reset_kind == ResetKind::kAsynchronous && !controls.reset.empty()) {
    return "  process (" + controls.clock + ", " + controls.reset + ") is\n  begin\n    if " +
           reset_condition(controls) + " then\n" + resets(registers, "      ", standard) + "    elsif " + edge +
           " then\n" + enabled(controls, registers, "      ") + "    end if;\n" + end;
  }
  std::string text = "  process (" + controls.clock + ") is\n  begin\n    if " + edge + " then\n";
  if (controls.reset.empty()) {
    text += enabled(controls, registers, "      ");
  } else {
    text +=
        "      if " + reset_condition(controls) + " then\n" + resets(registers, "        ", standard) +
        (controls.clock_enable.empty() ? "      else\n" : "      elsif " + controls.clock_enable + " = '1' then\n") +
        assignments(registers, "        ") + "      end if;\n";
  }
  return text + "    end if;\n" + end;
}

std::string comment_text(const std::string& comment) { return comment.empty() ? "" : "  -- " + comment; }

}  // namespace wirefold::vhdl
