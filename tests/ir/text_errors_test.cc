// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

std::string refusal(std::string_view text) {
  try {
    parse(text);
  } catch (const IoError& error) {
    return error.what();
  }
  return "no IoError";
}

// The refusal of one line behind a header and inputs %0 (s3.1), %1 (u2.0).
std::string refusal_of_line(const std::string& line) {
  return refusal("wirefold 1 \"m\"\ninput \"x\" (2,) s3.1, u2.0\n" + line + "\n");
}

TEST_CASE("what is not a program is refused at its first line") {
  CHECK(refusal("") == "parse: line 1: the text is empty");
  CHECK(refusal("\n") == "parse: line 1: not a wirefold program");
  CHECK(refusal("   \n\n") == "parse: line 1: not a wirefold program");
  CHECK(refusal("{\"version\": 1}") == "parse: line 1: not a wirefold program");
  CHECK(refusal("wirefold 2 \"m\"") == "parse: line 1: version 2; this wirefold reads version 1");
  CHECK(refusal("wirefold x \"m\"") == "parse: line 1: expected a number before 'x \"m\"'");
  CHECK(refusal("wirefold 1 \"m") == "parse: line 1: expected '\"' before ''");
  CHECK(refusal("wirefold 1 \"m\\") == "parse: line 1: expected '\"' before ''");
  CHECK(refusal("wirefold 1 \"m\" x") == "parse: line 1: unexpected 'x'");
}

TEST_CASE("malformed inputs are refused") {
  const auto input = [](const std::string& rest) { return refusal("wirefold 1 \"m\"\ninput \"x\" " + rest); };
  CHECK(input("(2,) s3.1") == "parse: line 2: shape (2,) with 1 elements");
  CHECK(input("(1,) s3.1, s3.1") == "parse: line 2: shape (1,) with 2 elements");
  CHECK(input("(4294967295, 4294967295) s3.1") == "parse: line 2: shape (4294967295, 4294967295) with 1 elements");
  CHECK(input("(65536, 65536, 65536, 65536)") == "parse: line 2: shape (65536, 65536, 65536, 65536) with 0 elements");
  CHECK(input("(0, 7) s3.1") == "parse: line 2: unexpected 's3.1'");
  CHECK(input("(-1,) s3.1") == "parse: line 2: expected a number before '-1,) s3.1'");
  CHECK(input("(4294967296,) s3.1") == "parse: line 2: expected a number before '4294967296,) s3.1'");
  CHECK(input("(1 s3.1") == "parse: line 2: expected ')' before 's3.1'");
  CHECK(input("(1,) x3.1") == "parse: line 2: expected 'u' before 'x3.1'");
  CHECK(input("(1,) s3") == "parse: line 2: expected '.' before ''");
  CHECK(input("(1,) s40000.1") == "parse: line 2: 40000 bits are out of range");
  CHECK(input("(1,) s99999999999.1") == "parse: line 2: expected a number before '99999999999.1'");
  CHECK(input("(1,) s1024.0") == "parse: line 2: an input wider than a scalar may be");
  CHECK(input("(1,) s3.1 @ a.cc:0") == "parse: line 2: a line number below 1");
  CHECK(input("(1,) s3.1 @ a.cc") == "parse: line 2: expected a file and a line");
  CHECK(input("(1,) s3.1 @ a.cc:x") == "parse: line 2: expected a number before 'x'");
  CHECK(input("(1,) s3.1\r") == "parse: line 2: unexpected '\r'");
}

TEST_CASE("malformed operations are refused") {
  CHECK(refusal_of_line("x") == "parse: line 3: expected '%' before 'x'");
  CHECK(refusal_of_line("%3 = constant 1 : [1]") == "parse: line 3: values are numbered in order");
  CHECK(refusal_of_line("%2 = divide (%0, %1) : [1]") == "parse: line 3: unknown operation 'divide'");
  CHECK(refusal_of_line("%2 = input s3.1 : [1]") == "parse: line 3: unknown operation 'input'");
  CHECK(refusal_of_line("%2 = sum (%0, %2) : [1]") == "parse: line 3: %2 is not defined yet");
  CHECK(refusal_of_line("%2 = sum (%4294967295) : [1]") == "parse: line 3: %4294967295 is not defined yet");
  CHECK(refusal_of_line("%2 = sum (%4294967296) : [1]") ==
        "parse: line 3: expected a number before '4294967296) : [1]'");
  CHECK(refusal_of_line("%2 = sum () : [1]") == "parse: line 3: expected '%' before ') : [1]'");
  CHECK(refusal_of_line("%2 = sum (%0 << 1 >> 2) : [1]") == "parse: line 3: expected ')' before '>> 2) : [1]'");
  CHECK(refusal_of_line("%2 = sum (%0 << 32769) : [1]") == "parse: line 3: 32769 bits are out of range");
  CHECK(refusal_of_line("%2 = multiply (%0) : [1]") == "parse: line 3: a product of 1 operands");
  CHECK(refusal_of_line("%2 = select (%0, %1) : [1]") == "parse: line 3: a select of 2 operands");
  CHECK(refusal_of_line("%2 = select (%0, %1, %1) : [1]") == "parse: line 3: a select by %0, which is not a bit");
  CHECK(refusal_of_line("%2 = relu %0 to s3.0 : [1]") == "parse: line 3: a relu to a signed format");
  CHECK(refusal_of_line("%2, %3 = sum (%0) : [1]") == "parse: line 3: wrong number of results");
  CHECK(refusal_of_line("%2 = constant 1 : [1], [1]") == "parse: line 3: wrong number of intervals");
  CHECK(refusal_of_line("%2 = constant 1/3 : [1]") == "parse: line 3: '1/3' is not a number that a program may hold");
  CHECK(refusal_of_line("%2 = constant 1*2^32769 : [1]") ==
        "parse: line 3: '1*2^32769' is not a number that a program may hold");
  CHECK(refusal_of_line("%2 = constant " + std::string(30000, '9') + " : [1]") ==
        "parse: line 3: '" + std::string(40, '9') + "' is not a number that a program may hold");
  CHECK(refusal_of_line("%2 = constant 1 : [1] x") == "parse: line 3: unexpected 'x'");
  CHECK(refusal_of_line("%2 = constant 1") == "parse: line 3: expected ':' before ''");
}

TEST_CASE("malformed quantizers and matrices are refused") {
  CHECK(refusal_of_line("%2 = quantize %0 to s3.0 TRN : [1]") == "parse: line 3: unknown rounding or overflow mode");
  CHECK(refusal_of_line("%2 = quantize %0 to s3.0 TRN WRAP_SM : [1]") ==
        "parse: line 3: unknown rounding or overflow mode");
  CHECK(refusal_of_line("%2 = quantize %0 / 4 to s3.0 TRN WRAP : [1]") ==
        "parse: line 3: a divisor that is not odd and positive");
  CHECK(refusal_of_line("%2 = quantize %0 / -3 to s3.0 TRN WRAP : [1]") ==
        "parse: line 3: a divisor that is not odd and positive");
  CHECK(refusal_of_line("%2 = quantize %0 / 0 to s3.0 TRN WRAP : [1]") ==
        "parse: line 3: a divisor that is not odd and positive");
  const std::string misfit = "parse: line 3: a matrix that does not fit operands and results";
  CHECK(refusal_of_line("%2 = linear (%0, %1) matrix 1x1 [1] : [1]") == misfit);
  CHECK(refusal_of_line("%2 = linear (%0, %1) matrix 2x18446744073709551615 [1] : [1]") == misfit);
  CHECK(refusal_of_line("%2 = linear (%0, %1) matrix 2x1 [1] : [1]") ==
        "parse: line 3: a matrix with the wrong number of entries");
  CHECK(refusal_of_line("%2 = linear (%0, %1) matrix 2x1 [1, 2, 3] : [1]") ==
        "parse: line 3: a matrix with the wrong number of entries");
}

TEST_CASE("intervals that cannot be are refused") {
  CHECK(refusal_of_line("%2 = sum (%0) : [1, 1] step 1") == "parse: line 3: not an interval");
  CHECK(refusal_of_line("%2 = sum (%0) : [2, 1] step 1") == "parse: line 3: not an interval");
  CHECK(refusal_of_line("%2 = sum (%0) : [1/2, 3] step 1") == "parse: line 3: not an interval");
  CHECK(refusal_of_line("%2 = sum (%0) : [0, 3] step 3") == "parse: line 3: not an interval");
  CHECK(refusal_of_line("%2 = sum (%0) : [0, 3]") == "parse: line 3: expected 'step' before ''");
  CHECK(refusal_of_line("%2 = sum (%1) : [4, 5] step 1") ==
        "parse: line 3: the intervals noted so far contradict each other");
  CHECK(refusal_of_line("%2 = sum (%1) : [2, 3] step 1\n%3 = sum (%1) : [0, 1] step 1\n%4 = sum (%2, -%3) : [2]") ==
        "parse: line 4: the intervals noted so far contradict each other");
}

TEST_CASE("tensors of a wrong size or of no value are refused") {
  CHECK(refusal_of_line("output \"y\" (2,) %0") == "parse: line 3: shape (2,) with 1 elements");
  CHECK(refusal_of_line("output \"y\" (1,) %2") == "parse: line 3: %2 is not defined yet");
  CHECK(refusal_of_line("output \"y\" (1,) %4294967295") == "parse: line 3: %4294967295 is not defined yet");
  CHECK(refusal_of_line("tensor \"y\" (1,) %4294967295") == "parse: line 3: %4294967295 is not defined yet");
  CHECK(refusal_of_line("output \"y\" (1,) removed") == "parse: line 3: expected '%' before 'removed'");
  CHECK(refusal_of_line("tensor \"y\" (1,) removed") == "no IoError");
  CHECK(refusal_of_line("%2 = constant 1 : [1]\ninput \"z\" (1,) s3.0") ==
        "parse: line 4: an input after an operation");
}

TEST_CASE("a limit of the builder is reported with line and cause") {
  CHECK(refusal("wirefold 1 \"m\"\ninput \"x\" (1,) s1023.0\n%1 = sum (%0, %0 << 2) : [1]  @ model.cc:9") ==
        "parse: line 3: sum: the result needs 1027 bits, the limit is 1024; quantize the operands to fewer bits  "
        "[model.cc:9]");
}

}  // namespace
}  // namespace wirefold
