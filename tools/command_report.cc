// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "tools/commands.h"
#include "wirefold/driver/reports/render.h"

namespace wirefold::tools {
namespace {

struct ReportFormat {
  const char* name;
  std::string (*render)(std::span<const ProjectReport> projects);
};
constexpr std::array kFormats = {
    ReportFormat{"table", reports_as_table}, ReportFormat{"md", reports_as_markdown},
    ReportFormat{"csv", reports_as_csv},     ReportFormat{"json", reports_as_json},
    ReportFormat{"html", reports_as_html},
};

}  // namespace

std::vector<std::string> report_formats() {
  std::vector<std::string> names;
  for (const ReportFormat& format : kFormats) names.emplace_back(format.name);
  return names;
}

int run_report(const ReportArguments& arguments) {
  std::vector<ProjectReport> projects;
  for (const std::string& directory : arguments.directories) projects.push_back(read_project_report(directory));
  for (const ReportFormat& format : kFormats) {
    if (arguments.format == format.name) fmt::print("{}", format.render(projects));
  }
  return 0;
}

}  // namespace wirefold::tools
