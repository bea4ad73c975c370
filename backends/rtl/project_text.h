// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/rtl/design.h"
#include "wirefold/backends/wrapper.h"

namespace wirefold::rtl {

/// The content hash of the files below rtl/.
std::string hash_of_hardware(const std::vector<ProjectFile>& files);

/// The lines before every hardware file: licence, tool version, content hash, options, timing, and the ports of the
/// design.
std::string file_header(std::string_view comment_mark, const EmissionInput& input, const Module& module,
                        const std::string& options, const std::string& content_hash);

/// README.md up to its commands: ports, layout of the bits, wrappers, figures. `language`: "Verilog-2001".
std::string readme_head(const char* language, const EmissionInput& input, const Module& module,
                        const std::vector<Wrapper>& wrappers);

}  // namespace wirefold::rtl
