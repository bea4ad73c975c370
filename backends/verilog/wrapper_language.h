// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/rtl/wrapper_language.h"

namespace wirefold::verilog {

/// Wrappers in Verilog-2001. A beat is found by its first bit, with an indexed part select.
const rtl::WrapperLanguage& wrapper_language();

}  // namespace wirefold::verilog
