// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "wirefold/ir/json.h"
#include "wirefold/ir/location.h"

namespace wirefold {

/// The forms of a program in a file.
enum class ProgramForm {
  kText,      ///< wirefold's text (ir/text.h)
  kJson,      ///< wirefold's JSON (ir/json.h)
  kAlir,      ///< alkaid's ALIR JSON, version 4 (importers/alir.h)
  kCombJson,  ///< da4ml's comb.json (importers/comb_json.h)
};

/// The form of a program's contents, by how they begin; damaged contents may be of any.
ProgramForm form_of(std::string_view contents);

/// Reads a program in any of the forms, plain or compressed with gzip, or a model (importers/keras.h,
/// importers/onnx.h); what it is is seen from the contents.
///
/// Errors: IoError with the file and the place in it; those of read_keras and read_onnx.
StoredProgram read_program(const std::string& path, const Location& location = Location::here());

/// Writes a program, compressed where the path ends with ".gz". Only wirefold's JSON holds a schedule.
///
/// Errors: IoError if the file cannot be written; as print_alir and print_comb_json for those forms.
void write_program(const std::string& path, ProgramForm form, const CombLogic& logic,
                   const Schedule* schedule = nullptr, const Location& location = Location::here());

}  // namespace wirefold
