// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/vhdl/bits.h"
#include "wirefold/backends/wrapper.h"

namespace wirefold::vhdl {

/// The entity of a wrapper (backends/wrapper.h) around the design `design_name` with that interface.
std::string write_wrapper(const Wrapper& wrapper, const Interface& interface, const std::string& design_name,
                          Standard standard);

}  // namespace wirefold::vhdl
