// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/rtl/hardware_language.h"

namespace wirefold::verilog {

/// Verilog-2001. Vectors of one bit are scalars.
const rtl::HardwareLanguage& verilog_language();

}  // namespace wirefold::verilog
