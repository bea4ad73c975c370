// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/reports/report_file.h"

#include <algorithm>

#include "wirefold/driver/reports/report_line.h"
#include "wirefold/driver/reports/report_patterns.h"

namespace wirefold {
namespace {

constexpr std::size_t kSignatureLines = 80;
constexpr std::size_t kLongestLine = 2000;  // what is behind is no figure; bounds the words of a line

using Words = std::vector<std::string_view>;

// The lines of a text; elements of XML begin lines of their own.
std::vector<std::string_view> lines_of(std::string_view text, bool is_xml) {
  std::vector<std::string_view> lines;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool is_end = at == text.size() || text[at] == '\n';
    const bool is_element = is_xml && !is_end && text[at] == '<' && at > begin;
    if (!is_end && !is_element) continue;
    lines.push_back(text.substr(begin, std::min(at - begin, kLongestLine)));
    begin = is_end ? at + 1 : at;
  }
  return lines;
}

std::string without(std::string_view text, const char* characters) {
  const std::size_t first = text.find_first_not_of(characters);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(characters) - first + 1));
}

std::string without_blanks(std::string_view text) { return without(text, " \t\r"); }

// A name without what the tool draws around it: 'top', "=== top ===", "top  |".
std::string without_frame(std::string_view text) { return without(text, " \t\r|'\"="); }

// "v.2021.2" and "2021.2" are 2021.2; 0 for what is no version.
double version_number(const std::string& version) {
  const std::size_t digit = version.find_first_of("0123456789");
  return digit == std::string::npos ? 0 : number_at(std::string_view(version).substr(digit)).value_or(0);
}

bool is_of_version(const FigurePattern& pattern, double version) {
  if (version == 0) return true;
  return (pattern.first_version == 0 || version >= pattern.first_version) &&
         (pattern.last_version == 0 || version <= pattern.last_version);
}

// The patterns of one tool, cut into words, and whether the section of each is open.
class Reader {
 public:
  explicit Reader(const std::string& tool) : tool_(tool) {
    for (const FigurePattern& pattern : figure_patterns()) {
      if (pattern.tool != tool) continue;
      rows_.push_back({&pattern, words_of(pattern.section), words_of(pattern.line), words_of(pattern.section_end),
                       pattern.section.empty()});
    }
    for (const TextPattern& pattern : text_patterns()) {
      if (pattern.tool == tool) texts_.push_back({pattern.text, words_of(pattern.line)});
    }
    for (const FailurePattern& pattern : failure_patterns()) {
      if (pattern.tool == tool) failures_.push_back(words_of(pattern.line));
    }
    begin_design();
  }

  void read(std::string_view line) {
    const Words words = words_of(line);
    for (Row& row : rows_) {
      if (!row.pattern->section_end.empty() ? match_line(words, row.end).matches : words.empty()) {
        row.is_open = row.section.empty();
      }
    }
    if (words.empty()) return;
    reports_.back().last_line = without_blanks(line);
    read_texts(line, words);
    for (const Words& failure : failures_) {
      if (match_line(words, failure).matches) reports_.back().failure = without_blanks(line);
    }
    for (Row& row : rows_) {
      if (row.is_open) read_figure(row, words);
      if (!row.section.empty() && match_line(words, row.section).matches) row.is_open = true;
    }
  }

  std::vector<FileReport> take() { return std::move(reports_); }

 private:
  struct Row {
    const FigurePattern* pattern;
    Words section;
    Words line;
    Words end;
    bool is_open;
  };
  struct Text {
    RunText text;
    Words line;
  };

  void begin_design() {
    FileReport report;
    report.tool = tool_;
    if (!reports_.empty()) report.version = reports_.back().version;
    reports_.push_back(std::move(report));
  }

  void read_texts(std::string_view line, const Words& words) {
    for (const Text& text : texts_) {
      const LineMatch match = match_line(words, text.line);
      if (!match.matches || match.word.empty()) continue;
      const std::string value = without_frame(match.word);
      const std::string_view rest = line.substr(static_cast<std::size_t>(match.word.data() - line.data()));
      switch (text.text) {
        case RunText::kDesign:
          name_design(tool_ == "yosys" ? without_frame(rest) : value);
          break;
        case RunText::kVersion:
          if (reports_.back().version.empty()) {
            reports_.back().version = value.substr(std::min(value.find_first_of("0123456789"), value.size()));
          }
          break;
        case RunText::kDevice:
          if (reports_.back().device.empty()) reports_.back().device = value;
          break;
        case RunText::kStep:
          reports_.back().step = without_frame(rest);
          break;
      }
    }
  }

  // yosys tells of one module after the other, and of the same one again after each step.
  void name_design(const std::string& design) {
    if (tool_ == "yosys") {
      if (!reports_.back().design.empty()) begin_design();
      reports_.back().design = design;
    } else if (reports_.back().design.empty()) {
      reports_.back().design = design;
    }
  }

  void read_figure(const Row& row, const Words& words) {
    FileReport& report = reports_.back();
    if (!is_of_version(*row.pattern, version_number(report.version))) return;
    const LineMatch match = match_line(words, row.line);
    if (!match.matches || !match.number) return;
    std::optional<double>& figure = at(report.figures, row.pattern->measure);
    report.has_figures = true;
    if (!figure) {
      figure = match.number;
    } else if (row.pattern->reduction == Reduction::kSum) {
      *figure += *match.number;
    } else if (row.pattern->reduction == Reduction::kLeast) {
      figure = std::min(*figure, *match.number);
    }
  }

  std::string tool_;
  std::vector<Row> rows_;
  std::vector<Text> texts_;
  std::vector<Words> failures_;
  std::vector<FileReport> reports_;
};

// A cell that a netlist does not have is not in its statistics.
void complete_counts(FileReport& report) {
  if (report.tool != "yosys" || !report.has_figures) return;
  for (const Measure measure :
       {Measure::kLuts, Measure::kRegisters, Measure::kCarryCells, Measure::kDsps, Measure::kBlockRams}) {
    if (!at(report.figures, measure)) at(report.figures, measure) = 0;
  }
}

}  // namespace

std::string tool_of(std::string_view text) {
  const std::string_view head = text.substr(0, kSignatureLines * kLongestLine);
  std::vector<std::string_view> lines = lines_of(head, text.starts_with("<"));
  if (lines.size() > kSignatureLines) lines.resize(kSignatureLines);
  std::vector<Words> signatures;
  for (const SignaturePattern& signature : signature_patterns()) signatures.push_back(words_of(signature.line));
  for (const std::string_view line : lines) {
    const Words words = words_of(line);
    for (std::size_t i = 0; i < signatures.size(); ++i) {
      if (match_line(words, signatures[i]).matches) return std::string(signature_patterns()[i].tool);
    }
  }
  return "";
}

std::vector<FileReport> read_report(const std::string& tool, std::string_view text) {
  Reader reader(tool);
  for (const std::string_view line : lines_of(text, text.starts_with("<"))) reader.read(line);
  std::vector<FileReport> reports;
  for (FileReport& report : reader.take()) {
    complete_counts(report);
    const auto before = std::find_if(reports.begin(), reports.end(),
                                     [&](const FileReport& other) { return other.design == report.design; });
    if (before == reports.end()) {
      reports.push_back(std::move(report));
    } else {
      *before = std::move(report);
    }
  }
  return reports;
}

}  // namespace wirefold
