// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/backend.h"
#include "wirefold/backends/rtl/module_plan.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// Writes a lowered program as one flat entity with an architecture of plain expressions.
///
/// Ports are std_logic_vector, also those of one bit; every value is an unsigned signal of exactly its format's width.
/// Registers copy a value from stage to stage; they have no reset. `has_source_comments`: whether each signal names the
/// user's line.
/// Errors: ValueError for the user's port and module names, InternalError for a program that is not lowered.
rtl::Module write_module(const EmissionInput& input, Standard standard, bool has_source_comments);

/// What every design file begins with: ieee and the packages that its text uses.
std::string library_clauses();

}  // namespace wirefold::vhdl
