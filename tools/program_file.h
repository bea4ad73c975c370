// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tools/commands.h"
#include "wirefold/importers/keras.h"
#include "wirefold/importers/onnx.h"
#include "wirefold/importers/program_file.h"

namespace wirefold::tools {

/// The form that the name of a file asks for: ".alir.json", ".comb.json" or ".json", each also with ".gz"; otherwise
/// text.
ProgramForm form_of_name(const std::string& path);

/// What the readers of models are told: formats of inputs from texts "s3.4" for all or "NAME=s3.4" for one, and those
/// of softmax "u4.6,u1.10,u3.9,u1.10" or "NODE=...". ValueError for other texts; UnsupportedError for a softmax of
/// Keras.
KerasOptions keras_options(const ModelArguments& arguments);
OnnxOptions onnx_options(const ModelArguments& arguments);

/// Reads a program of any form, or a model. UnsupportedError for options that are a model's where it is none.
CombLogic read_program_or_model(const std::string& path, const ModelArguments& arguments);

/// What a file is. One that cannot be read is a program, whose reader tells what is wrong.
enum class FileKind { kProgram, kKerasModel, kOnnxModel };
FileKind kind_of(const std::string& path);

/// Writes a program in the form that the name asks for, and the folder if it is missing. A program that is not lowered
/// is optimized for the forms that hold lowered programs only.
void write_program_as_named(const std::string& path, const CombLogic& logic);

}  // namespace wirefold::tools
