// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "wirefold/ir/location.h"

namespace wirefold {

/// The caller's mistake. The text reads `function: what is wrong with which values, rule or remedy  [file:line]`.
class UserError : public std::runtime_error {
 public:
  UserError(std::string_view function, std::string_view problem, const Location& location = {});

  /// Without the location.
  std::string_view text() const { return std::string_view(what()).substr(0, text_size_); }
  /// Of the location, with its folders; "" if there is none.
  const std::string& file() const { return file_; }

 private:
  std::size_t text_size_;
  std::string file_;
};

/// Shapes or axes that do not fit together.
class ShapeError : public UserError {
  using UserError::UserError;
};
/// A fixed-point format that is contradictory, too wide, or not allowed here.
class FormatError : public UserError {
  using UserError::UserError;
};
/// A number that is not finite, not exact, or out of range.
class ValueError : public UserError {
  using UserError::UserError;
};
/// A request that wirefold refuses by name.
class UnsupportedError : public UserError {
  using UserError::UserError;
};
/// A file that cannot be read or written, or does not hold what it should.
class IoError : public UserError {
  using UserError::UserError;
};
/// An external program that is missing or failed.
class ToolError : public UserError {
  using UserError::UserError;
};

/// Our mistake: an invariant of wirefold does not hold.
class InternalError : public std::logic_error {
 public:
  explicit InternalError(std::string_view problem);
};

/// Throws InternalError unless `holds`. Never used for what a user can cause.
inline void check_internal(bool holds, const char* problem) {
  if (!holds) [[unlikely]]
    throw InternalError(problem);
}

}  // namespace wirefold
