// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"

namespace wirefold {

/// Writes files below `folder`, which is made where it is missing. Each file is written beside its place and renamed,
/// so that none is ever half there. IoError with the path.
void write_files(const std::string& folder, const std::vector<ProjectFile>& files);

}  // namespace wirefold
