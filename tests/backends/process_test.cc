// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/process.h"

#include "tests/catch.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

TEST_CASE("arguments reach a program as they are") {
  const ProcessResult result = run_process({"printf", "%s|", "a b", "$HOME", "it's", "", "\"q\""}, WIREFOLD_TEST_DIR);
  CHECK(result.exit_status == 0);
  CHECK(result.output == "a b|$HOME|it's||\"q\"|");
}

TEST_CASE("a program runs in its folder, with spaces in the name too") {
  const std::filesystem::path folder = std::filesystem::path(WIREFOLD_TEST_DIR) / "a folder's name";
  std::filesystem::create_directories(folder);
  CHECK(run_process({"pwd"}, folder).output == std::filesystem::canonical(folder).string() + "\n");
}

TEST_CASE("both outputs and the status come back") {
  const ProcessResult result = run_process({"sh", "-c", "echo out; echo err >&2; exit 3"}, WIREFOLD_TEST_DIR);
  CHECK(result.exit_status == 3);
  CHECK(result.output == "out\nerr\n");
  CHECK(run_process({"sh", "-c", "kill -9 $$"}, WIREFOLD_TEST_DIR).exit_status == 128 + 9);
}

TEST_CASE("a failed tool is reported with its command and the end of its output") {
  const std::string folder = std::filesystem::canonical(WIREFOLD_TEST_DIR).string();
  CHECK_THROWS_WITH(run_tool("compile", {"sh", "-c", "seq 30; exit 2"}, folder),
                    "compile: sh failed with status 2; the command was\ncd " + folder +
                        " && sh -c 'seq 30; exit 2'\nand it printed last\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n"
                        "22\n23\n24\n25\n26\n27\n28\n29\n30");
}

TEST_CASE("a missing tool is reported with what to install") {
  CHECK_THROWS_WITH(require_tool("compile", "no-such-tool", "apt-get install no-such-package"),
                    "compile: no-such-tool is not on PATH; install it, on Debian and Ubuntu with: "
                    "apt-get install no-such-package");
  CHECK_THROWS_AS(run_process({"no-such-tool"}, WIREFOLD_TEST_DIR), ToolError);
}

TEST_CASE("programs are found on PATH") {
  REQUIRE(find_program("sh"));
  CHECK(find_program("sh")->is_absolute());
  CHECK_FALSE(find_program("no-such-tool"));
  CHECK(find_program(find_program("sh")->string()) == find_program("sh"));
}

TEST_CASE("a temporary folder goes away with all it holds, unless it is kept") {
  std::filesystem::path path;
  {
    const TemporaryFolder folder(WIREFOLD_TEST_DIR);
    path = folder.path();
    write_file(path / "deep" / "file.txt", "text");
    CHECK(read_file(path / "deep" / "file.txt") == "text");
  }
  CHECK_FALSE(std::filesystem::exists(path));
  {
    TemporaryFolder folder(WIREFOLD_TEST_DIR);
    folder.keep();
    path = folder.path();
  }
  CHECK(std::filesystem::remove(path));
}

TEST_CASE("a program that takes too long is ended") {
  const ProcessResult stopped = run_process({"sleep", "600"}, ".", std::chrono::seconds(1));
  CHECK(stopped.was_stopped);
  CHECK(stopped.exit_status == 128 + 9);
  const ProcessResult finished = run_process({"echo", "text"}, ".", std::chrono::seconds(100));
  CHECK_FALSE(finished.was_stopped);
  CHECK(finished.exit_status == 0);
  CHECK(finished.output == "text\n");
}

}  // namespace
}  // namespace wirefold
