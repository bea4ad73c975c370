// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/attributes.h"

namespace wirefold::rtl {
namespace {

// Those of one vendor or the other; none where the choice is automatic.
Attributes asked(const HardwareOptions& options, bool is_asked, const Attributes& xilinx, const Attributes& intel) {
  if (!is_asked || options.attributes == AttributeVendor::kNone) return {};
  return options.attributes == AttributeVendor::kXilinx ? xilinx : intel;
}

}  // namespace

Attributes multiplier_attributes(const HardwareOptions& options) {
  const bool is_dsp = options.multipliers == MultiplierUse::kDsp;
  return asked(options, options.multipliers != MultiplierUse::kAutomatic, {{"use_dsp", is_dsp ? "yes" : "no"}},
               {{"multstyle", is_dsp ? "dsp" : "logic"}});
}

Attributes table_attributes(const HardwareOptions& options) {
  const bool is_block = options.tables == TableUse::kBlock;
  return asked(options, options.tables != TableUse::kAutomatic, {{"rom_style", is_block ? "block" : "distributed"}},
               {{"romstyle", is_block ? "M20K" : "logic"}});
}

Attributes delay_attributes(const HardwareOptions& options) {
  const bool is_srl = options.shift_registers == ShiftRegisterUse::kShiftRegisters;
  Attributes xilinx = {{"shreg_extract", is_srl ? "yes" : "no"}};
  if (is_srl) xilinx.push_back({"srl_style", "srl"});
  return asked(
      options, options.shift_registers != ShiftRegisterUse::kAutomatic, xilinx,
      {{"altera_attribute", std::string("-name AUTO_SHIFT_REGISTER_RECOGNITION ") + (is_srl ? "ALWAYS" : "OFF")}});
}

Attributes module_attributes(const HardwareOptions& options) {
  return asked(options, options.keeps_hierarchy, {{"keep_hierarchy", "yes"}}, {});
}

}  // namespace wirefold::rtl
