// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/text_template.h"

#include "wirefold/ir/error.h"

namespace wirefold {

std::string filled_in(std::string_view pattern,
                      std::initializer_list<std::pair<std::string_view, std::string>> values) {
  std::string text;
  while (true) {
    const std::size_t begin = pattern.find('@');
    text += pattern.substr(0, begin);
    if (begin == std::string_view::npos) return text;
    const std::size_t end = pattern.find('@', begin + 1);
    check_internal(end != std::string_view::npos, "a template with an @ too many");
    const std::string_view name = pattern.substr(begin + 1, end - begin - 1);
    const auto* found = values.begin();
    while (found != values.end() && found->first != name) ++found;
    check_internal(found != values.end(), "a template with a name that has no value");
    text += found->second;
    pattern.remove_prefix(end + 1);
  }
}

}  // namespace wirefold
