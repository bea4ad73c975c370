// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/location.h"

namespace wirefold {

std::string_view base_name(std::string_view path) {
  const auto slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string to_string(const Location& location) {
  if (location.line == 0) return "";
  return std::string(base_name(location.file)) + ":" + std::to_string(location.line);
}

}  // namespace wirefold
