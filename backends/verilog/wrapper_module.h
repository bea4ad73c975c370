// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/wrapper.h"

namespace wirefold::verilog {

/// The module of a wrapper (backends/wrapper.h) around the design `design_name` with that interface.
std::string write_wrapper(const Wrapper& wrapper, const Interface& interface, const std::string& design_name);

}  // namespace wirefold::verilog
