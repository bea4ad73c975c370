// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/layer_error.h"

namespace wirefold::keras {
namespace {

template <class Kind>
void rethrow_if(const UserError& error, const InputFile& file, const std::string& problem) {
  if (dynamic_cast<const Kind*>(&error) != nullptr) throw Kind(file.function, problem, file.location);
}

}  // namespace

std::string problem_of(const UserError& error) {
  std::string text = error.what();
  const auto line = text.rfind("  [");
  if (line != std::string::npos && text.ends_with("]")) text.resize(line);
  return text;
}

void rethrow_for_layer(const UserError& error, const InputFile& file, const Layer& layer) {
  const std::string begin = std::string(file.function) + ": ";
  const std::string text = problem_of(error);
  if (text.starts_with(begin)) throw IoError(file.function, text.substr(begin.size()), file.location);
  const std::string problem = "'" + file.path + "', layer '" + layer.name + "' (" + layer.class_name + "): " + text;
  rethrow_if<ShapeError>(error, file, problem);
  rethrow_if<FormatError>(error, file, problem);
  rethrow_if<ValueError>(error, file, problem);
  rethrow_if<IoError>(error, file, problem);
  rethrow_if<ToolError>(error, file, problem);
  throw UnsupportedError(file.function, problem, file.location);
}

}  // namespace wirefold::keras
