// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/driver/report.h"

namespace wirefold::tools {

/// The figures of a report as one JSON object.
std::string to_json(const Report& report);

}  // namespace wirefold::tools
