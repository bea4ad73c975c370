// SPDX-License-Identifier: Apache-2.0
// docs/onnx.md lists the operators that are read, and no others.
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/scratch_folder.h"
#include "wirefold/importers/onnx.h"

namespace wirefold {
namespace {

// "Quant of qonnx" for each row "| `Quant` | qonnx | ... |".
std::vector<std::string> documented() {
  std::vector<std::string> rows;
  std::istringstream lines(read_bytes(WIREFOLD_SOURCE_DIR "/docs/onnx.md"));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    const auto end = line.find('`', 3);
    const auto origin = line.find("| ", end) + 2;
    rows.push_back(line.substr(3, end - 3) + " of " + line.substr(origin, line.find(" |", origin) - origin));
  }
  return rows;
}

TEST_CASE("the document of ONNX models lists every operator that is read, and no other") {
  std::vector<std::string> expected;
  for (const OnnxOperatorType& type : supported_onnx_operators()) {
    expected.push_back(std::string(type.name) + " of " + std::string(type.origin));
  }
  CHECK(expected.size() > 60);
  CHECK(documented() == expected);
}

}  // namespace
}  // namespace wirefold
