// SPDX-License-Identifier: Apache-2.0
#include "tools/program_file.h"

#include <charconv>
#include <filesystem>
#include <fstream>

#include "wirefold/importers/keras.h"
#include "wirefold/importers/onnx.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold::tools {

ProgramForm form_of_name(const std::string& path) {
  const std::string name = path.ends_with(".gz") ? path.substr(0, path.size() - 3) : path;
  if (name.ends_with(".alir.json")) return ProgramForm::kAlir;
  if (name.ends_with("comb.json")) return ProgramForm::kCombJson;
  return name.ends_with(".json") ? ProgramForm::kJson : ProgramForm::kText;
}

Format parse_format(const std::string& text) {
  const auto dot = text.find('.');
  const bool is_signed = text.starts_with("s");
  Format format{is_signed, 0, 0};
  const auto number_of = [&](std::size_t begin, std::size_t end, int& number) {
    const auto [last, error] = std::from_chars(text.data() + begin, text.data() + end, number);
    return error == std::errc() && last == text.data() + end;
  };
  const bool is_format = (is_signed || text.starts_with("u")) && dot != std::string::npos &&
                         number_of(1, dot, format.integer_bits) &&
                         number_of(dot + 1, text.size(), format.fraction_bits);
  if (is_format) return format;
  throw ValueError("input-format", "'" + text + "' is no format; s3.4 is signed with 3 integer and 4 fraction bits, " +
                                       "u0.8 unsigned");
}

std::map<std::string, Format> parse_input_formats(const std::vector<std::string>& texts) {
  std::map<std::string, Format> formats;
  for (const std::string& text : texts) {
    const auto mark = text.rfind('=');
    const std::string name = mark == std::string::npos ? "" : text.substr(0, mark);
    formats[name] = parse_format(mark == std::string::npos ? text : text.substr(mark + 1));
  }
  return formats;
}

FileKind kind_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string begin(8, '\0');
  stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  begin.resize(static_cast<std::size_t>(stream.gcount()));
  // What is called so is one, and its reader tells what is wrong with it.
  if (is_keras_file(begin) || path.ends_with(".keras")) return FileKind::kKerasModel;
  return is_onnx_file(path, begin) ? FileKind::kOnnxModel : FileKind::kProgram;
}

CombLogic read_program_or_model(const std::string& path, const std::vector<std::string>& input_formats) {
  switch (kind_of(path)) {
    case FileKind::kKerasModel:
      return read_keras(path, {.input_formats = parse_input_formats(input_formats)}, {});
    case FileKind::kOnnxModel:
      return read_onnx(path, {.input_formats = parse_input_formats(input_formats)}, {});
    case FileKind::kProgram:
      break;
  }
  if (!input_formats.empty()) {
    throw UnsupportedError("input-format", "'" + path + "' is no model; a program has its formats");
  }
  return read_program(path, {}).logic;
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
