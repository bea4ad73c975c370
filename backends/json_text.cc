// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/json_text.h"

namespace wirefold {

std::string json_quoted(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < 0x20) {
      result += "\\u00";
      result += kDigits[byte >> 4];
      result += kDigits[byte & 0xF];
    } else {
      result += c;
    }
  }
  return result + "\"";
}

}  // namespace wirefold
