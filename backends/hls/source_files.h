// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/hls/function_writer.h"

namespace wirefold::hls {

/// The lines before every C++ file: licence, tool version, content hash, options, ports.
std::string file_header(const EmissionInput& input, const Function& function, const std::vector<BackendOption>& rows,
                        const BackendOptions& options, const std::string& content_hash);

/// The function's header: includes, element types, declaration.
std::string declaration(const Function& function, Flavor flavor);

/// The function's source. For the Intel HLS Compiler, where an array argument is a memory, also a component that takes
/// and returns structures.
std::string definition(const Function& function, Flavor flavor);

}  // namespace wirefold::hls
