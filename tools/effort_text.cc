// SPDX-License-Identifier: Apache-2.0
#include "tools/effort_text.h"

#include "tools/number_text.h"
#include "wirefold/ir/error.h"

namespace wirefold::tools {

cmvm::Effort parse_effort(const char* command, const std::string& text) {
  constexpr double kMostSeconds = 1e6;
  if (text == "fast") return cmvm::Effort::fast();
  if (text == "default") return {};
  if (text == "max") return cmvm::Effort::max();
  if (text.starts_with("steps=")) {
    if (const auto steps = number_of<std::uint64_t>(std::string_view(text).substr(6))) {
      return cmvm::Effort::in_steps(*steps);
    }
  } else if (const auto seconds = number_of<double>(text); seconds && *seconds >= 0 && *seconds <= kMostSeconds) {
    return cmvm::Effort::in_seconds(*seconds);
  }
  throw ValueError(command, "an effort of '" + text + "'; fast, default, max, a number of seconds or steps=N");
}

}  // namespace wirefold::tools
