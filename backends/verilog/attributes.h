// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/hardware_options.h"

namespace wirefold::verilog {

/// What the options ask of synthesis, as Verilog attributes with a blank behind them: `(* use_dsp = "no" *) `. Empty
/// where nothing is asked.
///
/// Sources: AMD UG901, "Synthesis attributes" (use_dsp, rom_style, shreg_extract, srl_style, keep_hierarchy); Intel
/// Quartus Prime, "Recommended HDL coding styles" and the settings reference (multstyle, romstyle,
/// AUTO_SHIFT_REGISTER_RECOGNITION).
std::string multiplier_attribute(const HardwareOptions& options);
std::string table_attribute(const HardwareOptions& options);
std::string delay_attribute(const HardwareOptions& options);
std::string module_attribute(const HardwareOptions& options);

}  // namespace wirefold::verilog
