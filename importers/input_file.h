// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "wirefold/ir/error.h"

namespace wirefold {

/// What an IoError about a file names: the function that reads it, the file, the user's line.
struct InputFile {
  std::string_view function;
  std::string path;
  Location location;

  /// Throws IoError "function: 'path': problem".
  [[noreturn]] void refuse(std::string_view problem) const;
  /// The same for a part of the file: "function: 'path', array 'w0': problem".
  [[noreturn]] void refuse(std::string_view part, std::string_view problem) const;
  /// Every byte of the file.
  std::string read() const;
};

}  // namespace wirefold
