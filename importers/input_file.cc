// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/input_file.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace wirefold {

void InputFile::refuse(std::string_view problem) const { refuse("", problem); }

void InputFile::refuse(std::string_view part, std::string_view problem) const {
  std::string text = "'" + path + "'";
  if (!part.empty()) text.append(", ").append(part);
  throw IoError(function, text.append(": ").append(problem), location);
}

std::string InputFile::read() const {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) refuse("is a folder, not a file");
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) refuse("cannot be opened: " + std::generic_category().message(errno));
  std::string bytes;
  std::array<char, 65536> buffer;
  while (stream) {
    stream.read(buffer.data(), buffer.size());
    bytes.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) refuse("cannot be read");
  return bytes;
}

}  // namespace wirefold
