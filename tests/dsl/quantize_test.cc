// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/quantize.h"

#include <array>
#include <cstdlib>
#include <random>

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/input.h"

namespace wirefold {
namespace {

constexpr std::array kRoundings = {TRN, TRN_ZERO, RND, RND_ZERO, RND_INF, RND_MIN_INF, RND_CONV};
constexpr std::array kOverflows = {WRAP, SAT, SAT_SYM, SAT_ZERO};

// The modes by their definitions, on a fraction numerator / denominator in units of the grid, by counting.
std::int64_t rounded_by_definition(std::int64_t numerator, std::int64_t denominator, Rounding rounding) {
  std::int64_t below = 0;
  while (below * denominator > numerator) --below;
  while ((below + 1) * denominator <= numerator) ++below;
  if (below * denominator == numerator) return below;
  const std::int64_t above = below + 1;
  const std::int64_t towards_zero = numerator < 0 ? above : below;
  if (rounding == TRN) return below;
  if (rounding == TRN_ZERO) return towards_zero;
  const std::int64_t twice_distance = 2 * (numerator - below * denominator);
  if (twice_distance != denominator) return twice_distance < denominator ? below : above;
  if (rounding == RND) return above;
  if (rounding == RND_MIN_INF) return below;
  if (rounding == RND_ZERO) return towards_zero;
  if (rounding == RND_INF) return towards_zero == below ? above : below;
  return below % 2 == 0 ? below : above;
}

std::int64_t fitted_by_definition(std::int64_t units, const Format& format, Overflow overflow) {
  const std::int64_t limit = std::int64_t{1} << (format.integer_bits + format.fraction_bits);
  const std::int64_t high = limit - 1;
  const std::int64_t low = format.is_signed ? -limit : 0;
  if (units >= low && units <= high && !(overflow == SAT_SYM && units < -high)) return units;
  if (overflow == SAT_ZERO) return 0;
  if (overflow == SAT) return units > high ? high : low;
  if (overflow == SAT_SYM) return units > high ? high : (format.is_signed ? -high : 0);
  const std::int64_t period = high - low + 1;
  while (units > high) units -= period;
  while (units < low) units += period;
  return units;
}

// eighths / (8 * divisor), quantized.
Dyadic quantized_by_definition(std::int64_t eighths, std::int64_t divisor, const Format& format, Rounding rounding,
                               Overflow overflow) {
  if (format.width() <= 0) return 0;
  const std::int64_t scale = format.fraction_bits >= 0 ? std::int64_t{1} << format.fraction_bits : 1;
  const std::int64_t coarse = format.fraction_bits < 0 ? std::int64_t{1} << -format.fraction_bits : 1;
  const std::int64_t units = rounded_by_definition(eighths * scale, 8 * divisor * coarse, rounding);
  return Dyadic(fitted_by_definition(units, format, overflow), -format.fraction_bits);
}

std::vector<Format> formats_around_eighths() {
  std::vector<Format> formats;
  for (const bool is_signed : {false, true}) {
    for (int integer_bits = -2; integer_bits <= 3; ++integer_bits) {
      for (int fraction_bits = -3; fraction_bits <= 4; ++fraction_bits) {
        formats.push_back({is_signed, integer_bits, fraction_bits});
      }
    }
  }
  return formats;
}

NumericArray eighths_from_minus_80_to_80() {
  std::vector<Dyadic> numbers;
  for (int eighths = -80; eighths <= 80; ++eighths) numbers.emplace_back(Integer(eighths), -3);
  const Shape shape{numbers.size()};
  return NumericArray::from_numbers(shape, std::move(numbers));
}

template <class Array>
Array maybe_divided(const Array& x, int divisor) {
  return divisor == 1 ? x : x / divisor;
}

TEST_CASE("every rounding and overflow mode is its definition, on numbers") {
  const NumericArray x = eighths_from_minus_80_to_80();
  for (const int divisor : {1, 3, 5}) {
    const NumericArray quotients = maybe_divided(x, divisor);
    for (const Format& format : formats_around_eighths()) {
      for (const Rounding rounding : kRoundings) {
        for (const Overflow overflow : kOverflows) {
          INFO(to_string(format) << " " << to_string(rounding) << " " << to_string(overflow) << " / " << divisor);
          const NumericArray y = quantize(quotients, format, rounding, overflow);
          for (std::size_t i = 0; i < x.size(); ++i) {
            const auto eighths = static_cast<std::int64_t>(i) - 80;
            const Dyadic wanted = quantized_by_definition(eighths, divisor, format, rounding, overflow);
            if (y.numbers()[i] != wanted) CHECK(y.numbers()[i].to_string() == wanted.to_string());
          }
        }
      }
    }
  }
}

TEST_CASE("every rounding and overflow mode is the same in a traced program as on numbers") {
  const NumericArray x = eighths_from_minus_80_to_80();
  for (const int divisor : {1, 3}) {
    for (const Rounding rounding : kRoundings) {
      for (const Overflow overflow : kOverflows) {
        const std::vector<Format> formats = formats_around_eighths();
        const auto in = FixedVariableArrayInput(x.shape(), {true, 4, 3});
        std::vector<NamedArray> outputs;
        for (const Format& format : formats) {
          outputs.emplace_back(quantize(maybe_divided(in, divisor), format, rounding, overflow));
        }
        const std::vector<NumericArray> traced =
            run(comb_trace(in, outputs, {.max_port_bits = 1 << 20}), std::vector{x});
        for (std::size_t i = 0; i < formats.size(); ++i) {
          INFO(to_string(formats[i]) << " " << to_string(rounding) << " " << to_string(overflow) << " / " << divisor);
          CHECK(traced[i] == quantize(maybe_divided(x, divisor), formats[i], rounding, overflow));
        }
      }
    }
  }
}

TEST_CASE("the default is to truncate and wrap") {
  const NumericArray x = {7.75, -7.75, 8, -9};
  CHECK(to_string(quantize(x, {true, 3, 1})) == "[15/2, -8, -8, 7]");
  CHECK(quantize(x, {true, 3, 1}) == quantize(x, {true, 3, 1}, TRN, WRAP));
}

TEST_CASE("a format may be written with names, without names, as Format and as an array") {
  const NumericArray x = {7.75, -7.75};
  const NumericArray wanted = {3.5, 0};
  CHECK(quantize(x, {.is_signed = false, .integer_bits = 2, .fraction_bits = 1}) == wanted);
  CHECK(quantize(x, {false, 2, 1}) == wanted);
  CHECK(quantize(x, Format{false, 2, 1}) == wanted);
  CHECK(quantize(x, FormatArray({2}, {{false, 2, 1}, {false, 2, 1}})) == wanted);
}

TEST_CASE("each element may have its own format, and formats broadcast") {
  const NumericArray x = {{1.75, 1.75, 1.75}, {-1.75, -1.75, -1.75}};
  const FormatArray formats({3}, {{true, 1, 2}, {true, 1, 1}, {false, 0, 2}});
  CHECK(to_string(quantize(x, formats)) == "[[7/4, 3/2, 3/4], [-7/4, -2, 1/4]]");
  const auto in = FixedVariableArrayInput({2, 3}, {true, 1, 2});
  CHECK(run(comb_trace(in, quantize(in, formats)), x) == quantize(x, formats));
}

TEST_CASE("a format of no bits gives zero") {
  CHECK(to_string(quantize(NumericArray{5, -5}, {true, -3, 2}, RND, SAT)) == "[0, 0]");
  const auto in = FixedVariableArrayInput({2}, {true, 3, 0});
  const CombLogic logic = comb_trace(in, quantize(in, {true, -3, 2}, RND, SAT));
  CHECK(logic.format(logic.outputs()[0].elements[0]).is_zero());
}

TEST_CASE("relu without a format is exact") {
  const NumericArray x = {-3, 2.625};
  CHECK(to_string(relu(x)) == "[0, 21/8]");
  const auto in = FixedVariableArrayInput({2}, {true, 2, 3});
  const CombLogic logic = comb_trace(in, relu(in));
  CHECK(run(logic, x) == relu(x));
  CHECK(logic.format(logic.outputs()[0].elements[0]) == Format{false, 2, 3});
}

TEST_CASE("relu with a format quantizes what is left, in every mode and with every way to write the format") {
  const NumericArray x = {-3, 2.625, 5.875, 3.9375};
  const auto in = FixedVariableArrayInput({4}, {true, 3, 4});
  for (const Rounding rounding : kRoundings) {
    for (const Overflow overflow : kOverflows) {
      INFO(to_string(rounding) << " " << to_string(overflow));
      const NumericArray wanted = quantize(relu(x), {false, 2, 1}, rounding, overflow);
      CHECK(relu(x, {.integer_bits = 2, .fraction_bits = 1}, rounding, overflow) == wanted);
      CHECK(relu(x, {false, 2, 1}, rounding, overflow) == wanted);
      CHECK(relu(x, Format{false, 2, 1}, rounding, overflow) == wanted);
      CHECK(run(comb_trace(in, relu(in, {false, 2, 1}, rounding, overflow)), x) == wanted);
      CHECK(run(comb_trace(in, relu(in, Format{false, 2, 1}, rounding, overflow)), x) == wanted);
    }
  }
}

TEST_CASE("relu that truncates and wraps is one operation, other modes take two") {
  const auto in = FixedVariableArrayInput({1}, {true, 3, 4});
  CHECK(comb_trace(in, relu(in, {false, 2, 1})).operations().size() == 2);
  CHECK(comb_trace(in, relu(in, {false, 2, 1}, TRN, SAT)).operations().size() == 3);
}

TEST_CASE("a kept field is that of the element's exact format") {
  const auto in = FixedVariableArrayInput({2}, FormatArray({2}, {{true, 3, 4}, {false, 2, 1}}));
  const CombLogic logic = comb_trace(in, quantize(in * 2, {keep, keep, 1}));
  const std::vector<Use>& elements = logic.outputs()[0].elements;
  CHECK(logic.format(elements[0]) == Format{true, 4, 1});
  CHECK(logic.format(elements[1]) == Format{false, 3, 0});  // its own least bit is 1 already
  const CombLogic narrowed = comb_trace(in, quantize(in, {true, 1, keep}));
  CHECK(narrowed.format(narrowed.outputs()[0].elements[0]) == Format{true, 1, 4});
  CHECK(narrowed.format(narrowed.outputs()[0].elements[1]) == Format{true, 1, 1});
}

TEST_CASE("relu keeps fields of what is left, not of its operand") {
  const auto in = FixedVariableArrayInput({1}, {true, 3, 4});
  const CombLogic logic = comb_trace(in, relu(in, {keep, keep, 2}));
  CHECK(logic.format(logic.outputs()[0].elements[0]) == Format{false, 3, 2});
  const NumericArray x = {5.9375};
  CHECK(run(logic, x) == relu(x, {keep, keep, 2}));
}

TEST_CASE("on numbers, a kept field gives what hardware gives or an error, never another number") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  int known = 0;
  for (int round = 0; round < 3000; ++round) {
    const Format port{pick(0, 1) == 1, pick(-2, 4), pick(-2, 4)};
    if (port.is_zero()) continue;
    QuantizerFormat format;
    if (pick(0, 1) == 1) format.is_signed = pick(0, 1) == 1;
    if (pick(0, 1) == 1) format.integer_bits = pick(-3, 4);
    if (pick(0, 1) == 1) format.fraction_bits = pick(-3, 4);
    const Rounding rounding = kRoundings[static_cast<std::size_t>(pick(0, 6))];
    const Overflow overflow = kOverflows[static_cast<std::size_t>(pick(0, 3))];
    const NumericArray x = read(NumericArray::from_numbers({1}, {Dyadic(pick(-512, 512), -4)}), port);
    const auto in = FixedVariableArrayInput({1}, port);
    const NumericArray hardware = run(comb_trace(in, quantize(in, format, rounding, overflow)), x);
    std::optional<NumericArray> twin;
    try {
      twin = quantize(x, format, rounding, overflow);
      ++known;
    } catch (const UnsupportedError&) {
      continue;
    }
    INFO(to_string(port) << " " << to_string(x) << " " << to_string(rounding) << " " << to_string(overflow));
    CHECK(to_string(*twin) == to_string(hardware));
  }
  CHECK(known > 1000);
}

TEST_CASE("on numbers, a kept field that decides is an error with the number") {
  CHECK(WIREFOLD_ERROR(UnsupportedError, quantize(NumericArray({7.75}), {true, keep, 0}, RND)) ==
        "quantize: element (0,) is 31/4, and the result depends on a kept field, which a number alone does not have; "
        "give every field [here]");
}

TEST_CASE("a format beyond the limits is refused, on numbers as in a trace") {
  const auto in = FixedVariableArrayInput({1}, {true, 3, 0});
  const NumericArray x = {1};
  const std::string too_wide =
      "quantize: a format of 1000 integer and 24 fraction bits is 1025 bits wide, the limit is 1024 [here]";
  CHECK(WIREFOLD_ERROR(FormatError, quantize(in, {true, 1000, 24})) == too_wide);
  CHECK(WIREFOLD_ERROR(FormatError, quantize(x, {true, 1000, 24})) == too_wide);
  const std::string too_far =
      "quantize: a format of 40000 integer and -39990 fraction bits, the limit is +-32768 each [here]";
  CHECK(WIREFOLD_ERROR(FormatError, quantize(in, {true, 40000, -39990})) == too_far);
  CHECK(WIREFOLD_ERROR(FormatError, quantize(x, {true, 40000, -39990})) == too_far);
  CHECK(WIREFOLD_ERROR(FormatError, quantize(x, {true, std::int64_t{1} << 40, 0})) ==
        "quantize: a format of 2147483647 integer and 0 fraction bits, the limit is +-32768 each [here]");
}

TEST_CASE("a signed format is refused by relu") {
  const NumericArray x = {1};
  CHECK(WIREFOLD_ERROR(FormatError, relu(x, {true, 3, 0})) ==
        "relu: the format is signed, but what a relu gives is never negative: give an unsigned format [here]");
  CHECK(WIREFOLD_ERROR(FormatError, relu(x, Format{true, 3, 0})) ==
        "relu: the format s3.0 of element (0,) is signed, but what a relu gives is never negative: give an unsigned "
        "format [here]");
}

TEST_CASE("formats that do not broadcast to the array are refused") {
  const NumericArray x = {1, 2, 3};
  CHECK(WIREFOLD_ERROR(ShapeError, quantize(x, FormatArray({2}, {{true, 1, 2}, {true, 1, 2}}))) ==
        "quantize: shapes (2,) and (3,) do not broadcast: axis -1 is 2 and 3, equal or 1 is needed [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, quantize(x, FormatArray({2, 1}, {{true, 1, 2}, {true, 1, 2}}))) ==
        "quantize: formats of shape (2, 1) for an array of shape (3,), they must broadcast to it [here]");
}

}  // namespace
}  // namespace wirefold
