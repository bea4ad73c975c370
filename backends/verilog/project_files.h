// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/verilog/module_writer.h"

namespace wirefold::verilog {

/// The lines before a module or test bench: licence, tool version, content hash, options, timing, ports.
std::string file_header(const EmissionInput& input, const Module& module, const BackendOptions& options,
                        const std::string& content_hash);

/// README.md of a project folder, with the exact commands.
std::string project_readme(const EmissionInput& input, const Module& module);

/// File list, yosys script, Vivado script; each runs from any directory.
std::vector<ProjectFile> tool_files(const EmissionInput& input, const Module& module);

}  // namespace wirefold::verilog
