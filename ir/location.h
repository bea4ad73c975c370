// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace wirefold {

/// A line of the user's source.
///
/// `std::source_location` is missing under clang 14, so locations are defaults of function parameters and of
/// converting constructors: `Location location = Location::here()` is evaluated at the caller.
struct Location {
  const char* file = "";
  int line = 0;

  static constexpr Location here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return {file, line};
  }

  friend bool operator==(const Location& a, const Location& b) {
    return a.line == b.line && std::string_view(a.file) == std::string_view(b.file);
  }
};

/// The last component of the path. Messages, programs and RTL show this and never a path of the machine.
std::string_view base_name(std::string_view path);

/// "model.cc:17", or "" for a location that is not known.
std::string to_string(const Location& location);

}  // namespace wirefold
