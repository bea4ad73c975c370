// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/importers/program_file.h"

namespace wirefold::tools {

/// The form that the name of a file asks for: ".alir.json", ".comb.json" or ".json", each also with ".gz"; otherwise
/// text.
ProgramForm form_of_name(const std::string& path);

/// Writes a program in the form that the name asks for, and the folder if it is missing. A program that is not lowered
/// is optimized for the forms that hold lowered programs only.
void write_program_as_named(const std::string& path, const CombLogic& logic);

}  // namespace wirefold::tools
