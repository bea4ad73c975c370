// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/unary.h"

#include <cmath>
#include <functional>

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/quantize.h"

namespace wirefold {
namespace {

// Every number of a format, as one array.
NumericArray numbers_of(const Format& format) {
  const Interval range = Interval::of(format);
  std::vector<Dyadic> numbers;
  for (Integer n = range.low; n <= range.high; n += 1) numbers.emplace_back(n, range.exponent);
  const Shape shape{numbers.size()};
  return NumericArray::from_numbers(shape, std::move(numbers));
}

// What `model` makes of every number of the format, on numbers; its trace must say the same.
template <class Model>
NumericArray checked(const Format& format, Model model) {
  const NumericArray x = numbers_of(format);
  const NumericArray expected = model(x);
  const auto input = FixedVariableArrayInput(Shape{}, format);
  const CombLogic logic = comb_trace(input, model(input));
  std::vector<Dyadic> results;
  for (std::size_t i = 0; i < x.size(); ++i) {
    results.push_back(run(logic, x(static_cast<std::int64_t>(i))).numbers()[0]);
  }
  CHECK(NumericArray::from_numbers(x.shape(), results) == expected);
  return expected;
}

struct Reference {
  const char* name;
  std::function<long double(long double)> value;
  Format domain;
};

// The C library's functions are within far less than 2^-40 of the true values, so where their value is farther than
// that from a rounding boundary it tells the right result.
template <class Function>
void check_against_library(const Reference& reference, Function function) {
  INFO(reference.name);
  const Format target{true, 6, 9};
  const NumericArray x = numbers_of(reference.domain);
  const NumericArray y = checked(reference.domain, [&](const auto& array) {
    return quantize(function(array), {true, 6, 9}, RND, SAT);
  });
  std::size_t decided = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const long double scaled = std::ldexp(reference.value(x.numbers()[i].to_double().value()), target.fraction_bits);
    const long double clamped = std::fmin(std::fmax(scaled, -32768.0L), 32767.0L);
    const long double rounded = std::floor(clamped + 0.5L);
    if (std::fabs(std::fabs(clamped - rounded) - 0.5L) < 1e-9L) continue;
    ++decided;
    CHECK(y.numbers()[i] == Dyadic(static_cast<std::int64_t>(rounded), -target.fraction_bits));
  }
  CHECK(decided > x.size() / 2);
}

#define CHECK_FUNCTION(name, reference, ...)                                           \
  check_against_library({#name, [](long double x) { return reference; }, __VA_ARGS__}, \
                        [](const auto& array) { return ::wirefold::name(array); })

TEST_CASE("every built-in function has the value that the C library comes near to") {
  const Format any{true, 3, 4};
  const Format unit{true, 0, 6};
  const Format positive{false, 3, 4};
  CHECK_FUNCTION(sin, std::sin(x), any);
  CHECK_FUNCTION(cos, std::cos(x), any);
  CHECK_FUNCTION(tan, std::tan(x), any);
  CHECK_FUNCTION(arcsin, std::asin(x), unit);
  CHECK_FUNCTION(arccos, std::acos(x), unit);
  CHECK_FUNCTION(arctan, std::atan(x), any);
  CHECK_FUNCTION(sinh, std::sinh(x), any);
  CHECK_FUNCTION(cosh, std::cosh(x), any);
  CHECK_FUNCTION(tanh, std::tanh(x), any);
  CHECK_FUNCTION(arcsinh, std::asinh(x), any);
  CHECK_FUNCTION(exp, std::exp(x), any);
  CHECK_FUNCTION(exp2, std::exp2(x), any);
  CHECK_FUNCTION(expm1, std::expm1(x), any);
  CHECK_FUNCTION(log, std::log(x), positive);
  CHECK_FUNCTION(log2, std::log2(x), positive);
  CHECK_FUNCTION(log10, std::log10(x), positive);
  CHECK_FUNCTION(log1p, std::log1p(x), positive);
  CHECK_FUNCTION(sqrt, std::sqrt(x), positive);
  CHECK_FUNCTION(cbrt, std::cbrt(x), any);
  CHECK_FUNCTION(reciprocal, 1 / x, any);
  CHECK_FUNCTION(erf, std::erf(x), any);
  CHECK_FUNCTION(sigmoid, 1 / (1 + std::exp(-x)), any);
  CHECK_FUNCTION(silu, x / (1 + std::exp(-x)), any);
  CHECK_FUNCTION(gelu, x * (1 + std::erf(x / std::sqrt(2.0L))) / 2, any);
  CHECK_FUNCTION(softplus, std::log1p(std::exp(x)), any);
}

TEST_CASE("functions that are defined on one side only are taken there") {
  const auto y = [](const auto& x) { return quantize(arccosh(pending(x) + 1), {false, 3, 5}, RND); };
  CHECK(checked({false, 3, 2}, y).numbers()[4] == Dyadic(42, -5));  // arccosh(2) = 1.31696
  const auto z = [](const auto& x) { return quantize(arctanh(x), {true, 2, 5}, RND, SAT); };
  CHECK(checked({true, 0, 3}, z).numbers()[0] == Dyadic(-4));  // arctanh(-1) is minus infinity
}

// A square root of an integer is an integer or far from one; 0.5 added makes each integer a tie.
TEST_CASE("exact values and ties are decided by the exact number") {
  const auto floors = [](const auto& x) { return floor(sqrt(x)); };
  const NumericArray roots = checked({false, 10, 0}, floors);
  for (std::int64_t i = 0, root = 0; i < 1024; ++i) {
    if ((root + 1) * (root + 1) <= i) ++root;
    CHECK(roots.numbers()[static_cast<std::size_t>(i)] == Dyadic(root));
  }
  const NumericArray x = NumericArray{1, 4, 9, 16};
  CHECK(round(sqrt(x) + 0.5) == NumericArray{2, 2, 4, 4});
  CHECK(ceil(sqrt(x)) == NumericArray{1, 2, 3, 4});
  CHECK(trunc(-sqrt(x) - 0.5) == NumericArray{-1, -2, -3, -4});
  CHECK(quantize(sqrt(x) + 0.5, {false, 4, 0}, RND) == NumericArray{2, 3, 4, 5});
  CHECK(quantize(exp2(x), {false, 20, 0}) == NumericArray{2, 16, 512, 65536});
  CHECK(quantize(log2(x), {false, 4, 4}) == NumericArray{0, 2, 3.125, 4});  // log2(9) = 3.1699
  CHECK(quantize(log10(NumericArray{1000, 999}), {false, 4, 0}) == NumericArray{3, 2});
  CHECK(quantize(cbrt(NumericArray{-27, 27, 26}), {true, 4, 0}) == NumericArray{-3, 3, 2});
  CHECK(quantize(reciprocal(NumericArray{8, 3}), {false, 0, 3}) == NumericArray{0.125, 0.25});
}

TEST_CASE("a composed function that comes back to a number gives that number") {
  const NumericArray x = NumericArray{1, 2, 3, 5, 7};
  CHECK(quantize(exp(log(x)), {false, 4, 0}) == x);
  CHECK(quantize(real_power(sqrt(x), 2), {false, 4, 0}) == x);
  CHECK(quantize(real_power(x * x, 0.5), {false, 4, 0}) == x);
  CHECK(floor(log(exp(x)) * 3 / 3) == x);
}

TEST_CASE("functions, arithmetic with numbers and powers are one table of one rounding") {
  const auto model = [](const auto& x) {
    return quantize(1 / (2 + exp(-(pending(x) * 3 - 1) / 2)) - 0.25, {true, 0, 8}, RND_CONV);
  };
  const NumericArray y = checked({true, 2, 3}, model);
  const NumericArray x = numbers_of({true, 2, 3});
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double value = 1 / (2 + std::exp(-(x.numbers()[i].to_double().value() * 3 - 1) / 2)) - 0.25;
    CHECK(y.numbers()[i].to_double().value() == std::nearbyint(value * 256) / 256);
  }
  const auto input = FixedVariableArrayInput(Shape{2}, Format{true, 2, 3});
  const CombLogic logic = comb_trace(input, model(input));
  CHECK(count(logic, Opcode::kLookup) == 2);
  CHECK(logic.tables().size() == 1);
}

TEST_CASE("a number over an array is a quotient of numbers and a table on hardware") {
  const auto model = [](const auto& x) { return quantize(3 / (x + 5), {false, 2, 6}, RND_CONV); };
  const NumericArray y = checked({true, 2, 1}, model);
  CHECK(y.numbers()[0] == Dyadic(3));        // 3 / (-4 + 5)
  CHECK(y.numbers()[1] == Dyadic(2));        // 3 / 1.5
  CHECK(y.numbers()[15] == Dyadic(23, -6));  // 3 / 8.5 = 22.59 / 64
  const auto x = FixedVariableArrayInput(Shape{2}, Format{true, 1, 0});
  CHECK(WIREFOLD_ERROR(ValueError, quantize(1 / x, {true, 3, 0})) ==
        "quantize: the function is infinite or too large to wrap at 0, which element (0,) may be; saturate it, or keep "
        "the "
        "argument away from there [here]");
}

TEST_CASE("real powers follow numpy for numbers that are not negative, and for integers everywhere") {
  const NumericArray x = NumericArray{0.25, 1, 2, 3};
  CHECK(quantize(real_power(x, 1.5), {false, 4, 3}) == NumericArray{0.125, 1, 2.75, 5.125});  // 2.828, 5.196
  CHECK(quantize(real_power(x, -2), {false, 5, 3}) == NumericArray{16, 1, 0.25, 0.0});
  CHECK(quantize(real_power(NumericArray{-2, 0, 3}, 3), {true, 5, 0}) == NumericArray{-8, 0, 27});
  CHECK(quantize(real_power(NumericArray{0}, 0.5), {true, 5, 0}) == NumericArray{0});
  CHECK(quantize(real_power(NumericArray{0}, -0.5), {true, 5, 0}, TRN, SAT) == NumericArray{31});
}

TEST_CASE("a function of the user's own is called for every number") {
  const auto model = [](const auto& x) {
    return quantize(apply(x, [](double v) { return v < 0 ? -1.0 : v * v; }), {true, 6, 2});
  };
  const NumericArray y = checked({true, 2, 1}, model);
  CHECK(y == NumericArray{-1, -1, -1, -1, -1, -1, -1, -1, 0, 0.25, 1, 2.25, 4, 6.25, 9, 12.25});
  CHECK(quantize(apply(sqrt(NumericArray{2}), [](double v) { return v; }), {false, 1, 8}) ==
        quantize(sqrt(NumericArray{2}), {false, 1, 8}));
}

TEST_CASE("values of huge and of tiny size are rounded without being written out") {
  const NumericArray x = NumericArray{4000000, -4000000};
  CHECK(quantize(exp(x), {false, 4, 2}, TRN, SAT) == NumericArray{15.75, 0});
  CHECK(quantize(-exp(x), {true, 4, 2}, TRN, SAT) == NumericArray{-16, -0.25});
  CHECK(quantize(exp(x), {true, 4, 2}, RND_INF, SAT_ZERO) == NumericArray{0, 0});
}

TEST_CASE("a constant element becomes the constant") {
  const auto x = constant(NumericArray{4, 9});
  const auto y = quantize(sqrt(x), {false, 3, 0});
  const auto input = FixedVariableArrayInput(Shape{}, Format{true, 2, 0});
  const CombLogic logic = comb_trace(input, y);
  CHECK(count(logic, Opcode::kLookup) == 0);
  CHECK(run(logic, NumericArray(0)) == NumericArray{2, 3});
}

TEST_CASE("only the numbers that an element can be are computed") {
  const auto input = FixedVariableArrayInput(Shape{}, Format{false, 3, 0});
  const auto y = quantize(log(input + 1), {false, 2, 4});  // 0 to 7 are taken, 8 bits patterns are not
  CHECK(run(comb_trace(input, y), NumericArray(7)) == quantize(log(NumericArray(8)), {false, 2, 4}));
}

TEST_CASE("where a function is not defined the error names the number and the remedy") {
  const auto x = FixedVariableArrayInput(Shape{2}, Format{true, 1, 0});
  CHECK(WIREFOLD_ERROR(ValueError, quantize(sqrt(x), {false, 3, 0})) ==
        "quantize: sqrt is not defined at -2, which element (0,) may be; keep the argument where it is, as with "
        "maximum(x, 0) [here]");
  CHECK(WIREFOLD_ERROR(ValueError, quantize(log(NumericArray{1, 0}), {true, 3, 0})) ==
        "quantize: log is infinite or too large to wrap at 0, which element (1,) is; saturate it, or keep the argument "
        "away from there [here]");
  CHECK(quantize(log(NumericArray{1, 0}), {true, 3, 0}, TRN, SAT) == NumericArray{0, -8});
  CHECK(
      WIREFOLD_ERROR(ValueError, quantize(apply(NumericArray{1}, [](double) { return std::nan(""); }), {true, 3, 0})) ==
      "quantize: the function is not defined at 1, which element (0,) is; keep the argument where it is, as with "
      "maximum(x, 0) [here]");
}

TEST_CASE("an element of too many bits for a table is refused with its width") {
  const auto x = FixedVariableArrayInput(Shape{2}, Format{true, 10, 10});
  CHECK(WIREFOLD_ERROR(FormatError, quantize(exp(x), {false, 3, 0})) ==
        "exp: element (0,) has 21 bits, and a table takes at most 20; quantize the argument to fewer bits [here]");
}

TEST_CASE("what a pending value cannot do is refused") {
  const auto x = NumericArray{1, 2};
  CHECK(WIREFOLD_ERROR(FormatError, quantize(exp(x), {.fraction_bits = 2})) ==
        "quantize: a value of exp has no format to keep a field of, give every field [here]");
  CHECK(WIREFOLD_ERROR(ValueError, exp(x) / 0) == "/: division by zero [here]");
  CHECK(WIREFOLD_ERROR(UnsupportedError, quantize(exp(x / 3), {true, 2, 2})).starts_with("exp: "));
  const auto open = FixedVariableArrayInput(Shape{1});
  CHECK(WIREFOLD_ERROR(UnsupportedError, quantize(exp(open), {true, 2, 2}))
            .starts_with("exp: element (0,) is of the open"));
}

}  // namespace
}  // namespace wirefold
