// SPDX-License-Identifier: Apache-2.0
// The layers: ir <- {dsl, optimizer, sim, backends} <- {importers, driver} <- {tools, examples, tests, bench}. The
// driver joins all others, so it may include the importers; they may not include it. Benchmarks run on the programs of
// the tests.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/source_tree.h"
#include "tests/catch.h"

namespace wirefold::architecture {
namespace {

struct Layer {
  std::string_view folder;
  int height;
};
constexpr std::array<Layer, 11> kLayers = {{{"ir", 0},
                                            {"dsl", 1},
                                            {"optimizer", 1},
                                            {"sim", 1},
                                            {"backends", 1},
                                            {"importers", 2},
                                            {"driver", 3},
                                            {"tools", 4},
                                            {"examples", 4},
                                            {"tests", 4},
                                            {"bench", 5}}};

std::optional<int> height_of(std::string_view folder) {
  for (const Layer& layer : kLayers) {
    if (layer.folder == folder) return layer.height;
  }
  return std::nullopt;
}

// The folder an include line leads to; nothing for standard and third-party headers.
std::optional<std::string_view> included_folder(const Include& include) {
  std::string_view target = include.target;
  if (target == "wirefold/wirefold.hpp") return "driver";
  if (target.starts_with("wirefold/")) return top_folder(target.substr(9));
  if (include.is_quoted) return top_folder(target);
  return std::nullopt;
}

// Examples are read as users' programs, which know no root of ours.
bool is_beside_in_examples(const SourceFile& file, const Include& include) {
  return top_folder(file.path) == "examples" && include.is_quoted && include.target.find('/') == std::string::npos;
}

std::vector<std::string> direction_violations(const std::vector<SourceFile>& files) {
  std::vector<std::string> violations;
  for (const SourceFile& file : files) {
    const std::string_view own = top_folder(file.path);
    const std::optional<int> own_height = height_of(own);
    if (!is_cpp(file) || !own_height) continue;
    for (const Include& include : includes_of(file)) {
      const std::optional<std::string_view> folder = included_folder(include);
      if (!folder || *folder == own || is_beside_in_examples(file, include)) continue;
      const std::optional<int> height = height_of(*folder);
      if (!height) {
        violations.push_back(violation(file, include.line, "\"" + include.target + "\" is not written from the root"));
      } else if (*height >= *own_height) {
        violations.push_back(violation(file, include.line, std::string(own) + " includes " + std::string(*folder)));
      }
    }
  }
  return violations;
}

std::vector<std::string> violations_of(std::string path, std::string_view text) {
  return direction_violations({SourceFile(std::move(path), text)});
}

TEST_CASE("the repository's includes go only downwards") {
  const auto files = read_source_tree(WIREFOLD_SOURCE_DIR);
  REQUIRE(files.size() > 20);
  CHECK(joined(direction_violations(files)) == "");
}

TEST_CASE("a core that includes an upper layer is found") {
  const auto found =
      violations_of("ir/graph.h", "#pragma once\n\n#include <vector>\n#include \"wirefold/dsl/array.h\"\n");
  CHECK(found == std::vector<std::string>{"ir/graph.h:4: ir includes dsl"});
}

TEST_CASE("two middle folders that include each other are found") {
  CHECK(violations_of("backends/verilog/emit.cc", "#include \"wirefold/optimizer/pass.h\"\n") ==
        std::vector<std::string>{"backends/verilog/emit.cc:1: backends includes optimizer"});
  CHECK(violations_of("sim/interpreter.cc", "  #  include <wirefold/backends/backend.h>\n") ==
        std::vector<std::string>{"sim/interpreter.cc:1: sim includes backends"});
}

TEST_CASE("the umbrella header counts as the driver") {
  CHECK(violations_of("dsl/array.cc", "#include <wirefold/wirefold.hpp>\n") ==
        std::vector<std::string>{"dsl/array.cc:1: dsl includes driver"});
  CHECK(violations_of("examples/hello.cc", "#include <wirefold/wirefold.hpp>\n").empty());
}

TEST_CASE("an include beside the file rather than from the root is found") {
  CHECK(violations_of("ir/graph.cc", "#include \"graph.h\"\n") ==
        std::vector<std::string>{"ir/graph.cc:1: \"graph.h\" is not written from the root"});
}

TEST_CASE("the driver includes the importers and not the other way round") {
  CHECK(violations_of("driver/load.cc", "#include \"wirefold/importers/npy.h\"\n").empty());
  CHECK(violations_of("importers/npy.cc", "#include \"wirefold/driver/load.h\"\n") ==
        std::vector<std::string>{"importers/npy.cc:1: importers includes driver"});
}

TEST_CASE("an include line in text that is emitted is not an include") {
  CHECK(violations_of("backends/a.cc", "const char* kText = R\"(// C++\n#include \"Vtop.h\"\n)\";\n").empty());
  CHECK(violations_of("backends/a.cc", "auto a = R\"x(\n)\" )x\";\n#include \"a.h\"\n") ==
        std::vector<std::string>{"backends/a.cc:3: \"a.h\" is not written from the root"});
}

TEST_CASE("downward and third-party includes are accepted") {
  CHECK(violations_of("driver/model.cc",
                      "#include \"wirefold/driver/model.h\"\n#include <zip.h>\n\n#include \"wirefold/ir/graph.h\"\n")
            .empty());
}

}  // namespace
}  // namespace wirefold::architecture
