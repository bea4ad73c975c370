// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

std::string suffix(const Location& location) { return location.line == 0 ? "" : "  [" + to_string(location) + "]"; }

}  // namespace

UserError::UserError(std::string_view function, std::string_view problem, const Location& location)
    : std::runtime_error(std::string(function) + ": " + std::string(problem) + suffix(location)),
      text_size_(std::string_view(what()).size() - suffix(location).size()),
      file_(location.file) {}

InternalError::InternalError(std::string_view problem)
    : std::logic_error("wirefold internal error, please report: " + std::string(problem)) {}

}  // namespace wirefold
