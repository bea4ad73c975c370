// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace wirefold {

/// The language that reserves `word` (given in lower case), e.g. "VHDL"; empty if none of ours does.
std::string_view reserving_language(std::string_view word);

}  // namespace wirefold
