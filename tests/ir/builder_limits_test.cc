// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "tests/catch.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

const Location kHere{"src/model.cc", 17};

// The text of the FormatError that `action` throws.
template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const FormatError& error) {
    return error.what();
  }
  return "no FormatError";
}

struct OneInput {
  explicit OneInput(const Format& format) {
    builder.begin_input("x", Shape{1});
    builder.input(format);
  }
  Builder builder;
};

TEST_CASE("a scalar has at most 1024 bits") {
  OneInput in({true, 1023, 0});
  const Use next[] = {{0}, {in.builder.constant(1)}};
  CHECK(refusal([&] { in.builder.sum(next, kHere); }) ==
        "sum: the result needs 1025 bits, the limit is 1024; quantize the operands to fewer bits  [model.cc:17]");
  CHECK(refusal([&] { in.builder.multiply({0}, {0}, kHere); }) ==
        "multiply: the result needs 2047 bits, the limit is 1024; quantize the operands to fewer bits  [model.cc:17]");
  CHECK(refusal([&] {
          in.builder.linear(
              {{0}},
              [] {
                Matrix matrix(1, 1);
                matrix.entries = {3};
                return matrix;
              }(),
              kHere);
        }) ==
        "linear: the result needs 1026 bits, the limit is 1024; quantize the operands to fewer bits  [model.cc:17]");
  const Use pair[] = {{0}, {0, 0, true}};
  CHECK(refusal([&] { in.builder.maximum(pair, kHere); }) == "no FormatError");  // |x|: 1024 bits without a sign
  CHECK(refusal([&] { in.builder.constant(Dyadic(Integer::power_of_two(1024) + 1, 0), kHere); }) ==
        "constant: the result needs 1025 bits, the limit is 1024; quantize the operands to fewer bits  [model.cc:17]");
}

TEST_CASE("a refused operation leaves the program as it was") {
  OneInput in({true, 1023, 0});
  const Use next[] = {{0}, {in.builder.constant(1)}};
  CHECK_THROWS_AS(in.builder.sum(next), FormatError);
  CHECK(in.builder.graph().value_count() == 2);
  const Use once[] = {{0}};
  CHECK(in.builder.sum(once) == 2);
  CHECK(in.builder.graph().operands(in.builder.graph().definition(2)).size() == 1);
}

TEST_CASE("an input has at most 4096 bits") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  CHECK(refusal([&] { builder.input({false, 2048, 2048}, kHere); }) == "no FormatError");
  CHECK(refusal([&] {
          builder.input({true, 2048, 2048}, kHere);
        }) ==
        "input: the result needs 4097 bits, the limit is 4096; quantize the operands to fewer bits  [model.cc:17]");
}

TEST_CASE("a shift stays within 2^15 bits") {
  OneInput in({true, 7, 0});
  const auto shifted_sum = [&](int shift) {
    const Use use[] = {{0, shift, false}};
    return refusal([&] { in.builder.sum(use, kHere); });
  };
  CHECK(shifted_sum(32768) == "no FormatError");
  CHECK(shifted_sum(-32768) == "no FormatError");
  CHECK(shifted_sum(32769) == "sum: a shift by 32769 bits, the limit is 32768  [model.cc:17]");
  CHECK(shifted_sum(-32769) == "sum: a shift by -32769 bits, the limit is 32768  [model.cc:17]");
  CHECK(shifted_sum(std::numeric_limits<int>::min()) ==
        "sum: a shift by -2147483648 bits, the limit is 32768  [model.cc:17]");
  const Use far[] = {{0, 40000, false}};
  CHECK(refusal([&] { in.builder.minimum(far, kHere); }) ==
        "minimum: a shift by 40000 bits, the limit is 32768  [model.cc:17]");
  CHECK(refusal([&] { in.builder.maximum(far, kHere); }) ==
        "maximum: a shift by 40000 bits, the limit is 32768  [model.cc:17]");
  CHECK(refusal([&] { in.builder.less_than(far[0], 0, kHere); }) ==
        "less_than: a shift by 40000 bits, the limit is 32768  [model.cc:17]");
  CHECK(refusal([&] {
          in.builder.add_output({"y", Shape{1}, {far[0]}});
        }) == "output: a shift by 40000 bits, the limit is 32768");
}

TEST_CASE("the least bit of a value stays within 2^15 of the binary point") {
  OneInput in({true, 7, 0});
  const Use use[] = {{0, 32768, false}};
  const ValueId far = in.builder.sum(use);
  const Use further[] = {{far, 1, false}};
  CHECK(refusal([&] { in.builder.sum(further, kHere); }) ==
        "sum: the least bit of the result is 2^32769, the limit is 2^+-32768  [model.cc:17]");
  CHECK(refusal([&] { in.builder.constant(Dyadic(1, -32769), kHere); }) ==
        "constant: the least bit of the result is 2^-32769, the limit is 2^+-32768  [model.cc:17]");
}

TEST_CASE("hostile formats are refused before anything of their size is computed") {
  const int most = std::numeric_limits<int>::max();
  const int least = std::numeric_limits<int>::min();
  OneInput in({true, 7, 0});
  CHECK(refusal([&] {
          in.builder.input({true, most, most}, kHere);
        }) ==
        "input: a format of 2147483647 integer bits and 2147483647 fraction bits, the limit is +-32768  [model.cc:17]");
  CHECK(refusal([&] {
          in.builder.quantize({0}, {.format = {true, 0, 40000}}, kHere);
        }) == "quantize: a format of 0 integer bits and 40000 fraction bits, the limit is +-32768  [model.cc:17]");
  CHECK(refusal([&] {
          in.builder.relu({0}, Format{false, least, 3}, kHere);
        }) == "relu: a format of -2147483648 integer bits and 3 fraction bits, the limit is +-32768  [model.cc:17]");
  CHECK(refusal([&] { in.builder.quantize({0}, {.format = {true, 32768, 32768}}, kHere); }) == "no FormatError");
}

TEST_CASE("operands that do not exist are our mistake") {
  OneInput in({true, 7, 0});
  const Use missing[] = {{1}};
  CHECK_THROWS_AS(in.builder.sum(missing), InternalError);
  CHECK_THROWS_AS(in.builder.multiply({0}, {kNoValue}), InternalError);
  CHECK_THROWS_AS(in.builder.add_output({"y", Shape{1}, {Use{}}}), InternalError);
  CHECK_THROWS_AS(in.builder.select({0}, {0}, {0}), InternalError);
  CHECK_THROWS_AS(in.builder.quantize({0}, {.format = {true, 3, 0}, .divisor = 2}), InternalError);
  CHECK_THROWS_AS(in.builder.quantize({0}, {.format = {true, 3, 0}, .divisor = -3}), InternalError);
  CHECK_THROWS_AS(in.builder.relu({0}, Format{true, 3, 0}), InternalError);
  CHECK_THROWS_AS(in.builder.linear({{0}}, Matrix(2, 1)), InternalError);
  CHECK_THROWS_AS(in.builder.sum({}), InternalError);
  CHECK_THROWS_AS(in.builder.narrow(1, {}), InternalError);
  CHECK_THROWS_AS(Builder().input({true, 3, 0}), InternalError);
}

}  // namespace
}  // namespace wirefold
