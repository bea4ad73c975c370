// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "wirefold/importers/input_file.h"

namespace wirefold {

/// True for bytes that begin as a gzip file.
bool is_gzip(std::string_view bytes);

/// The contents of a gzip file of one or several members; `file` is what errors name. IoError if it is damaged, or
/// holds more than 1 GiB: a few megabytes of a hostile file can hold thousands of times as much.
std::string gunzip(std::string_view bytes, const InputFile& file);

/// A gzip file; the same bytes give the same file.
std::string gzip(std::string_view bytes);

}  // namespace wirefold
