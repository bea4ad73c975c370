// SPDX-License-Identifier: Apache-2.0
// Every C++ snippet of README.md and of docs/hls.md stands word for word in a source that is compiled and run.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/catch.h"

namespace {

const std::filesystem::path kRoot = WIREFOLD_SOURCE_DIR;

std::string contents_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream contents;
  contents << file.rdbuf();
  REQUIRE(file.good());
  return contents.str();
}

std::vector<std::string> snippets(const std::string& text) {
  const std::string opening = "```cpp\n";
  std::vector<std::string> found;
  for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
    at += opening.size();
    const std::size_t end = text.find("```", at);
    REQUIRE(end != std::string::npos);
    found.push_back(text.substr(at, end - at));
  }
  return found;
}

bool stands_in_a_source(const std::string& snippet) {
  for (const char* folder : {"examples", "tests/driver"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot / folder)) {
      if (entry.path().extension() == ".cc" && contents_of(entry.path()).find(snippet) != std::string::npos)
        return true;
    }
  }
  return false;
}

TEST_CASE("every C++ snippet of README.md and of docs/hls.md stands in an example or a test") {
  std::vector<std::string> found = snippets(contents_of(kRoot / "README.md"));
  CHECK(found.size() >= 2);
  const std::vector<std::string> of_hls = snippets(contents_of(kRoot / "docs/hls.md"));
  CHECK(of_hls.size() == 1);
  found.insert(found.end(), of_hls.begin(), of_hls.end());
  for (const std::string& snippet : found) {
    INFO(snippet);
    CHECK(stands_in_a_source(snippet));
  }
  CHECK_FALSE(stands_in_a_source("int answer = 43;\n"));
}

}  // namespace
