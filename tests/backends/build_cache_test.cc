// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/build_cache.h"

#include <filesystem>

#include "tests/catch.h"
#include "wirefold/backends/process.h"
#include "wirefold/ir/error.h"

namespace wirefold::backends_test {
namespace {

TEST_CASE("a file of the cache is built once") {
  const TemporaryFolder cache(WIREFOLD_TEST_DIR);
  int builds = 0;
  const auto build = [&](const std::filesystem::path& folder) {
    write_file(folder / "product", "contents");
    ++builds;
  };
  const CachedFile first = cached_file(cache.path(), "name", "product", build);
  const CachedFile second = cached_file(cache.path(), "name", "product", build);
  CHECK_FALSE(first.was_cached);
  CHECK(second.was_cached);
  CHECK(builds == 1);
  CHECK(first.path == second.path);
  CHECK(read_file(second.path) == "contents");
}

TEST_CASE("the folder of a build stays where a tool failed") {
  const TemporaryFolder cache(WIREFOLD_TEST_DIR);
  CHECK_THROWS_AS(cached_file(cache.path(), "name", "product",
                              [](const std::filesystem::path& folder) {
                                write_file(folder / "source", "");
                                throw ToolError("compile", "the tool failed");
                              }),
                  ToolError);
  std::size_t kept = 0;
  for (const auto& entry : std::filesystem::directory_iterator(cache.path())) {
    CHECK(std::filesystem::exists(entry.path() / "source"));
    ++kept;
  }
  CHECK(kept == 1);
}

TEST_CASE("a compiler tells which flags it takes") {
  const std::string compiler = find_compiler("compile", "");
  CHECK(accepts_flag(compiler, "-O1"));
  CHECK_FALSE(accepts_flag(compiler, "-fno-such-flag"));
}

}  // namespace
}  // namespace wirefold::backends_test
