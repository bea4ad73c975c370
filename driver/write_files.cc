// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/write_files.h"

#include <filesystem>
#include <fstream>

#include "wirefold/ir/error.h"

namespace wirefold {

void write_files(const std::string& folder, const std::vector<ProjectFile>& files) {
  for (const ProjectFile& file : files) {
    const std::filesystem::path path = std::filesystem::path(folder) / file.path;
    const std::filesystem::path partial = path.string() + ".part";
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) throw IoError("write", "cannot make '" + path.parent_path().string() + "': " + error.message());
    {
      std::ofstream stream(partial, std::ios::binary);
      stream << file.contents;
      stream.close();
      if (!stream) throw IoError("write", "cannot write '" + partial.string() + "'");
    }
    const bool is_script = file.contents.starts_with("#!");
    if (is_script) std::filesystem::permissions(partial, std::filesystem::perms(0755), error);
    std::filesystem::rename(partial, path, error);
    if (error) throw IoError("write", "cannot write '" + path.string() + "': " + error.message());
  }
}

}  // namespace wirefold
