// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/importers/keras.h"
#include "wirefold/importers/program_file.h"

namespace wirefold::tools {

/// The form that the name of a file asks for: ".alir.json", ".comb.json" or ".json", each also with ".gz"; otherwise
/// text.
ProgramForm form_of_name(const std::string& path);

/// "s3.4" or "u0.8": signed with 3 integer and 4 fraction bits, unsigned with 0 and 8. ValueError for another text.
Format parse_format(const std::string& text);

/// Formats of the inputs of a model, from texts "s3.4" for all or "NAME=s3.4" for one.
KerasOptions keras_options(const std::vector<std::string>& input_formats);

/// Reads a program of any form, or a model of Keras. UnsupportedError for formats of inputs that are not a model's.
CombLogic read_program_or_model(const std::string& path, const std::vector<std::string>& input_formats);

/// Whether a file is a model of Keras, by how it begins; false for one that cannot be read.
bool is_keras_model(const std::string& path);

/// Writes a program in the form that the name asks for, and the folder if it is missing. A program that is not lowered
/// is optimized for the forms that hold lowered programs only.
void write_program_as_named(const std::string& path, const CombLogic& logic);

}  // namespace wirefold::tools
