// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/rtl/module_plan.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// The lines before a module or test bench: licence, tool version, content hash, options, timing, ports.
std::string file_header(const EmissionInput& input, const rtl::Module& module, const BackendOptions& options,
                        const std::string& content_hash);

/// README.md of a project folder, with the exact commands.
std::string project_readme(const EmissionInput& input, const rtl::Module& module, Standard standard);

/// File list and synthesis scripts; each script runs from any directory.
std::vector<ProjectFile> tool_files(const EmissionInput& input, const rtl::Module& module, Standard standard);

}  // namespace wirefold::vhdl
