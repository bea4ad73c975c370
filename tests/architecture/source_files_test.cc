// SPDX-License-Identifier: Apache-2.0
// What holds of every file: the license line, no path of somebody's machine, a size one reads in one go, and a place in
// the build.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/source_tree.h"
#include "tests/catch.h"

namespace wirefold::architecture {
namespace {

constexpr std::string_view kLicense = "SPDX-License-Identifier: Apache-2.0";
constexpr std::size_t kMaxLines = 500;

bool needs_license(const SourceFile& file) {
  static constexpr std::array<std::string_view, 4> kEndings = {".cmake", ".cmake.in", ".py", "CMakeLists.txt"};
  const bool is_script = !file.lines.empty() && file.lines[0].starts_with("#!");
  return is_cpp(file) || is_script || std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
           return file.path.ends_with(ending);
         });
}

std::vector<std::string> license_violations(const std::vector<SourceFile>& files) {
  std::vector<std::string> violations;
  for (const SourceFile& file : files) {
    if (!needs_license(file)) continue;
    const std::size_t expected = !file.lines.empty() && file.lines[0].starts_with("#!") ? 1 : 0;
    const bool is_there = file.lines.size() > expected && file.lines[expected].find(kLicense) != std::string::npos;
    if (!is_there) violations.push_back(violation(file, expected + 1, "no " + std::string(kLicense)));
  }
  return violations;
}

// Folders that exist on somebody's machine but not on the next one; home/user stands for anybody's. The slash is kept
// apart so that this file passes.
bool names_a_machine(std::string_view line) {
  static constexpr std::array<std::string_view, 6> kFolders = {"home", "root", "tmp", "work", "Users", "mnt"};
  static constexpr std::string_view kPathCharacters = "._-/~$}{";
  for (std::size_t slash = line.find('/'); slash != std::string_view::npos; slash = line.find('/', slash + 1)) {
    const char before = slash == 0 ? ' ' : line[slash - 1];
    const bool starts_a_path =
        std::isalnum(static_cast<unsigned char>(before)) == 0 && kPathCharacters.find(before) == std::string_view::npos;
    if (!starts_a_path) continue;
    const std::string_view rest = line.substr(slash + 1);
    if (rest.starts_with("home/user/")) continue;
    const std::string_view folder = rest.substr(0, std::min(rest.find('/'), rest.size()));
    const bool goes_deeper = folder.size() < rest.size();
    if (goes_deeper && std::find(kFolders.begin(), kFolders.end(), folder) != kFolders.end()) return true;
  }
  return false;
}

std::vector<std::string> path_violations(const std::vector<SourceFile>& files) {
  std::vector<std::string> violations;
  for (const SourceFile& file : files) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (names_a_machine(file.lines[i])) violations.push_back(violation(file, i + 1, "absolute path"));
    }
  }
  return violations;
}

std::vector<std::string> size_violations(const std::vector<SourceFile>& files) {
  std::vector<std::string> violations;
  for (const SourceFile& file : files) {
    if (is_cpp(file) && file.lines.size() > kMaxLines) violations.push_back(violation(file, kMaxLines, "file goes on"));
  }
  return violations;
}

// Every word of every CMakeLists.txt, as a path from the root.
std::set<std::string> built_files(const std::vector<SourceFile>& files) {
  std::set<std::string> built;
  for (const SourceFile& file : files) {
    if (!file.path.ends_with("CMakeLists.txt")) continue;
    std::string prefix(parent_folder(file.path));
    if (!prefix.empty()) prefix += "/";
    for (const std::string& line : file.lines) {
      for (std::size_t begin = 0; begin < line.size();) {
        const std::size_t end = std::min(line.find_first_of(" ()\"", begin), line.size());
        const std::string word = line.substr(begin, end - begin);
        constexpr std::string_view kRoot = "${PROJECT_SOURCE_DIR}/";
        if (word.starts_with(kRoot)) built.insert(word.substr(kRoot.size()));
        built.insert(prefix + word);
        built.insert(prefix + word + ".cc");  // lists of programs name them without the ending
        begin = end + 1;
      }
    }
  }
  return built;
}

std::vector<std::string> build_violations(const std::vector<SourceFile>& files) {
  const std::set<std::string> built = built_files(files);
  std::vector<std::string> violations;
  for (const SourceFile& file : files) {
    const bool is_source = file.path.ends_with(".cc") && file.path != "tests/main.cc";
    if (is_source && !built.contains(file.path)) violations.push_back(violation(file, 1, "in no CMakeLists.txt"));
  }
  return violations;
}

TEST_CASE("every source file of the repository has the license line") {
  const auto files = read_source_tree(WIREFOLD_SOURCE_DIR);
  CHECK(std::count_if(files.begin(), files.end(), needs_license) > 20);
  CHECK(joined(license_violations(files)) == "");
}

TEST_CASE("a missing license line is found") {
  const SourceFile good("scripts/run", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n");
  const SourceFile script("scripts/walk", "#!/bin/sh\necho\n");
  const SourceFile source("ir/a.cc", "int a;\n// SPDX-License-Identifier: Apache-2.0\n");
  const SourceFile text("README.md", "no license line needed\n");
  CHECK(license_violations({good, script, source, text}) ==
        std::vector<std::string>{"scripts/walk:2: no SPDX-License-Identifier: Apache-2.0",
                                 "ir/a.cc:1: no SPDX-License-Identifier: Apache-2.0"});
}

TEST_CASE("no file of the repository names a path of somebody's machine") {
  CHECK(joined(path_violations(read_source_tree(WIREFOLD_SOURCE_DIR))) == "");
}

TEST_CASE("a path of somebody's machine is found, a relative or a system path is not") {
  const std::string slash = "/";
  CHECK(names_a_machine("write(\"" + slash + "home/me/out.v\")"));
  CHECK(names_a_machine(slash + "tmp/x"));
  CHECK(names_a_machine("-I" + slash + "usr/include -L " + slash + "work/lib"));
  CHECK_FALSE(names_a_machine("#!/usr/bin/env python3"));
  CHECK_FALSE(names_a_machine("build/tmp/x and ${TMPDIR}/tmp/x"));
  CHECK_FALSE(names_a_machine("rows / root / columns"));
  CHECK_FALSE(names_a_machine("builder.input(format, {\"" + slash + "home/user/model.cc\", 3})"));
}

TEST_CASE("no source file of the repository is longer than 500 lines") {
  CHECK(joined(size_violations(read_source_tree(WIREFOLD_SOURCE_DIR))) == "");
}

TEST_CASE("a source file longer than 500 lines is found") {
  std::string text(kMaxLines, '\n');
  CHECK(size_violations({SourceFile("ir/a.cc", text)}).empty());
  CHECK(size_violations({SourceFile("ir/a.cc", text + "\n")}) == std::vector<std::string>{"ir/a.cc:500: file goes on"});
}

TEST_CASE("every source file of the repository is part of the build") {
  CHECK(joined(build_violations(read_source_tree(WIREFOLD_SOURCE_DIR))) == "");
}

TEST_CASE("a source file that no list names is found") {
  const SourceFile list("tests/CMakeLists.txt",
                        "wirefold_test(a SOURCES ir/a_test.cc ${PROJECT_SOURCE_DIR}/ir/c.cc)\n");
  const SourceFile listed("tests/ir/a_test.cc", "");
  const SourceFile forgotten("tests/ir/b_test.cc", "");
  const SourceFile from_root("ir/c.cc", "");
  CHECK(build_violations({list, listed, forgotten, from_root}) ==
        std::vector<std::string>{"tests/ir/b_test.cc:1: in no CMakeLists.txt"});
}

}  // namespace
}  // namespace wirefold::architecture
