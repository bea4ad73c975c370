// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/layer_error.h"

namespace wirefold::keras {
namespace {

// The same kind of error with `where` in front, unless it names the file already.
[[noreturn]] void rethrow(const UserError& error, const InputFile& file, const std::string& where, bool names_layer) {
  const std::string begin = std::string(file.function) + ": ";
  const std::string text = problem_of(error);
  for (const std::string_view config : {kConfigOfZip, kConfigOfHdf5}) {
    const std::string place = begin + "'" + file.path + "', " + std::string(config) + ": ";
    if (names_layer && text.starts_with(place)) rethrow_as(error, file, where + text.substr(place.size()));
  }
  rethrow_as(error, file, text.starts_with(begin) ? text.substr(begin.size()) : where + text);
}

}  // namespace

void rethrow_for_layer(const UserError& error, const InputFile& file, const Layer& layer) {
  rethrow(error, file, "'" + file.path + "', layer '" + layer.name + "' (" + layer.class_name + "): ", true);
}

void rethrow_for_file(const UserError& error, const InputFile& file) {
  rethrow(error, file, "'" + file.path + "': ", false);
}

}  // namespace wirefold::keras
