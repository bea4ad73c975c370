// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/port_packing.h"

#include <cmath>
#include <limits>

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

Port port_of(const std::vector<Format>& formats) {
  Port port{"x", Shape{formats.size()}, {}, 0};
  for (const Format& format : formats) {
    const auto width = static_cast<unsigned>(std::max(format.width(), 0));
    port.elements.push_back({format, port.width_bits, width});
    port.width_bits += width;
  }
  return port;
}

const std::vector<Format> kFormats = {{true, 3, 4},         {false, 8, 0},   {},
                                      {true, 0, 0},         {false, -2, 3},  {true, 40, 23},
                                      {false, 64, 0},       {true, 100, 99}, {true, -1000, 1030},
                                      {false, 1060, -1040}, {true, 5, -3},   {false, 33, 32}};

TEST_CASE("every finite double is floored and wrapped as the port does") {
  const Port port = port_of(kFormats);
  const std::uint64_t seed = GENERATE(1U, 2U, 3U, 4U, 5U);
  INFO("seed " << seed);
  Random random(seed);
  const std::vector<double> special = {0.0,
                                       -0.0,
                                       1.0,
                                       -1.0,
                                       0.5,
                                       -0.5,
                                       5e-324,
                                       -5e-324,
                                       1.7976931348623157e308,
                                       -1.7976931348623157e308,
                                       2.2250738585072014e-308,
                                       9007199254740993.0};
  for (int round = 0; round < 200; ++round) {
    std::vector<double> numbers;
    for (std::size_t i = 0; i < kFormats.size(); ++i) {
      const int exponent = random.between(-80, 80);
      numbers.push_back(round < 12
                            ? special[static_cast<std::size_t>(round)]
                            : std::ldexp(static_cast<double>(static_cast<std::int64_t>(random.bits())), exponent - 63));
    }
    const std::vector<Dyadic> read = unpack(port, pack(port, numbers, 1), 1);
    for (std::size_t i = 0; i < kFormats.size(); ++i) {
      INFO("element " << i << " of " << numbers[i]);
      REQUIRE(read[i] == read_input(*Dyadic::from_double(numbers[i]), kFormats[i]));
    }
  }
}

TEST_CASE("exact numbers of any width survive packing") {
  const Port port = port_of({{true, 199, 0}, {false, 0, 130}, {true, 7, 0}});
  const std::vector<Dyadic> numbers = {-Dyadic(Integer::power_of_two(199), 0),
                                       Dyadic(Integer::power_of_two(130) - 1, -130),
                                       Dyadic(-128),
                                       Dyadic(Integer::power_of_two(198) + 1, 0),
                                       Dyadic(1, -130),
                                       Dyadic(127)};
  const std::vector<std::uint64_t> words = pack(port, numbers, 2);
  CHECK(words.size() == 2 * 6);
  CHECK(unpack(port, words, 2) == numbers);
}

TEST_CASE("the bits of a port are element 0 first, two's complement") {
  const Port port = port_of({{true, 3, 0}, {false, 4, 0}, {true, 63, 0}});
  const std::vector<double> numbers = {-1.0, 5.0, -2.0};
  CHECK(pack(port, numbers, 1) == std::vector<std::uint64_t>{0xFFFFFFFFFFFFFE5F, 0xFF});
}

TEST_CASE("NaN and infinity are refused with their place") {
  const Port port = port_of({{true, 3, 0}, {}});
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(pack(port, std::vector<double>{0, 0, std::nan(""), 0}, 2),
                    "pack: element 0 of sample 1 of 'x' is nan; inputs must be finite numbers");
  CHECK_THROWS_WITH(pack(port, std::vector<double>{0, -infinity}, 1),
                    "pack: element 1 of sample 0 of 'x' is -inf; inputs must be finite numbers");
}

TEST_CASE("a number of other samples is refused") {
  CHECK_THROWS_WITH(pack(port_of({{true, 3, 0}, {}}), std::vector<double>{1, 2, 3}, 2),
                    "pack: 'x' got 3 numbers, 2 samples of 2 were expected");
}

TEST_CASE("a result that no double holds is an error, not a rounded number") {
  const Port port = port_of({{false, 60, 0}});
  const std::vector<Dyadic> exact = {Dyadic((Integer(1) << 53U) + 1, 0)};
  CHECK_THROWS_WITH(unpack_to_doubles(port, pack(port, exact, 1), 1),
                    "unpack: element 0 of sample 0 of 'x' is 9007199254740993, which a double does not hold exactly; "
                    "read it as an exact number");
  CHECK(unpack_to_doubles(port, pack(port, std::vector<double>{0x1p59}, 1), 1) == std::vector<double>{0x1p59});
}

TEST_CASE("results come back as the doubles they are") {
  const Port port = port_of(kFormats);
  std::vector<double> numbers(kFormats.size());
  for (std::size_t i = 0; i < kFormats.size(); ++i) {
    const Interval range = Interval::of(kFormats[i]);
    numbers[i] = kFormats[i].width() <= 53 ? *range.low_value().to_double() : *range.low_value().to_double() / 2;
  }
  CHECK(unpack_to_doubles(port, pack(port, numbers, 1), 1) == numbers);
}

}  // namespace
}  // namespace wirefold
