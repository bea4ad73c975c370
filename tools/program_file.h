// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/ir/graph.h"

namespace wirefold::tools {

/// Reads a program as text (ir/text.h). IoError with the file and the line.
CombLogic read_program(const std::string& path);
void write_program(const std::string& path, const CombLogic& logic);

}  // namespace wirefold::tools
