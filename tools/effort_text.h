// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/optimizer/cmvm/effort.h"

namespace wirefold::tools {

/// fast, default, max, a number of seconds, or steps=N. The ValueError of `command` for another text.
cmvm::Effort parse_effort(const char* command, const std::string& text);

}  // namespace wirefold::tools
