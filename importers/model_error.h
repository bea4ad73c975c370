// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/importers/input_file.h"

namespace wirefold {

/// What an error says, without the line of the file that the DSL puts behind it.
std::string problem_of(const UserError& error);

/// Throws an error of the same kind from the function that reads the file: "function: text".
[[noreturn]] void rethrow_as(const UserError& error, const InputFile& file, const std::string& text);

}  // namespace wirefold
