// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/hardware_options.h"
#include "wirefold/backends/rtl/hardware_language.h"

namespace wirefold::rtl {

/// What the options ask of synthesis; nothing where they ask nothing.
///
/// Sources: AMD UG901, "Synthesis attributes" (use_dsp, rom_style, shreg_extract, srl_style, keep_hierarchy); Intel
/// Quartus Prime, "Recommended HDL coding styles" and the settings reference (multstyle, romstyle,
/// AUTO_SHIFT_REGISTER_RECOGNITION).
Attributes multiplier_attributes(const HardwareOptions& options);
Attributes table_attributes(const HardwareOptions& options);
Attributes delay_attributes(const HardwareOptions& options);
Attributes module_attributes(const HardwareOptions& options);

}  // namespace wirefold::rtl
