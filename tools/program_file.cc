// SPDX-License-Identifier: Apache-2.0
#include "tools/program_file.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold::tools {
namespace {

constexpr const char* kInput = "input-format";

// "s3.4" or "u0.8": signed with 3 integer and 4 fraction bits, unsigned with 0 and 8.
Format parse_format(const std::string& text, const char* option) {
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
  throw ValueError(
      option, "'" + text + "' is no format; s3.4 is signed with 3 integer and 4 fraction bits, " + "u0.8 unsigned");
}

// `parse` of what stands behind the name, by names; "" where there is none.
template <class Parse>
auto by_name(const std::vector<std::string>& texts, Parse parse) {
  std::map<std::string, decltype(parse(std::string()))> result;
  for (const std::string& text : texts) {
    const auto mark = text.rfind('=');
    const std::string name = mark == std::string::npos ? "" : text.substr(0, mark);
    result[name] = parse(mark == std::string::npos ? text : text.substr(mark + 1));
  }
  return result;
}

SoftmaxFormats parse_softmax_formats(const std::string& text) {
  std::vector<Format> formats;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    formats.push_back(parse_format(text.substr(begin, end - begin), "softmax-formats"));
    begin = end + 1;
  }
  if (formats.size() == 4) return {formats[0], formats[1], formats[2], formats[3]};
  throw ValueError("softmax-formats", "'" + text + "' holds " + std::to_string(formats.size()) +
                                          " formats; give four, as u4.6,u1.10,u3.9,u1.10: of the distance to the "
                                          "largest element, its exponential, the sum and its reciprocal");
}

}  // namespace

ProgramForm form_of_name(const std::string& path) {
  const std::string name = path.ends_with(".gz") ? path.substr(0, path.size() - 3) : path;
  if (name.ends_with(".alir.json")) return ProgramForm::kAlir;
  if (name.ends_with("comb.json")) return ProgramForm::kCombJson;
  return name.ends_with(".json") ? ProgramForm::kJson : ProgramForm::kText;
}

KerasOptions keras_options(const ModelArguments& arguments) {
  if (!arguments.softmax_formats.empty()) {
    throw UnsupportedError("softmax-formats", "a model of Keras tells the formats of its softmax itself");
  }
  return {.input_formats =
              by_name(arguments.input_formats, [](const std::string& text) { return parse_format(text, kInput); })};
}

OnnxOptions onnx_options(const ModelArguments& arguments) {
  return {.input_formats =
              by_name(arguments.input_formats, [](const std::string& text) { return parse_format(text, kInput); }),
          .softmax_formats = by_name(arguments.softmax_formats, parse_softmax_formats)};
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

CombLogic read_program_or_model(const std::string& path, const ModelArguments& arguments) {
  switch (kind_of(path)) {
    case FileKind::kKerasModel:
      return read_keras(path, keras_options(arguments), {});
    case FileKind::kOnnxModel:
      return read_onnx(path, onnx_options(arguments), {});
    case FileKind::kProgram:
      break;
  }
  if (!arguments.input_formats.empty()) {
    throw UnsupportedError(kInput, "'" + path + "' is no model; a program has its formats");
  }
  if (!arguments.softmax_formats.empty()) {
    throw UnsupportedError("softmax-formats", "'" + path + "' is no model; a program has its formats");
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
