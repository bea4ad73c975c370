// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/program_file.h"

#include <cerrno>
#include <fstream>
#include <system_error>

#include "wirefold/importers/alir.h"
#include "wirefold/importers/comb_json.h"
#include "wirefold/importers/gzip.h"
#include "wirefold/importers/input_file.h"
#include "wirefold/importers/keras.h"
#include "wirefold/importers/onnx.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

StoredProgram parsed(std::string_view contents) {
  switch (form_of(contents)) {
    case ProgramForm::kText:
      return {parse(contents), std::nullopt};
    case ProgramForm::kJson:
      return parse_json(contents);
    case ProgramForm::kAlir:
      return {parse_alir(contents), std::nullopt};
    case ProgramForm::kCombJson:
      return {parse_comb_json(contents), std::nullopt};
  }
  throw InternalError("a form that is not in the list");
}

std::string printed(ProgramForm form, const CombLogic& logic, const Schedule* schedule) {
  switch (form) {
    case ProgramForm::kText:
      return print(logic);
    case ProgramForm::kJson:
      return print_json(logic, schedule);
    case ProgramForm::kAlir:
      return print_alir(logic);
    case ProgramForm::kCombJson:
      return print_comb_json(logic);
  }
  throw InternalError("a form that is not in the list");
}

}  // namespace

ProgramForm form_of(std::string_view contents) {
  const auto begin = contents.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return ProgramForm::kText;
  if (contents[begin] == '[') return ProgramForm::kCombJson;
  if (contents[begin] != '{') return ProgramForm::kText;
  // The two kinds of objects have no key in common.
  const auto key = contents.find_first_not_of(" \t\r\n", begin + 1);
  const std::string_view rest = contents.substr(key == std::string_view::npos ? contents.size() : key);
  for (const std::string_view known : {"\"model\"", "\"meta\"", "\"spec_version\""}) {
    if (rest.starts_with(known)) return ProgramForm::kAlir;
  }
  return ProgramForm::kJson;
}

StoredProgram read_program(const std::string& path, const Location& location) {
  const InputFile file{"read_program", path, location};
  std::string contents = file.read();
  if (is_keras_file(contents)) return {read_keras(path, {}, location), std::nullopt};
  if (is_onnx_file(path, contents)) return {read_onnx(path, {}, location), std::nullopt};
  if (is_gzip(contents)) contents = gunzip(contents, file);
  try {
    return parsed(contents);
  } catch (const IoError& error) {
    file.refuse(error.what());
  }
}

void write_program(const std::string& path, ProgramForm form, const CombLogic& logic, const Schedule* schedule,
                   const Location& location) {
  const std::string contents = printed(form, logic, schedule);
  const std::string bytes = path.ends_with(".gz") ? gzip(contents) : contents;
  errno = 0;
  std::ofstream stream(path, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) {
    throw IoError("write_program", "'" + path + "' cannot be written: " + std::generic_category().message(errno),
                  location);
  }
}

}  // namespace wirefold
