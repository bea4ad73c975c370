// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/hls/function_writer.h"

namespace wirefold::hls {

/// README.md, the script that runs the test bench, and that of the flavor's tool.
std::vector<ProjectFile> tool_files(const EmissionInput& input, const Function& function, Flavor flavor);

}  // namespace wirefold::hls
