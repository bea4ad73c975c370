// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/optimizer/lowering/depth_limits.h"

namespace wirefold::tools {

/// The values of --depth, for its help.
inline constexpr const char* kDepthHelp =
    "adder levels of constant products above the fewest: none for no limit, a number, or one of either for each layer "
    "as 3,none,0; with ,early at the end sums take what is there first, with ,early=7 for stages of 7 adder levels";

/// Reads a depth. ValueError for another text.
DepthLimits parse_depth(const std::string& text);

}  // namespace wirefold::tools
