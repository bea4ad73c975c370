// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/attributes.h"

namespace wirefold::verilog {
namespace {

// The text for one vendor or the other; empty where the choice is automatic.
std::string attribute(const HardwareOptions& options, bool is_asked, const std::string& xilinx,
                      const std::string& intel) {
  if (!is_asked || options.attributes == AttributeVendor::kNone) return "";
  return "(* " + (options.attributes == AttributeVendor::kXilinx ? xilinx : intel) + " *) ";
}

}  // namespace

std::string multiplier_attribute(const HardwareOptions& options) {
  const bool is_dsp = options.multipliers == MultiplierUse::kDsp;
  return attribute(options, options.multipliers != MultiplierUse::kAutomatic,
                   std::string("use_dsp = ") + (is_dsp ? "\"yes\"" : "\"no\""),
                   std::string("multstyle = ") + (is_dsp ? "\"dsp\"" : "\"logic\""));
}

std::string table_attribute(const HardwareOptions& options) {
  const bool is_block = options.tables == TableUse::kBlock;
  return attribute(options, options.tables != TableUse::kAutomatic,
                   std::string("rom_style = ") + (is_block ? "\"block\"" : "\"distributed\""),
                   std::string("romstyle = ") + (is_block ? "\"M20K\"" : "\"logic\""));
}

std::string delay_attribute(const HardwareOptions& options) {
  const bool is_srl = options.shift_registers == ShiftRegisterUse::kShiftRegisters;
  return attribute(
      options, options.shift_registers != ShiftRegisterUse::kAutomatic,
      is_srl ? "shreg_extract = \"yes\", srl_style = \"srl\"" : "shreg_extract = \"no\"",
      std::string("altera_attribute = \"-name AUTO_SHIFT_REGISTER_RECOGNITION ") + (is_srl ? "ALWAYS\"" : "OFF\""));
}

std::string module_attribute(const HardwareOptions& options) {
  return attribute(options, options.keeps_hierarchy, "keep_hierarchy = \"yes\"", "");
}

}  // namespace wirefold::verilog
