// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "wirefold/driver/reports/render.h"

namespace wirefold {
namespace {

using Row = std::vector<std::string>;
struct Table {
  Row header;
  std::vector<Row> rows;
};

std::int64_t port_bits(const ProjectReport& project, bool is_input) {
  std::int64_t bits = 0;
  for (const ProjectPort& port : project.ports) bits += port.is_input == is_input ? port.width_bits : 0;
  return bits;
}

Row project_header() {
  return {"project", "top",      "backend",     "stages",    "latency",
          "bits in", "bits out", "LUTs (est.)", "registers", "longest ns (est.)"};
}

Row project_row(const ProjectReport& project) {
  return {project.folder,
          project.top,
          project.backend,
          std::to_string(project.stages),
          std::to_string(project.latency_cycles),
          std::to_string(port_bits(project, true)),
          std::to_string(port_bits(project, false)),
          number_text(project.estimated_luts, 0),
          std::to_string(project.register_bits()),
          number_text(project.longest_stage_ns, 3)};
}

Table project_table(std::span<const ProjectReport> projects) {
  Table table{project_header(), {}};
  for (const ProjectReport& project : projects) table.rows.push_back(project_row(project));
  return table;
}

bool is_known(std::span<const ProjectReport> projects, Measure measure) {
  for (const ProjectReport& project : projects) {
    for (const ToolReport& tool : project.tools) {
      if (at(tool.figures, measure)) return true;
    }
  }
  return false;
}

// Estimate over synthesis: 1.05 is five percent too many.
std::string ratio_text(const ProjectReport& project, const ToolReport& tool, Measure measure) {
  const std::optional<double> estimate = estimate_of(project, measure);
  const std::optional<double> measured = at(tool.figures, measure);
  if (!estimate || !measured || *measured == 0) return "";
  return fmt::format("{:.2f}", *estimate / *measured);
}

Row tool_row(const ProjectReport& project, const ToolReport& tool, const std::vector<MeasureInfo>& measures) {
  Row row = {project.folder, tool.tool, tool.design, tool.version, state_text(tool)};
  for (const MeasureInfo& info : measures) row.push_back(number_text(at(tool.figures, info.measure), info.decimals));
  row.push_back(tool.design == project.top ? ratio_text(project, tool, Measure::kLuts) : "");
  return row;
}

// Measures that no tool gave have no column.
Table tool_table(std::span<const ProjectReport> projects) {
  Table table{{"project", "tool", "design", "version", "state"}, {}};
  std::vector<MeasureInfo> measures;
  for (const MeasureInfo& info : measure_infos()) {
    if (is_known(projects, info.measure)) measures.push_back(info);
  }
  for (const MeasureInfo& info : measures) table.header.push_back(info.title);
  table.header.push_back("LUTs est./syn.");
  for (const ProjectReport& project : projects) {
    for (const ToolReport& tool : project.tools) table.rows.push_back(tool_row(project, tool, measures));
  }
  return table;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.-") == std::string::npos;
}

// The characters of a text in UTF-8.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string aligned(const Table& table) {
  std::vector<std::size_t> widths;
  for (const std::string& title : table.header) widths.push_back(width_of(title));
  for (const Row& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string text;
  const auto add = [&](const Row& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - width_of(row[i]), ' ');
      line += (i == 0 ? "" : "  ") + (is_number(row[i]) ? space + row[i] : row[i] + space);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  add(table.header);
  for (const Row& row : table.rows) add(row);
  return text;
}

std::string markdown(const Table& table) {
  std::string text;
  const auto add = [&](const Row& row) {
    text += "|";
    for (const std::string& cell : row) {
      text += " ";
      for (const char c : cell) text += c == '|' ? std::string("\\|") : std::string(1, c);
      text += " |";
    }
    text += "\n";
  };
  add(table.header);
  text += "|";
  for (std::size_t i = 0; i < table.header.size(); ++i) text += "---|";
  text += "\n";
  for (const Row& row : table.rows) add(row);
  return text;
}

std::string csv_line(const Row& row) {
  std::string line;
  for (const std::string& cell : row) {
    line += line.empty() && &cell == &row.front() ? "" : ",";
    if (cell.find_first_of(",\"\n\r") == std::string::npos) {
      line += cell;
      continue;
    }
    line += '"';
    for (const char c : cell) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line + "\n";
}

}  // namespace

std::string number_text(const std::optional<double>& number, int decimals) {
  return number ? fmt::format("{:.{}f}", *number, decimals) : "";
}

std::string reports_as_table(std::span<const ProjectReport> projects) {
  return aligned(project_table(projects)) + "\n" + aligned(tool_table(projects));
}

std::string reports_as_markdown(std::span<const ProjectReport> projects) {
  return markdown(project_table(projects)) + "\n" + markdown(tool_table(projects));
}

std::string reports_as_csv(std::span<const ProjectReport> projects) {
  Row header = {"project",    "top",         "backend",        "stages",        "latency_cycles",
                "input_bits", "output_bits", "estimated_luts", "register_bits", "longest_stage_ns",
                "tool",       "design",      "version",        "state",         "message"};
  for (const MeasureInfo& info : measure_infos()) header.push_back(info.key);
  std::string text = csv_line(header);
  for (const ProjectReport& project : projects) {
    for (const ToolReport& tool : project.tools) {
      Row row = project_row(project);
      row.insert(row.end(), {tool.tool, tool.design, tool.version, std::string(to_string(tool.state)), tool.message});
      for (const MeasureInfo& info : measure_infos()) {
        row.push_back(number_text(at(tool.figures, info.measure), info.decimals));
      }
      text += csv_line(row);
    }
  }
  return text;
}

}  // namespace wirefold
