// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/rtl/operand.h"
#include "wirefold/backends/vhdl/bits.h"
#include "wirefold/ir/table.h"

namespace wirefold::vhdl {

/// A VHDL function `name` that gives the entry of `table` for an index pattern, as the bits of the window, which holds
/// every entry. The most frequent entry is the default of its case.
std::string table_function(const std::string& name, const Table& table, const rtl::Window& window, Standard standard);

}  // namespace wirefold::vhdl
