// SPDX-License-Identifier: Apache-2.0
#include "tools/program_file.h"

#include <charconv>
#include <filesystem>
#include <fstream>

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

KerasOptions keras_options(const std::vector<std::string>& input_formats) {
  KerasOptions options;
  for (const std::string& text : input_formats) {
    const auto mark = text.rfind('=');
    const std::string name = mark == std::string::npos ? "" : text.substr(0, mark);
    options.input_formats[name] = parse_format(mark == std::string::npos ? text : text.substr(mark + 1));
  }
  return options;
}

bool is_keras_model(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string begin(4, '\0');
  stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return stream && is_keras_file(begin);
}

CombLogic read_program_or_model(const std::string& path, const std::vector<std::string>& input_formats) {
  if (is_keras_model(path)) return read_keras(path, keras_options(input_formats), {});
  if (!input_formats.empty()) {
    throw UnsupportedError("input-format", "'" + path + "' is no model of Keras; a program has its formats");
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
