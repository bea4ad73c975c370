// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/error.h"

#include "tests/catch.h"

namespace wirefold {
namespace {

TEST_CASE("an error tells its text without the location, and the file with its folders") {
  const ShapeError error("matmul", "3 columns and 4 rows", Location{"/home/user/model.cc", 17});
  CHECK(std::string(error.what()) == "matmul: 3 columns and 4 rows  [model.cc:17]");
  CHECK(error.text() == "matmul: 3 columns and 4 rows");
  CHECK(error.file() == "/home/user/model.cc");
}

TEST_CASE("an error without a location has no file") {
  const IoError error("read_npy", "'x.npy': cannot be opened");
  CHECK(error.text() == error.what());
  CHECK(error.file().empty());
}

}  // namespace
}  // namespace wirefold
