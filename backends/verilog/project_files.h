// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/project_folder.h"
#include "wirefold/backends/verilog/module_writer.h"

namespace wirefold::verilog {

/// The lines before every Verilog file: licence, tool version, content hash, options, timing, and the ports of the
/// design.
std::string file_header(const EmissionInput& input, const Module& module, const BackendOptions& options,
                        const std::string& content_hash);

/// README.md of a project folder, with the exact commands.
std::string project_readme(const EmissionInput& input, const Module& module, const std::vector<Wrapper>& wrappers,
                           const ProjectFolder& folder);

}  // namespace wirefold::verilog
