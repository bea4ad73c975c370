// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/backend.h"
#include "wirefold/backends/rtl/module_plan.h"

namespace wirefold::verilog {

using Module = rtl::Module;  ///< its text goes from `default_nettype none to `default_nettype wire

/// Writes a lowered program as one flat Verilog-2001 module of plain expressions.
///
/// Every value is an unsigned wire of exactly its format's width. Registers copy a value from stage to stage; they have
/// no reset. `has_source_comments`: whether each wire names the user's line.
/// Errors: ValueError for the user's port and module names, InternalError for a program that is not lowered.
Module write_module(const EmissionInput& input, bool has_source_comments);

}  // namespace wirefold::verilog
