// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/csv.h"

#include <string>
#include <string_view>
#include <vector>

#include "tests/catch.h"
#include "tests/scratch_folder.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr Location kHere{"model.cc", 17};

Matrix read_text(std::string_view text) {
  const ScratchFolder folder;
  write_bytes(folder / "matrix.csv", text);
  return read_csv(folder / "matrix.csv", kHere);
}

std::vector<std::string> numbers_of(std::string_view text) {
  std::vector<std::string> numbers;
  for (const Dyadic& value : read_text(text).entries) numbers.push_back(value.to_string());
  return numbers;
}

// The text of the IoError that reading `text` gives, after the path; or "accepted".
std::string refusal_of(std::string_view text) {
  const ScratchFolder folder;
  const std::string path = folder / "bad.csv";
  const std::string begin = "read_csv: '" + path + "'";
  write_bytes(path, text);
  try {
    read_csv(path, kHere);
  } catch (const IoError& error) {
    const std::string message = error.what();
    REQUIRE(message.starts_with(begin));
    return message.substr(begin.size());
  }
  return "accepted";
}

using Texts = std::vector<std::string>;

TEST_CASE("read_csv reads a matrix of integers") {
  const Matrix matrix = read_text("1, -2, 3\n4,5,0x1f\n");
  CHECK(matrix.rows == 2);
  CHECK(matrix.columns == 3);
  CHECK(matrix.entries == std::vector<Dyadic>{1, -2, 3, 4, 5, 31});
}

TEST_CASE("read_csv reads semicolons, blanks, comments, empty lines and the line ends of other systems") {
  CHECK(numbers_of("1;2\r\n3;4\r\n") == Texts{"1", "2", "3", "4"});
  CHECK(numbers_of("# made by hand\n\n 1   2\t3 \n4 5 6") == Texts{"1", "2", "3", "4", "5", "6"});
  CHECK(numbers_of("\xef\xbb\xbf"
                   "7\n") == Texts{"7"});
}

TEST_CASE("read_csv takes fractions and decimals exactly") {
  CHECK(numbers_of("3/8,5*2^-9,0.25,-.5,+2.,7.812500000000000000e-03,1e3") ==
        Texts{"3/8", "5/512", "1/4", "-1/2", "2", "1/128", "1000"});
  CHECK(numbers_of("123456789012345678901234567890.5") == Texts{"246913578024691357802469135781/2"});
}

TEST_CASE("read_csv refuses a decimal without an exact value and proposes a fraction") {
  CHECK(refusal_of("1,2\n3,0.1\n") ==
        ", line 2, column 2: 0.1 has no exact binary value; write a fraction over a power of two, such as 26/256  "
        "[model.cc:17]");
  CHECK(refusal_of("-1e-1") ==
        ", line 1, column 1: -1e-1 has no exact binary value; write a fraction over a power of two, such as -26/256  "
        "[model.cc:17]");
}

TEST_CASE("read_csv refuses cells that are not numbers") {
  const std::string rule = "' is not an integer, a fraction over a power of two or a decimal number  [model.cc:17]";
  for (const std::string cell : {"weight", "nan", "inf", "1e", "1e+", "--1", "1.2.3", "1/3", ".", "1e999999999999",
                                 "e5", "1 2", "1e401", "0x"}) {
    CHECK(refusal_of("1," + cell) == ", line 1, column 2: '" + cell + rule);
  }
  CHECK(refusal_of("1,,2") == ", line 1, column 2: '" + rule);
  CHECK(refusal_of("1," + std::string(600, '9') + ".5") ==
        ", line 1, column 2: '" + std::string(40, '9') + "..." + rule);
}

TEST_CASE("read_csv refuses rows of different lengths") {
  CHECK(refusal_of("1,2,3\n\n4,5\n") == ", line 3: has 2 numbers, the rows above have 3  [model.cc:17]");
}

TEST_CASE("read_csv refuses a file without numbers and a missing one") {
  CHECK(refusal_of("# nothing\n") == ": holds no numbers  [model.cc:17]");
  CHECK_THROWS_WITH(read_csv("missing.csv", kHere),
                    "read_csv: 'missing.csv': cannot be opened: No such file or directory  [model.cc:17]");
}

}  // namespace
}  // namespace wirefold
