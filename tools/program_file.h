// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "wirefold/importers/program_file.h"

namespace wirefold::tools {

/// The form that the name of a file asks for: ".alir.json", ".comb.json" or ".json", each also with ".gz"; otherwise
/// text.
ProgramForm form_of_name(const std::string& path);

/// "s3.4" or "u0.8": signed with 3 integer and 4 fraction bits, unsigned with 0 and 8. ValueError for another text.
Format parse_format(const std::string& text);

/// Formats of the inputs of a model, by their names, from texts "s3.4" for all or "NAME=s3.4" for one.
std::map<std::string, Format> parse_input_formats(const std::vector<std::string>& texts);

/// Reads a program of any form, or a model. UnsupportedError for formats of inputs that are not a model's.
CombLogic read_program_or_model(const std::string& path, const std::vector<std::string>& input_formats);

/// What a file is. One that cannot be read is a program, whose reader tells what is wrong.
enum class FileKind { kProgram, kKerasModel, kOnnxModel };
FileKind kind_of(const std::string& path);

/// Writes a program in the form that the name asks for, and the folder if it is missing. A program that is not lowered
/// is optimized for the forms that hold lowered programs only.
void write_program_as_named(const std::string& path, const CombLogic& logic);

}  // namespace wirefold::tools
