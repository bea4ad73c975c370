// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/dyadic.h"

#include <bit>
#include <cmath>
#include <limits>

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

using Limits = std::numeric_limits<double>;

TEST_CASE("every finite double is exact and comes back") {
  const std::uint64_t seed = 31;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 50000; ++i) {
    double value = std::bit_cast<double>(random.bits());
    if (random.one_in(4)) value = std::bit_cast<double>(random.bits() >> 12);  // subnormal
    if (!std::isfinite(value)) continue;
    const auto number = Dyadic::from_double(value);
    if (!number || number->to_double() != value) FAIL("a double that changed: " << value);
    if (!number->is_zero() && !number->mantissa().is_odd()) FAIL("not normal: " << value);
    if (Dyadic::parse(number->to_string()) != number) FAIL("text: " << number->to_string());
  }
}

TEST_CASE("the extreme doubles are exact") {
  CHECK(*Dyadic::from_double(Limits::denorm_min()) == Dyadic(1, -1074));
  CHECK(*Dyadic::from_double(-Limits::denorm_min()) == Dyadic(-1, -1074));
  CHECK(*Dyadic::from_double(Limits::min()) == Dyadic(1, -1022));
  CHECK(*Dyadic::from_double(Limits::max()) == Dyadic((Integer(1) << 53) - 1, 971));
  CHECK(Dyadic((Integer(1) << 53) - 1, 971).to_double() == Limits::max());
  CHECK(*Dyadic::from_double(-0.0) == Dyadic(0));
  CHECK_FALSE(std::signbit(*Dyadic::from_double(-0.0)->to_double()));
  CHECK(*Dyadic::from_double(0.1) == Dyadic(Integer(3602879701896397), -55));
}

TEST_CASE("what is not a finite double is no number") {
  CHECK_FALSE(Dyadic::from_double(Limits::infinity()));
  CHECK_FALSE(Dyadic::from_double(-Limits::infinity()));
  CHECK_FALSE(Dyadic::from_double(Limits::quiet_NaN()));
}

TEST_CASE("a number that a double would round is not converted") {
  CHECK_FALSE(Dyadic((Integer(1) << 53) + 1, 0).to_double());
  CHECK(Dyadic((Integer(1) << 53) + 2, 0).to_double() == 9007199254740994.0);
  CHECK_FALSE(Dyadic(1, 1024).to_double());
  CHECK(Dyadic(1, 1023).to_double() == std::ldexp(1.0, 1023));
  CHECK_FALSE(Dyadic(1, -1075).to_double());
  CHECK_FALSE(Dyadic(3, -1075).to_double());
  CHECK(Dyadic(3, -1074).to_double() == 3 * Limits::denorm_min());
  CHECK(Dyadic(-1, 1023).to_double() == -std::ldexp(1.0, 1023));
}

TEST_CASE("equal numbers have equal fields") {
  const Dyadic number(Integer(96), -3);
  CHECK(number.mantissa() == Integer(3));
  CHECK(number.exponent() == 2);
  CHECK(number == Dyadic(12));
  CHECK(Dyadic(0, 77) == Dyadic(0));
  CHECK(Dyadic(0, 77).exponent() == 0);
  CHECK(scaled(Dyadic(0), 5) == Dyadic(0));
  CHECK(Dyadic(Integer::power_of_two(100), -100) == Dyadic(1));
  CHECK(Dyadic(5, -1) - Dyadic(5, -1) == Dyadic(0, 9));
  CHECK((Dyadic(1, -1) + Dyadic(1, -1)).exponent() == 0);
}

TEST_CASE("arithmetic on small numbers equals that of doubles") {
  const std::uint64_t seed = 5;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 50000; ++i) {
    const Dyadic a(Integer(random.between(-500, 500)), random.between(-9, 9));
    const Dyadic b(Integer(random.between(-500, 500)), random.between(-9, 9));
    const double x = *a.to_double();
    const double y = *b.to_double();
    if ((a + b).to_double() != x + y || (a - b).to_double() != x - y || (a * b).to_double() != x * y)
      FAIL(x << " " << y);
    if ((a < b) != (x < y) || (a == b) != (x == y) || (a > b) != (x > y) || (a <= b) != (x <= y)) FAIL(x << " " << y);
    const int grid = random.between(-12, 12);
    if (a.floor_to_grid(grid).to_int64() != static_cast<std::int64_t>(std::floor(std::ldexp(x, -grid))))
      FAIL("floor " << x);
    if (scaled(a, grid).to_double() != std::ldexp(x, grid)) FAIL("scaled " << x);
    if ((-a).to_double() != -x) FAIL("negation " << x);
  }
}

TEST_CASE("numbers far apart are ordered") {
  CHECK(Dyadic(1, -30000) < Dyadic(1, 30000));
  CHECK(Dyadic(-1, 30000) < Dyadic(-1, -30000));
  CHECK(Dyadic(-1, -30000) < Dyadic(0));
  CHECK(Dyadic(0) < Dyadic(1, -30000));
  CHECK(Dyadic(3, 4) > Dyadic(47));
  CHECK(Dyadic(3, 4) < Dyadic(49));
}

TEST_CASE("a number is read on a grid that holds it and on no other") {
  CHECK(Dyadic(3, -2).on_grid(-4) == Integer(12));
  CHECK(Dyadic(3, -2).on_grid(-2) == Integer(3));
  CHECK(Dyadic(0).on_grid(1000) == Integer(0));
  CHECK_THROWS_AS(Dyadic(3, -2).on_grid(-1), InternalError);
  CHECK(Dyadic(3, -2).floor_to_grid(0) == Integer(0));
  CHECK(Dyadic(-3, -2).floor_to_grid(0) == Integer(-1));
  CHECK(Dyadic(-1, -500).floor_to_grid(500) == Integer(-1));
}

TEST_CASE("numbers print as a person writes them") {
  CHECK(Dyadic(-3).to_string() == "-3");
  CHECK(Dyadic(37, -8).to_string() == "37/256");
  CHECK(Dyadic(3, 40).to_string() == "3298534883328");
  CHECK(Dyadic(3, 41).to_string() == "3*2^41");
  CHECK(Dyadic(-1, -40).to_string() == "-1/1099511627776");
  CHECK(Dyadic(-1, -41).to_string() == "-1*2^-41");
  CHECK(Dyadic(0).to_string() == "0");
}

TEST_CASE("numbers parse in every form they may be written in") {
  CHECK(Dyadic::parse("0x1f") == Dyadic(31));
  CHECK(Dyadic::parse("-37/256") == Dyadic(-37, -8));
  CHECK(Dyadic::parse("37*2^-8") == Dyadic(37, -8));
  CHECK(Dyadic::parse("37/2^8") == Dyadic(37, -8));
  CHECK(Dyadic::parse("4/2") == Dyadic(2));
  CHECK(Dyadic::parse("6/1") == Dyadic(6));
  CHECK(Dyadic::parse("0/1024") == Dyadic(0));
  CHECK(Dyadic::parse("1/36893488147419103232") == Dyadic(1, -65));
}

TEST_CASE("what is not a dyadic number does not parse") {
  for (const char* text :
       {"", "-", "1/3", "1/0", "1/-2", "1/", "1*2", "1*2^", "1*2^x", "1*2^99999999999", "1*2^2000000", "1*3^2", "1.5",
        "1/2/4", "1*2^3*2^4", "x", "1*2^-2000000", "1*2^+3", "1 /2"}) {
    INFO(text);
    CHECK_FALSE(Dyadic::parse(text));
  }
}

}  // namespace
}  // namespace wirefold
