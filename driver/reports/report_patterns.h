// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "wirefold/driver/reports/tool_report.h"

// What the reports of synthesis tools look like, as tables of line patterns (driver/reports/report_line.h).

namespace wirefold {

/// A line that only a report or log of this tool has, near the beginning of the file.
struct SignaturePattern {
  std::string_view tool;
  std::string_view line;
};

/// Where a text about the run stands, at the `@` of the line.
enum class RunText { kDesign, kVersion, kDevice, kStep };
struct TextPattern {
  std::string_view tool;
  RunText text;
  std::string_view line;
};

/// A line that says that a run failed.
struct FailurePattern {
  std::string_view tool;
  std::string_view line;
};

/// Which value counts where a pattern matches several lines.
enum class Reduction { kFirst, kSum, kLeast };

/// Where a figure stands, at the `#` of the line.
struct FigurePattern {
  std::string_view tool;
  Measure measure;
  Reduction reduction;
  std::string_view section;  ///< a line that must come before; empty: anywhere
  std::string_view line;
  std::string_view section_end = "";  ///< the line that ends the section; empty: the next blank line
  double first_version = 0;           ///< of the tool that writes so: 2020.1; 0: any
  double last_version = 0;            ///< 0: any
};

std::span<const SignaturePattern> signature_patterns();
std::span<const TextPattern> text_patterns();
std::span<const FailurePattern> failure_patterns();
std::span<const FigurePattern> figure_patterns();

}  // namespace wirefold
