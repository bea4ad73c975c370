// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/semantics.h"

#include "tests/catch.h"
#include "tests/ir/quantize_definition.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

TEST_CASE("quantize is the definition for every mode, format and divisor") {
  for (const Format& format : small_formats(4)) {
    for_every_mode(format, [&](const Quantizer& quantizer, int divisor) {
      for (int exponent = -4; exponent <= 2; ++exponent) {
        for (int mantissa = -21; mantissa <= 21; ++mantissa) {
          const Dyadic expected(Integer(quantize_by_definition(mantissa, exponent, divisor, quantizer)),
                                -format.fraction_bits);
          const Dyadic value(mantissa, exponent);
          if (quantize(value, quantizer) != expected) {
            FAIL(value.to_string() << " " << describe(quantizer) << " is " << quantize(value, quantizer).to_string()
                                   << ", not " << expected.to_string());
          }
        }
      }
    });
  }
}

// The table of ties in the manuals: 1.5, 2.5, -1.5, -2.5 and beside them.
TEST_CASE("ties go where the names of the roundings say") {
  const auto rounded = [](int quarters, Rounding rounding) {
    const Quantizer quantizer{.format = {true, 5, 0}, .rounding = rounding};
    return quantize(Dyadic(quarters, -2), quantizer).to_double().value();
  };
  CHECK(rounded(6, Rounding::kRnd) == 2);
  CHECK(rounded(-6, Rounding::kRnd) == -1);
  CHECK(rounded(6, Rounding::kRndZero) == 1);
  CHECK(rounded(-6, Rounding::kRndZero) == -1);
  CHECK(rounded(6, Rounding::kRndInf) == 2);
  CHECK(rounded(-6, Rounding::kRndInf) == -2);
  CHECK(rounded(6, Rounding::kRndMinInf) == 1);
  CHECK(rounded(-6, Rounding::kRndMinInf) == -2);
  CHECK(rounded(6, Rounding::kRndConv) == 2);
  CHECK(rounded(10, Rounding::kRndConv) == 2);
  CHECK(rounded(-6, Rounding::kRndConv) == -2);
  CHECK(rounded(-10, Rounding::kRndConv) == -2);
  CHECK(rounded(7, Rounding::kTrn) == 1);
  CHECK(rounded(-5, Rounding::kTrn) == -2);
  CHECK(rounded(-7, Rounding::kTrnZero) == -1);
  CHECK(rounded(7, Rounding::kTrnZero) == 1);
}

TEST_CASE("saturation judges the rounded value") {
  const Quantizer quantizer{.format = {false, 2, 0}, .rounding = Rounding::kRnd, .overflow = Overflow::kSatZero};
  CHECK(quantize(Dyadic(7, -1), quantizer) == Dyadic(0));   // 3.5 rounds to 4, out of range
  CHECK(quantize(Dyadic(-1, -1), quantizer) == Dyadic(0));  // -0.5 rounds to 0
  CHECK(quantize(Dyadic(13, -2), quantizer) == Dyadic(3));  // 3.25
}

TEST_CASE("symmetric saturation of an unsigned format stops at zero") {
  const Quantizer quantizer{.format = {false, 2, 1}, .overflow = Overflow::kSatSym};
  CHECK(quantize(Dyadic(-5), quantizer) == Dyadic(0));
  CHECK(quantize(Dyadic(9), quantizer) == Dyadic(7, -1));
}

TEST_CASE("symmetric saturation of a lone sign bit is zero") {
  const Quantizer quantizer{.format = {true, 0, 0}, .overflow = Overflow::kSatSym};
  CHECK(quantize(Dyadic(-1), quantizer) == Dyadic(0));
  CHECK(quantize(Dyadic(5), quantizer) == Dyadic(0));
}

TEST_CASE("wide values wrap modulo the width") {
  const Dyadic value(Integer::power_of_two(700) + Integer::power_of_two(300) + 5, -3);
  CHECK(quantize(value, {.format = {false, 296, 3}}) == Dyadic(5, -3));
  CHECK(quantize(value, {.format = {true, 297, 3}}) == Dyadic(Integer(5) - Integer::power_of_two(300), -3));
  CHECK(quantize(value, {.format = {false, 298, 0}}) == Dyadic(Integer::power_of_two(297), 0));
  CHECK(quantize(-value, {.format = {true, 4, 3}}) == Dyadic(-5, -3));
}

TEST_CASE("a port floors to its grid and wraps to its range") {
  CHECK(read_input(Dyadic(-1, -9), {true, 3, 2}) == Dyadic(-1, -2));
  CHECK(read_input(Dyadic(8), {true, 3, 2}) == Dyadic(-8));
  CHECK(read_input(Dyadic(-1), {false, 3, 0}) == Dyadic(7));
  CHECK(read_input(Dyadic(-17, -1), {true, 3, 0}) == Dyadic(7));  // -8.5 floors to -9
  CHECK(read_input(Dyadic(12345), {true, -1, 0}) == Dyadic(0));
}

TEST_CASE("relu to a format truncates and wraps the positive part") {
  const Format format{false, 2, 1};
  CHECK(relu(Dyadic(-3), nullptr) == Dyadic(0));
  CHECK(relu(Dyadic(19, -3), nullptr) == Dyadic(19, -3));
  CHECK(relu(Dyadic(-3), &format) == Dyadic(0));
  CHECK(relu(Dyadic(19, -3), &format) == Dyadic(2));
  CHECK(relu(Dyadic(23, -2), &format) == Dyadic(3, -1));  // 5.75 truncates to 5.5 and loses 4
}

TEST_CASE("a use shifts and then negates") {
  CHECK(apply_use({0, 3, true}, Dyadic(5)) == Dyadic(-40));
  CHECK(apply_use({0, -3, false}, Dyadic(5)) == Dyadic(5, -3));
  CHECK(apply_use({0, -3, true}, Dyadic(0)) == Dyadic(0));
  CHECK(compose({7, 2, true}, -5, true) == Use{7, -3, false});
}

TEST_CASE("each operation has its one meaning") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const Use a{builder.input({true, 4, 2})};
  const Use b{builder.input({true, 4, 2})};
  const ValueId bit = builder.less_than(a, Dyadic(1, -1));
  Matrix matrix(2, 3);
  matrix.entries = {1, Dyadic(-1, -1), 0, 3, 4, 0};
  const Use ab[] = {a, b};
  builder.linear({a, b}, matrix);
  builder.sum(ab);
  builder.multiply(a, b);
  builder.maximum(ab);
  builder.minimum(ab);
  builder.select({bit}, a, b);
  const CombLogic logic = builder.finish();
  const auto run = [&](std::size_t index, std::initializer_list<Dyadic> operands) {
    std::vector<Dyadic> results;
    evaluate(logic, logic.operations()[index], std::vector(operands), results);
    return results;
  };
  CHECK(run(2, {Dyadic(1, -2)}) == std::vector<Dyadic>{1});
  CHECK(run(2, {Dyadic(1, -1)}) == std::vector<Dyadic>{0});
  CHECK(run(3, {2, 5}) == std::vector<Dyadic>{17, 19, 0});
  CHECK(run(4, {2, 5}) == std::vector<Dyadic>{7});
  CHECK(run(5, {-2, 5}) == std::vector<Dyadic>{-10});
  CHECK(run(6, {-2, 5}) == std::vector<Dyadic>{5});
  CHECK(run(7, {-2, 5}) == std::vector<Dyadic>{-2});
  CHECK(run(8, {1, 8, 9}) == std::vector<Dyadic>{8});
  CHECK(run(8, {0, 8, 9}) == std::vector<Dyadic>{9});
  CHECK_THROWS_AS(run(0, {}), InternalError);
}

}  // namespace
}  // namespace wirefold
