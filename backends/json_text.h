// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace wirefold {

/// `text` as a JSON string: quoted, with quotes, backslashes and control characters escaped. Other bytes stay.
std::string json_quoted(std::string_view text);

/// "[a, b, c]" of what `to_json` makes of the items.
template <class Items, class ToJson>
std::string json_list(const Items& items, ToJson to_json) {
  std::string text = "[";
  for (const auto& item : items) {
    if (text.size() > 1) text += ", ";
    text += to_json(item);
  }
  return text + "]";
}

}  // namespace wirefold
