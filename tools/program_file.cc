// SPDX-License-Identifier: Apache-2.0
#include "tools/program_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "wirefold/driver/write_files.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"

namespace wirefold::tools {

CombLogic read_program(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream contents;
  contents << stream.rdbuf();
  if (!stream) throw IoError("read_program", "cannot read '" + path + "'");
  try {
    return parse(contents.view());
  } catch (const IoError& error) {
    throw IoError(path, error.what());
  }
}

void write_program(const std::string& path, const CombLogic& logic) {
  const std::filesystem::path target(path);
  const std::filesystem::path folder = target.parent_path().empty() ? "." : target.parent_path();
  write_files(folder.string(), {{target.filename().string(), print(logic)}});
}

}  // namespace wirefold::tools
