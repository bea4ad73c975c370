// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/model_error.h"

namespace wirefold {
namespace {

template <class Kind>
void rethrow_if(const UserError& error, const InputFile& file, const std::string& text) {
  if (dynamic_cast<const Kind*>(&error) != nullptr) throw Kind(file.function, text, file.location);
}

}  // namespace

std::string problem_of(const UserError& error) {
  std::string text = error.what();
  const auto line = text.rfind("  [");
  if (line != std::string::npos && text.ends_with("]")) text.resize(line);
  return text;
}

void rethrow_as(const UserError& error, const InputFile& file, const std::string& text) {
  rethrow_if<ShapeError>(error, file, text);
  rethrow_if<FormatError>(error, file, text);
  rethrow_if<ValueError>(error, file, text);
  rethrow_if<IoError>(error, file, text);
  rethrow_if<ToolError>(error, file, text);
  throw UnsupportedError(file.function, text, file.location);
}

}  // namespace wirefold
