// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

std::string compose(std::string_view function, std::string_view problem, const Location& location) {
  std::string text(function);
  text += ": ";
  text += problem;
  if (location.line != 0) text += "  [" + to_string(location) + "]";
  return text;
}

}  // namespace

UserError::UserError(std::string_view function, std::string_view problem, const Location& location)
    : std::runtime_error(compose(function, problem, location)) {}

InternalError::InternalError(std::string_view problem)
    : std::logic_error("wirefold internal error, please report: " + std::string(problem)) {}

}  // namespace wirefold
