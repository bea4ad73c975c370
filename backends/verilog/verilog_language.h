// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/rtl/language.h"

namespace wirefold::verilog {

/// Expressions of Verilog-2001. Vectors of one bit are scalars.
const rtl::Language& verilog_language();

}  // namespace wirefold::verilog
