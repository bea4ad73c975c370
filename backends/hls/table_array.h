// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/hls/number.h"
#include "wirefold/ir/table.h"

namespace wirefold::hls {

/// The declaration of an array with the entries of a table, by bit pattern of the index, as integers on the table's
/// grid. Up to 64 bits they have a built-in type, so that the array is constant before the program starts.
std::string table_array(Flavor flavor, const std::string& name, const Table& table);

/// Type and grid of the entries; without text.
Number table_entry(const Table& table);

}  // namespace wirefold::hls
