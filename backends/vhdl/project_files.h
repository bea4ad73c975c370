// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/project_folder.h"
#include "wirefold/backends/rtl/design.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// README.md of a project folder, with the exact commands.
std::string project_readme(const EmissionInput& input, const rtl::Module& module, const std::vector<Wrapper>& wrappers,
                           const ProjectFolder& folder, Standard standard);

}  // namespace wirefold::vhdl
