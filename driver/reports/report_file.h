// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wirefold/driver/reports/tool_report.h"

namespace wirefold {

/// What one file says of one design; texts are empty where it does not say.
struct FileReport {
  std::string tool;
  std::string design;
  std::string version;
  std::string device;
  std::string step;
  std::string failure;    ///< the last line that says that the run failed
  std::string last_line;  ///< that is not blank
  Figures figures;
  bool has_figures = false;
};

/// The tool that wrote a text, by its first lines; empty if it is none that is known.
std::string tool_of(std::string_view text);

/// Reads a report or log of `tool`: one entry a design, the last about it where there are several; at least one.
std::vector<FileReport> read_report(const std::string& tool, std::string_view text);

}  // namespace wirefold
