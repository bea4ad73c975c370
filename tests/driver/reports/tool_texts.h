// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/scratch_folder.h"

// Reports of tools that cannot be run here, in the form that the tools write.

namespace wirefold::reports_test {

/// Writes a file below the folder, and the folders that it lies in.
void put(const ScratchFolder& folder, const std::string& path, const std::string& text);

std::string vivado_utilization();
std::string vivado_utilization_of_7_series();
std::string vivado_timing(const std::string& setup_slack_ns, const std::string& period_ns);

std::string quartus_fit(const std::string& status);
std::string quartus_sta();
std::string quartus_sta_tables();

std::string vitis_xml();
std::string vitis_text(const std::string& version, const std::string& name, const std::string& clock_row,
                       const std::string& latency_rows);

}  // namespace wirefold::reports_test
