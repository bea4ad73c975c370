// SPDX-License-Identifier: Apache-2.0
// The line that stands for a quantizer behind a scale gives the quantizer's code at every index.
#include <algorithm>
#include <array>

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/importers/onnx/line.h"

namespace wirefold::onnx {
namespace {

constexpr std::array kModes = {RoundingMode::kRound, RoundingMode::kCeil,   RoundingMode::kFloor,   RoundingMode::kUp,
                               RoundingMode::kDown,  RoundingMode::kHalfUp, RoundingMode::kHalfDown};

Integer code_at(const Staircase& staircase, const Integer& index) {
  const Ratio number = staircase.scale * Ratio(Dyadic(index, 0)) + staircase.offset;
  return std::clamp(rounded(number, staircase.mode), staircase.low, staircase.high);
}

Integer code_at(const Staircase& staircase, const Line& line, const Integer& index) {
  return std::clamp((line.multiplier * index + line.offset) >> line.shift, staircase.low, staircase.high);
}

Staircase random_staircase(Random& random) {
  const int range = random.between(1, 300);
  const int least = random.between(-300, 300);
  const int low = random.between(-20, 20);
  return {.scale = Ratio(random.between(1, 1 << 20)) / Ratio(random.between(1, 1 << 22)),
          .offset = Ratio(random.between(-4000, 4000)) / Ratio(random.between(1, 300)),
          .mode = kModes[random.bits() % kModes.size()],
          .low = low,
          .high = low + random.between(0, 40),
          .least = least,
          .most = least + range};
}

TEST_CASE("a line gives the code of its quantizer at every index") {
  constexpr std::uint64_t kSeed = 5;
  int found = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    INFO("seed " << kSeed + i);
    Random random(kSeed + i);
    const Staircase staircase = random_staircase(random);
    const std::optional<Line> line = find_line(staircase);
    if (!line) continue;
    ++found;
    bool is_exact = true;
    for (Integer index = staircase.least; index <= staircase.most; index = index + 1) {
      is_exact = is_exact && code_at(staircase, *line, index) == code_at(staircase, index);
    }
    CHECK(is_exact);
  }
  CHECK(found > 1500);
}

TEST_CASE("a line needs no more digits than the codes ask for") {
  // A scale of 24 bits, 8 codes of 0 to 255: far fewer digits than the scale has.
  const Staircase staircase{
      .scale = Ratio(Dyadic(11184811, -29)), .offset = Ratio(0), .low = 0, .high = 7, .least = 0, .most = 255};
  const std::optional<Line> line = find_line(staircase);
  REQUIRE(line.has_value());
  CHECK(line->multiplier < Integer(256));
}

TEST_CASE("there is no line where rounding has one longer step") {
  const Staircase staircase{.scale = Ratio(1) / Ratio(3),
                            .offset = Ratio(0),
                            .mode = RoundingMode::kDown,
                            .low = -8,
                            .high = 7,
                            .least = -30,
                            .most = 30};
  CHECK(!find_line(staircase).has_value());
}

TEST_CASE("ratios are kept reduced, with odd divisors") {
  const Ratio x = Ratio(6) / Ratio(-20);
  CHECK(x.numerator() == Dyadic(-3, -1));
  CHECK(x.divisor() == Integer(5));
  CHECK(x + Ratio(3) / Ratio(10) == Ratio(0));
  CHECK(x.floor() == Integer(-1));
  CHECK(x * Ratio(10) == Ratio(-3));
  CHECK(x < Ratio(0));
}

}  // namespace
}  // namespace wirefold::onnx
