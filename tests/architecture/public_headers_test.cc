// SPDX-License-Identifier: Apache-2.0
// Public headers, those a folder's CMakeLists.txt lists under HEADERS, are light and stand on public headers only.
#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/source_tree.h"
#include "tests/catch.h"

namespace wirefold::architecture {
namespace {

// What a public header may not cost its users.
constexpr std::array<std::string_view, 10> kHeavyHeaders = {
    "CLI/", "boost/", "filesystem", "fmt/", "fstream", "iostream", "nlohmann/", "regex", "sstream", "xtensor/"};

bool is_heavy(std::string_view target) {
  return std::any_of(kHeavyHeaders.begin(), kHeavyHeaders.end(), [&](std::string_view heavy) {
    return heavy.ends_with('/') ? target.starts_with(heavy) : target == heavy;
  });
}

// The words between HEADERS and the next keyword or parenthesis, as paths from the root.
void add_listed_headers(const SourceFile& cmake_lists, std::set<std::string>& headers) {
  bool is_listed = false;
  for (std::string line : cmake_lists.lines) {
    line.erase(std::min(line.find('#'), line.size()));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '(' || c == ')'; }, ' ');
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      if (word == "HEADERS") {
        is_listed = true;
      } else if (word.ends_with(".h") || word.ends_with(".hpp")) {
        if (is_listed) headers.insert(std::string(parent_folder(cmake_lists.path)) + "/" + word);
      } else {
        is_listed = false;
      }
    }
  }
}

std::set<std::string> public_headers(const std::vector<SourceFile>& files) {
  std::set<std::string> headers;
  for (const SourceFile& file : files) {
    if (file.path.ends_with("/CMakeLists.txt")) add_listed_headers(file, headers);
  }
  return headers;
}

std::vector<std::string> header_violations(const std::vector<SourceFile>& files) {
  const std::set<std::string> headers = public_headers(files);
  std::vector<std::string> violations;
  for (const SourceFile& file : files) {
    if (!headers.contains(file.path)) continue;
    if (std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end()) {
      violations.push_back(violation(file, 1, "no #pragma once"));
    }
    for (const Include& include : includes_of(file)) {
      if (is_heavy(include.target)) violations.push_back(violation(file, include.line, "heavy: " + include.target));
      const bool is_ours = include.target.starts_with("wirefold/");
      if (is_ours && include.target != "wirefold/wirefold.hpp" && !headers.contains(include.target.substr(9))) {
        violations.push_back(violation(file, include.line, "not a public header: " + include.target));
      }
    }
  }
  return violations;
}

// A source that includes its own header before all else proves, by being compiled, that the header compiles alone.
std::vector<std::string> order_violations(const std::vector<SourceFile>& files) {
  std::set<std::string> paths;
  for (const SourceFile& file : files) paths.insert(file.path);
  std::vector<std::string> violations;
  for (const SourceFile& file : files) {
    if (!file.path.ends_with(".cc") || file.path.starts_with("tests/")) continue;
    const std::string header = file.path.substr(0, file.path.size() - 2) + "h";
    if (!paths.contains(header)) continue;
    const std::vector<Include> includes = includes_of(file);
    const std::string first = includes.empty() ? "" : includes.front().target;
    if (first == "wirefold/" + header || first == header) continue;  // the latter where nothing is installed
    violations.push_back(violation(file, includes.empty() ? 1 : includes.front().line, "its own header is not first"));
  }
  return violations;
}

TEST_CASE("every source of the repository includes its own header first") {
  CHECK(joined(order_violations(read_source_tree(WIREFOLD_SOURCE_DIR))) == "");
}

TEST_CASE("a source that includes something before its own header is found") {
  const SourceFile header("sim/engine.h", "#pragma once\nstd::string engine();\n");
  const SourceFile source("sim/engine.cc", "#include <string>\n\n#include \"wirefold/sim/engine.h\"\n");
  CHECK(order_violations({header, source}) == std::vector<std::string>{"sim/engine.cc:1: its own header is not first"});
  const SourceFile good("sim/engine.cc", "#include \"wirefold/sim/engine.h\"\n#include <string>\n");
  CHECK(order_violations({header, good}).empty());
}

TEST_CASE("the repository's public headers are light and stand on public headers") {
  const auto files = read_source_tree(WIREFOLD_SOURCE_DIR);
  REQUIRE(public_headers(files).size() > 10);
  CHECK(joined(header_violations(files)) == "");
}

TEST_CASE("a public header that includes a heavy one is found") {
  const SourceFile list("sim/CMakeLists.txt", "wirefold_library(sim\n  HEADERS\n    engine.h\n)\n");
  const SourceFile header("sim/engine.h", "#pragma once\n#include <boost/multiprecision/cpp_int.hpp>\n");
  CHECK(header_violations({list, header}) ==
        std::vector<std::string>{"sim/engine.h:2: heavy: boost/multiprecision/cpp_int.hpp"});
}

TEST_CASE("a public header that includes a private one is found") {
  const SourceFile list("sim/CMakeLists.txt",
                        "wirefold_library(sim\n  SOURCES\n    lanes.h\n  HEADERS\n    engine.h\n)\n");
  const SourceFile header("sim/engine.h", "#pragma once\n#include \"wirefold/sim/lanes.h\"\n");
  CHECK(header_violations({list, header}) ==
        std::vector<std::string>{"sim/engine.h:2: not a public header: wirefold/sim/lanes.h"});
}

TEST_CASE("a public header without pragma once is found") {
  const SourceFile list("sim/CMakeLists.txt", "wirefold_library(sim HEADERS engine.h)\n");
  CHECK(header_violations({list, SourceFile("sim/engine.h", "int engine();\n")}) ==
        std::vector<std::string>{"sim/engine.h:1: no #pragma once"});
}

}  // namespace
}  // namespace wirefold::architecture
