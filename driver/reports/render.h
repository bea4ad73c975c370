// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "wirefold/driver/reports/project_report.h"

namespace wirefold {

/// For a terminal: a table of the projects, and one of what each tool said.
std::string reports_as_table(std::span<const ProjectReport> projects);
/// The same tables in Markdown.
std::string reports_as_markdown(std::span<const ProjectReport> projects);
/// One table, a line for each project and tool, with every figure that there is (RFC 4180, line feeds).
std::string reports_as_csv(std::span<const ProjectReport> projects);
/// {"projects": [...]}: everything that was read; null for what a tool did not say.
std::string reports_as_json(std::span<const ProjectReport> projects);
/// One page that needs no other file and no network: for each project its graph by layer, widths, LUTs and registers,
/// stages, and estimate against synthesis.
std::string reports_as_html(std::span<const ProjectReport> projects);

/// A number with so many decimals; empty for none.
std::string number_text(const std::optional<double>& number, int decimals);

}  // namespace wirefold
