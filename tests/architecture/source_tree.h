// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirefold::architecture {

/// A text file of the repository: its path from the root, with slashes, and its lines.
struct SourceFile {
  SourceFile(std::string path_from_root, std::string_view text);

  std::string path;
  std::vector<std::string> lines;
};

/// Every text file of the repository at `root`, sorted by path; build folders and binary files are left out.
std::vector<SourceFile> read_source_tree(const std::string& root);

bool is_cpp(const SourceFile& file);
bool is_header(const SourceFile& file);
/// The first part of a path: "ir" of "ir/graph.h".
std::string_view top_folder(std::string_view path);
/// The path without its last part: "optimizer/cmvm" of "optimizer/cmvm/solver.h", "" of "README.md".
std::string_view parent_folder(std::string_view path);

struct Include {
  std::string target;     // as written between the delimiters
  bool is_quoted = true;  // "..." rather than <...>
  std::size_t line = 0;   // from 1
};
std::vector<Include> includes_of(const SourceFile& file);

/// "ir/graph.h:12: what is wrong".
std::string violation(const SourceFile& file, std::size_t line, std::string_view problem);
/// One violation a line, for a failing test to show.
std::string joined(const std::vector<std::string>& violations);

}  // namespace wirefold::architecture
