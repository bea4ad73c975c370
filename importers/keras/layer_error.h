// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/importers/input_file.h"
#include "wirefold/importers/keras/model.h"
#include "wirefold/importers/model_error.h"

namespace wirefold::keras {

/// Throws an error of the same kind that names file, layer and class. One that names the file already stays as it is.
[[noreturn]] void rethrow_for_layer(const UserError& error, const InputFile& file, const Layer& layer);

/// The same for an error of the file as a whole.
[[noreturn]] void rethrow_for_file(const UserError& error, const InputFile& file);

}  // namespace wirefold::keras
