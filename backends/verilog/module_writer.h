// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/rtl/design.h"

namespace wirefold::verilog {

using Module = rtl::Module;  ///< its text goes from `default_nettype none to `default_nettype wire

/// Writes a lowered program as one Verilog-2001 module of plain expressions, or as one module a layer or an operation
/// below it.
///
/// Every value is an unsigned wire of exactly its format's width. Registers copy a value from stage to stage.
/// `taken_names`: module names that submodules must not have.
/// Errors: ValueError for the user's port and module names, InternalError for a program that is not lowered.
Module write_module(const EmissionInput& input, const HardwareOptions& options, Interface interface,
                    const std::vector<std::string>& taken_names);

}  // namespace wirefold::verilog
