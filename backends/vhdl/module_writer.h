// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/rtl/design.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// Writes a lowered program as one entity with an architecture of plain expressions, or as one entity a layer or an
/// operation below it.
///
/// Ports are std_logic_vector, also those of one bit, controls std_logic; every value is an unsigned signal of exactly
/// its format's width. Registers copy a value from stage to stage. `taken_names`: names that submodules must not have.
/// Errors: ValueError for the user's port and module names, InternalError for a program that is not lowered.
rtl::Module write_module(const EmissionInput& input, const HardwareOptions& options, Standard standard,
                         Interface interface, const std::vector<std::string>& taken_names);

}  // namespace wirefold::vhdl
