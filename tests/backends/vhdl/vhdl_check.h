// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "wirefold/backends/backend.h"
#include "wirefold/ir/graph.h"
#include "wirefold/ir/schedule.h"

namespace wirefold::backends_test {

/// What is wrong with the program as VHDL, nothing if all is well: what GHDL says of its text (93 read as 93c and 08,
/// 2008 read as 08; the test bench as well), and the first difference between the simulation of either and
/// ir/semantics.h.
std::string vhdl_problem(const CombLogic& logic, const Schedule& schedule, std::size_t sample_count, std::uint64_t seed,
                         BackendOptions options = {});

}  // namespace wirefold::backends_test
