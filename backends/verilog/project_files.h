// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/project_folder.h"
#include "wirefold/backends/verilog/module_writer.h"

namespace wirefold::verilog {

/// README.md of a project folder, with the exact commands.
std::string project_readme(const EmissionInput& input, const Module& module, const std::vector<Wrapper>& wrappers,
                           const ProjectFolder& folder);

}  // namespace wirefold::verilog
