// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace wirefold {

/// A text with each @name@ replaced by its value. Values are not looked through again. InternalError for a name
/// without a value.
std::string filled_in(std::string_view pattern, std::initializer_list<std::pair<std::string_view, std::string>> values);

}  // namespace wirefold
