// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/source_tree.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace wirefold::architecture {
namespace {

namespace fs = std::filesystem;

std::string read_bytes(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

// What is not part of the repository, or not ours to check.
bool is_left_out(const fs::path& path) {
  static constexpr std::array<std::string_view, 4> kNames = {".git", "__pycache__", "build", "LICENSE"};
  return std::find(kNames.begin(), kNames.end(), path.filename().string()) != kNames.end();
}

// Enters and leaves R"x(...)x" along a line; text that we emit is not our code.
void follow_raw_strings(std::string_view line, std::string& raw_string_end) {
  while (!line.empty()) {
    const bool is_inside = !raw_string_end.empty();
    const std::string_view mark = is_inside ? std::string_view(raw_string_end) : std::string_view("R\"");
    const std::size_t begin = line.find(mark);
    if (begin == std::string_view::npos) return;
    line.remove_prefix(begin + mark.size());
    if (is_inside) {
      raw_string_end.clear();
    } else {
      const std::size_t parenthesis = line.find('(');
      if (parenthesis == std::string_view::npos) return;
      raw_string_end = ")" + std::string(line.substr(0, parenthesis)) + "\"";
    }
  }
}

std::optional<Include> parse_include(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  if (!line.starts_with('#')) return std::nullopt;
  line.remove_prefix(std::min(line.find_first_not_of(" \t", 1), line.size()));
  if (!line.starts_with("include")) return std::nullopt;
  const std::size_t open = line.find_first_of("\"<");
  if (open == std::string_view::npos) return std::nullopt;
  const bool is_quoted = line[open] == '"';
  const std::size_t close = line.find(is_quoted ? '"' : '>', open + 1);
  if (close == std::string_view::npos) return std::nullopt;
  return Include{std::string(line.substr(open + 1, close - open - 1)), is_quoted};
}

}  // namespace

SourceFile::SourceFile(std::string path_from_root, std::string_view text) : path(std::move(path_from_root)) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::vector<SourceFile> read_source_tree(const std::string& root) {
  std::vector<SourceFile> files;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    if (is_left_out(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file()) {
      const std::string text = read_bytes(entry->path());
      const bool is_text = text.find('\0') == std::string::npos;
      if (is_text) files.emplace_back(fs::relative(entry->path(), root).generic_string(), text);
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

bool is_header(const SourceFile& file) { return file.path.ends_with(".h") || file.path.ends_with(".hpp"); }

bool is_cpp(const SourceFile& file) { return is_header(file) || file.path.ends_with(".cc"); }

std::string_view top_folder(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view parent_folder(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> includes;
  std::string raw_string_end;  // what ends the raw string that this line begins in, if it does
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const bool is_text = !raw_string_end.empty();
    follow_raw_strings(file.lines[i], raw_string_end);
    if (is_text) continue;
    if (auto include = parse_include(file.lines[i])) {
      include->line = i + 1;
      includes.push_back(std::move(*include));
    }
  }
  return includes;
}

std::string violation(const SourceFile& file, std::size_t line, std::string_view problem) {
  return file.path + ":" + std::to_string(line) + ": " + std::string(problem);
}

std::string joined(const std::vector<std::string>& violations) {
  std::string text;
  for (const std::string& entry : violations) text += entry + "\n";
  return text;
}

}  // namespace wirefold::architecture
