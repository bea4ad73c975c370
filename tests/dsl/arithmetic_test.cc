// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

const Format kSigned7{true, 7, 0};

TEST_CASE("sums and products grow exactly") {
  const auto a = FixedVariableArrayInput({1}, kSigned7);
  const auto b = FixedVariableArrayInput({1}, kSigned7);
  const CombLogic logic = comb_trace({a, b}, {a + b, a - b, a * b});
  CHECK(to_string(logic.interval(logic.outputs()[0].elements[0])) == "[-256, 254] step 1");
  CHECK(to_string(logic.interval(logic.outputs()[1].elements[0])) == "[-255, 255] step 1");
  CHECK(to_string(logic.interval(logic.outputs()[2].elements[0])) == "[-16256, 16384] step 1");
}

TEST_CASE("values that move together are known to") {
  const auto x = FixedVariableArrayInput({1}, kSigned7);
  const CombLogic logic = comb_trace(x, {x - x, x * 3 - x * 2, abs(x)});
  CHECK(to_string(logic.interval(logic.outputs()[0].elements[0])) == "[0]");
  CHECK(to_string(logic.interval(logic.outputs()[1].elements[0])) == "[-128, 127] step 1");
  CHECK(to_string(logic.interval(logic.outputs()[2].elements[0])) == "[0, 128] step 1");
}

TEST_CASE("shifts, negation and products with powers of two take no operation") {
  const auto x = FixedVariableArrayInput({1}, kSigned7);
  const CombLogic logic = comb_trace(x, -((x << 3) * 0.125 / 4 * -1 >> 2) + 0);
  CHECK(logic.operations().size() == 1);
  CHECK(logic.outputs()[0].elements[0] == Use{0, -4, false});
}

TEST_CASE("a product with zero is the constant zero") {
  const auto x = FixedVariableArrayInput({2}, kSigned7);
  const CombLogic logic = comb_trace(x, x * 0);
  CHECK(count(logic, Opcode::kLinear) == 0);
  CHECK(run(logic, NumericArray({3, 4})) == NumericArray({0, 0}));
}

TEST_CASE("a product with a constant is one linear operation an element, however often it is asked for in one call") {
  const auto x = FixedVariableArrayInput({2}, kSigned7);
  const CombLogic logic = comb_trace(x, x(newaxis) * NumericArray{{3, 5}, {7, 5}, {3, 10}});
  CHECK(count(logic, Opcode::kLinear) == 2);
  CHECK(print(logic).find("linear (%0) matrix 1x2 [3, 7]") != std::string::npos);
  CHECK(print(logic).find("linear (%1) matrix 1x2 [5, 10]") != std::string::npos);
}

TEST_CASE("a number beside an array is recorded where the user wrote it") {
  const auto x = FixedVariableArrayInput({1}, kSigned7);
  CHECK(print(comb_trace(x, x + 3)).find("sum (%0, %1)") != std::string::npos);
  CHECK(print(comb_trace(x, 3 + x)).find("sum (%1, %0)") != std::string::npos);
  CHECK(print(comb_trace(x, x - 3)).find("sum (%0, -%1)") != std::string::npos);
  CHECK(print(comb_trace(x, 3 - x)).find("sum (%1, -%0)") != std::string::npos);
}

TEST_CASE("operations carry the line of the user") {
  const auto x = FixedVariableArrayInput({1}, kSigned7);
  const int line = __LINE__ + 1;
  const auto y = x * 3;
  const auto z = 5 + y;
  const CombLogic logic = comb_trace(x, z);
  for (const Operation& operation : logic.operations()) {
    const int expected =
        operation.opcode == Opcode::kInput ? line - 2 : line + (operation.opcode == Opcode::kLinear ? 0 : 1);
    CHECK(to_string(logic.location(operation)) == "arithmetic_test.cc:" + std::to_string(expected));
  }
}

TEST_CASE("constants are taken exactly, whatever their size") {
  const std::int64_t large = (std::int64_t{1} << 62) + 1;
  const Dyadic wide = *Dyadic::parse("0x123456789abcdef0123456789abcdef0123456789abcdef01");
  const NumericArray w =
      NumericArray::from_numbers({4}, {Dyadic(Integer(16777217), -10), Dyadic(large), wide, Dyadic(2147483647)});
  const auto x = FixedVariableArrayInput({4}, kSigned7);
  const NumericArray sample = {127, -128, 77, 1};
  CHECK(run(comb_trace(x, x * w), sample) == sample * w);
  CHECK(run(comb_trace(x, w - x), sample) == w - sample);
  CHECK((sample * w).numbers()[2] == wide * Dyadic(77));
}

TEST_CASE("a quotient that is dyadic is a value, any other one only quantize takes") {
  const NumericArray x = {7, -7};
  CHECK(to_string(x / -4) == "[-7/4, 7/4]");
  CHECK(to_string(x / 6) == "[(7/2)/3, (-7/2)/3]");
  CHECK(to_string(quantize(x / 6, {true, 3, 2}, RND)) == "[5/4, -5/4]");
  const auto in = FixedVariableArrayInput({2}, kSigned7);
  CHECK(run(comb_trace(in, quantize(in / 6, {true, 3, 2}, RND)), x) == quantize(x / 6, {true, 3, 2}, RND));
  CHECK(run(comb_trace(in, in / -4), x) == x / -4);
}

TEST_CASE("an array divides element by element") {
  const NumericArray x = {7, -7};
  const NumericArray divisors = {3, -0.1};
  const auto in = FixedVariableArrayInput({2}, kSigned7);
  const NumericArray y = quantize(x / divisors, {true, 8, 20}, RND_CONV);
  CHECK(run(comb_trace(in, quantize(in / divisors, {true, 8, 20}, RND_CONV)), x) == y);
  CHECK(y.numbers()[1] == Dyadic(70));  // 0.1 as a double is 0.1 to 20 bits and more
}

TEST_CASE("a quotient may be moved but not used, in a trace and on numbers") {
  const auto in = FixedVariableArrayInput({2}, kSigned7);
  const NumericArray x = {7, -7};
  const std::string after =
      " is a quotient by a multiple of 3, which no finite number of bits holds; quantize it first [here]";
  const std::string first = ": element (0,)" + after;
  CHECK(WIREFOLD_ERROR(UnsupportedError, in / 3 + 1) == "operator+" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, x / 3 + 1) == "operator+" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, 1 - in / 3) == "operator-" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, 1 - x / 3) == "operator-" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, in * in / 3 * 2) == "operator*" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, -(in / 3)) == "operator-" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, -(x / 3)) == "operator-" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, (x / 3) << 1) == "operator<<" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, sum(in / 3)) == "sum" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, amax(x / 3)) == "amax" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, maximum(in, in / 3)) == "maximum" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, relu(x / 3)) == "relu" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, abs(in / 3)) == "abs" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, comb_trace(in, in / 3)) == "comb_trace" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, (x / 3).to_doubles()) == "to_doubles" + first);
  CHECK(WIREFOLD_ERROR(UnsupportedError, (in / 3)(0, newaxis)) == "no error");
}

TEST_CASE("division by zero is refused with the place") {
  const auto in = FixedVariableArrayInput({2}, kSigned7);
  CHECK(WIREFOLD_ERROR(ValueError, in / 0) == "operator/: the divisor is zero [here]");
  CHECK(WIREFOLD_ERROR(ValueError, in / NumericArray({1, 0})) ==
        "operator/: element (1,) of the divisor is zero [here]");
  CHECK(WIREFOLD_ERROR(ValueError, NumericArray(1) / 0) == "operator/: the divisor is zero [here]");
}

TEST_CASE("numbers that are not finite are refused") {
  const auto in = FixedVariableArrayInput({2}, kSigned7);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(WIREFOLD_ERROR(ValueError, in + nan) == "NumericArray: the number is nan, every number must be finite [here]");
  CHECK(WIREFOLD_ERROR(ValueError, inf * in) == "NumericArray: the number is inf, every number must be finite [here]");
  CHECK(WIREFOLD_ERROR(ValueError, maximum(in, -inf)) ==
        "NumericArray: the number is -inf, every number must be finite [here]");
}

TEST_CASE("shapes that do not broadcast are refused") {
  const auto in = FixedVariableArrayInput({2, 3}, kSigned7);
  const std::string text = ": shapes (2, 3) and (2,) do not broadcast: axis -1 is 3 and 2, equal or 1 is needed [here]";
  CHECK(WIREFOLD_ERROR(ShapeError, in + NumericArray({1, 2})) == "operator+" + text);
  CHECK(WIREFOLD_ERROR(ShapeError, in - in(all(), 0)) == "operator-" + text);
  CHECK(WIREFOLD_ERROR(ShapeError, in * in(all(), 0)) == "operator*" + text);
  CHECK(WIREFOLD_ERROR(ShapeError, maximum(in, in(all(), 0))) == "maximum" + text);
}

TEST_CASE("x += y works in place where the shape stays, and is refused where it grows") {
  auto in = FixedVariableArrayInput({2}, kSigned7);
  auto y = in;
  y += in;
  y -= 1;
  y *= NumericArray({3, 4});
  y /= 2;
  NumericArray x = {5, 6};
  x += NumericArray({5, 6});
  x -= 1;
  x *= NumericArray({3, 4});
  x /= 2;
  CHECK(run(comb_trace(in, y), NumericArray({5, 6})) == x);
  const auto larger = FixedVariableArrayInput({3, 2}, kSigned7);
  CHECK(WIREFOLD_ERROR(ShapeError, y += larger) ==
        "operator+=: the result has shape (3, 2) and does not fit the array of shape (2,) that it is stored in [here]");
}

TEST_CASE("a value beyond 1024 bits is refused") {
  const auto x = FixedVariableArrayInput({1}, {true, 511, 0});
  const auto y = x * x;
  CHECK(WIREFOLD_ERROR(FormatError, y * x) ==
        "multiply: the result needs 1534 bits, the limit is 1024; quantize the operands to fewer bits [here]");
}

TEST_CASE("a shift beyond the limit is refused") {
  const auto x = FixedVariableArrayInput({1}, kSigned7);
  CHECK(WIREFOLD_ERROR(ValueError, x << 32769) == "operator<<: a shift by 32769 places, the limit is 32768 [here]");
  CHECK(WIREFOLD_ERROR(ValueError, NumericArray(1) >> std::uint64_t(-1)) ==
        "operator>>: a shift by 18446744073709551615 places, the limit is 32768 [here]");
  CHECK(WIREFOLD_ERROR(ValueError, (x << 32768) * 2) ==
        "operator*: the binary point moves by 32769 places, the limit is 32768 [here]");
}

TEST_CASE("a FixedVariable is an array of no axes with the same operators") {
  const auto in = FixedVariableArrayInput({3}, kSigned7);
  FixedVariable total = in(0).item();
  for (int i = 1; i < 3; ++i) total += in(i).item() * i;
  const FixedVariable scaled = (1 - total) * 2;
  const FixedVariableArray pair({2}, {total, scaled});
  CHECK(to_string(run(comb_trace(in, pair), NumericArray({5, 6, 7}))) == "[25, -48]");
  CHECK(to_string(run(comb_trace(in, in + scaled), NumericArray({5, 6, 7}))) == "[-43, -42, -41]");
  CHECK(scaled.shape() == Shape{});
}

TEST_CASE("FixedVariables that do not fill the shape are refused, and so is an array as one") {
  const auto in = FixedVariableArrayInput({3}, kSigned7);
  const std::vector<FixedVariable> elements{in(0).item(), in(1).item()};
  CHECK(WIREFOLD_ERROR(ShapeError, FixedVariableArray({3}, elements)) ==
        "FixedVariableArray: 2 elements for shape (3,), which has 3 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, FixedVariable(in)) ==
        "FixedVariable: an array of shape (3,) has more than one element [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, in.item()) ==
        "FixedVariable: an array of shape (3,) has more than one element [here]");
}

TEST_CASE("a FixedVariableArray of quotients remembers the divisors") {
  const auto in = FixedVariableArrayInput({2}, kSigned7);
  const FixedVariableArray mixed({2}, {in(0).item(), FixedVariable(in(1) / 3)});
  CHECK(to_string(run(comb_trace(in, quantize(mixed, {true, 7, 1})), NumericArray({5, 7}))) == "[5, 2]");
}

}  // namespace
}  // namespace wirefold
