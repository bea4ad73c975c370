// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "wirefold/backends/names.h"
#include "wirefold/ir/graph.h"

namespace wirefold::hls {

/// Claims the names of function and ports, as make_interface does, and all that mean something in the emitted C++.
/// Errors: ValueError for a name that C++ or the type libraries have taken.
NameTable claim_function_names(const CombLogic& logic, std::string_view function_name);

}  // namespace wirefold::hls
