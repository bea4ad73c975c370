// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/importers/input_file.h"
#include "wirefold/importers/keras/model.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {

/// What an error of a layer says, without the line of the file that the DSL puts behind it.
std::string problem_of(const UserError& error);

/// Throws an error of the same kind that names file, layer and class. One that names the file already stays as it is.
[[noreturn]] void rethrow_for_layer(const UserError& error, const InputFile& file, const Layer& layer);

/// The same for an error of the file as a whole.
[[noreturn]] void rethrow_for_file(const UserError& error, const InputFile& file);

}  // namespace wirefold::keras
