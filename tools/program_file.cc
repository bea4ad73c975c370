// SPDX-License-Identifier: Apache-2.0
#include "tools/program_file.h"

#include <filesystem>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold::tools {

ProgramForm form_of_name(const std::string& path) {
  const std::string name = path.ends_with(".gz") ? path.substr(0, path.size() - 3) : path;
  if (name.ends_with(".alir.json")) return ProgramForm::kAlir;
  if (name.ends_with("comb.json")) return ProgramForm::kCombJson;
  return name.ends_with(".json") ? ProgramForm::kJson : ProgramForm::kText;
}

void write_program_as_named(const std::string& path, const CombLogic& logic) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (error) throw IoError("write_program", "'" + folder.string() + "' cannot be made: " + error.message());
  const ProgramForm form = form_of_name(path);
  const bool wants_lowered = form == ProgramForm::kAlir || form == ProgramForm::kCombJson;
  write_program(path, form, wants_lowered && !is_lowered(logic) ? optimize(logic) : logic, nullptr, {});
}

}  // namespace wirefold::tools
