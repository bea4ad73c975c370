// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/integer.h"

#include <limits>
#include <vector>

#include "tests/catch.h"
#include "tests/ir/wide_reference.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr auto kLow64 = std::numeric_limits<std::int64_t>::min();
constexpr auto kHigh64 = std::numeric_limits<std::int64_t>::max();

// Numbers of every size up to `bits`, often one beside a power of two, where representations change.
Int128 random_number(Random& random, int bits) {
  const auto raw = static_cast<Int128>(static_cast<UInt128>(random.bits()) << 64 | random.bits());
  if (random.one_in(3)) {
    const Int128 power = Int128{1} << random.between(0, bits - 2);
    return (random.one_in(2) ? power : -power) + random.between(-1, 1);
  }
  return raw >> random.between(128 - bits, 127);
}

Int128 floor_quotient(Int128 a, Int128 b) {
  Int128 quotient = a / b;
  while (quotient * b > a == (b > 0) && quotient * b != a) --quotient;
  return quotient;
}

void require_same(const char* what, const Integer& actual, Int128 expected) {
  if (actual.to_string() == decimal(expected) && actual == to_integer(expected) &&
      actual.fits_int64() == (expected >= kLow64 && expected <= kHigh64)) {
    return;
  }
  FAIL(what << " is " << actual.to_string() << ", not " << decimal(expected));
}

TEST_CASE("integer arithmetic equals 128-bit arithmetic") {
  const std::uint64_t seed = 20240611;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 60000; ++i) {
    const int bits = random.one_in(2) ? 63 : 66;  // around the end of the inline representation
    const Int128 x = random_number(random, bits);
    const Int128 y = random_number(random, bits - 6);
    const Integer a = to_integer(x);
    const Integer b = to_integer(y);
    INFO("a " << decimal(x) << " b " << decimal(y));
    require_same("a", a, x);
    require_same("a + b", a + b, x + y);
    require_same("a - b", a - b, x - y);
    require_same("a * b", a * b, x * y);
    require_same("-a", -a, -x);
    require_same("absolute(a)", absolute(a), x < 0 ? -x : x);
    if (y != 0) {
      require_same("a / b", floor_divide(a, b), floor_quotient(x, y));
      require_same("a mod b", floor_modulo(a, b), x - y * floor_quotient(x, y));
    }
    if ((a <=> b) != (x <=> y) || (a == b) != (x == y) || (a < b) != (x < y)) FAIL("comparison");
    if (a.sign() != (x > 0) - (x < 0) || a.is_odd() != ((x & 1) != 0) || a.is_zero() != (x == 0))
      FAIL("sign or parity");
    if (a == b && a.hash() != b.hash()) FAIL("hash");
  }
}

TEST_CASE("integer shifts and bit fields equal those of 128 bits") {
  const std::uint64_t seed = 7;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 60000; ++i) {
    const int shift = random.between(0, 58);
    const Int128 x = random_number(random, 69);
    const Integer a = to_integer(x);
    INFO("a " << decimal(x) << " shift " << shift);
    require_same("a << shift", a << static_cast<unsigned>(shift), x * (Int128{1} << shift));
    require_same("a >> shift", a >> static_cast<unsigned>(shift), x >> shift);
    const int width = random.between(0, 126);
    const Int128 mask = (Int128{1} << width) - 1;
    INFO("width " << width);
    require_same("low bits", low_bits(a, static_cast<unsigned>(width)), x & mask);
    Int128 magnitude = x < 0 ? -x : x;
    unsigned length = 0;
    unsigned zeros = 0;
    while (magnitude >> length != 0) ++length;
    while (x != 0 && (x >> zeros & 1) == 0) ++zeros;
    if (a.bit_length() != length || a.trailing_zeros() != zeros) FAIL("bit length or trailing zeros");
  }
}

TEST_CASE("words hold the low bits of an integer in two's complement") {
  const std::uint64_t seed = 99;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 20000; ++i) {
    const std::vector<std::uint64_t> words = {random.bits(), random.bits(), random.bits()};
    const auto width = static_cast<unsigned>(random.between(0, 192));
    const Integer positive = Integer::from_words(words, width, false);
    const Integer value = Integer::from_words(words, width, true);
    INFO("words " << words[0] << " " << words[1] << " " << words[2] << " width " << width);
    Integer expected = 0;  // bit by bit
    for (unsigned bit = 0; bit < width; ++bit) {
      if ((words[bit / 64] >> (bit % 64) & 1) != 0) expected += Integer::power_of_two(bit);
    }
    if (positive != expected) FAIL("unsigned");
    if (width > 0 && (words[(width - 1) / 64] >> ((width - 1) % 64) & 1) != 0) expected -= Integer::power_of_two(width);
    if (value != expected) FAIL("signed");
    std::vector<std::uint64_t> written(4);
    value.to_words(written);
    if (Integer::from_words(written, 256, true) != value) FAIL("to_words");
    std::vector<std::uint64_t> short_words(1);
    value.to_words(short_words);
    if (short_words[0] != written[0]) FAIL("the low word");
  }
}

TEST_CASE("integers print and parse at the ends of the inline representation") {
  for (const char* text :
       {"9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "18446744073709551616", "0", "-1", "340282366920938463463374607431768211456"}) {
    const auto value = Integer::parse(text);
    REQUIRE(value);
    CHECK(value->to_string() == text);
  }
  CHECK(*Integer::parse("0x7fffFFFFffffFFFF") == Integer(kHigh64));
  CHECK(*Integer::parse("-0x8000000000000000") == Integer(kLow64));
  CHECK(*Integer::parse("-0x0000000000000000000000ff") == Integer(-255));
  CHECK(*Integer::parse("0000000000000000000000000017") == Integer(17));
  CHECK(*Integer::parse("-0") == Integer(0));
}

TEST_CASE("what is not an integer does not parse") {
  for (const char* text :
       {"", "-", "+1", "0x", "-0x", "0X1f", "1f", "1.0", " 1", "1 ", "--1", "0x-1", "1e3", "1'000"}) {
    INFO(text);
    CHECK_FALSE(Integer::parse(text));
  }
}

// Boost's own shift of these loses the sign before 1.76.
TEST_CASE("negative numbers whose low word is one shift and write their words") {
  for (unsigned exponent = 64; exponent < 400; exponent += 7) {
    const Integer value = -Integer::power_of_two(exponent) - 1;
    CHECK(value >> 36 == -Integer::power_of_two(exponent - 36) - 1);
    std::vector<std::uint64_t> words(8);
    value.to_words(words);
    CHECK(Integer::from_words(words, 512, true) == value);
    CHECK(floor_divide(value, 2) == -Integer::power_of_two(exponent - 1) - 1);
    CHECK(floor_divide(value, -2) == Integer::power_of_two(exponent - 1));
    CHECK(low_bits(value, 70) == floor_modulo(value, Integer::power_of_two(70)));
  }
}

TEST_CASE("64-bit edges are exact") {
  CHECK(Integer(std::numeric_limits<std::uint64_t>::max()).to_string() == "18446744073709551615");
  CHECK(Integer(std::uint64_t{1} << 63).to_string() == "9223372036854775808");
  CHECK_FALSE(Integer(std::uint64_t{1} << 63).fits_int64());
  CHECK((-Integer(kLow64)).to_string() == "9223372036854775808");
  CHECK(-(-Integer(kLow64)) == Integer(kLow64));
  CHECK((-(-Integer(kLow64))).fits_int64());
  CHECK(floor_divide(kLow64, -1).to_string() == "9223372036854775808");
  CHECK(floor_modulo(kLow64, -1) == Integer(0));
  CHECK(floor_divide(kLow64, 1) == Integer(kLow64));
  CHECK((Integer(kLow64) << 0) == Integer(kLow64));
  CHECK((Integer(-1) << 63) == Integer(kLow64));
  CHECK((Integer(-1) << 63).fits_int64());
  CHECK((Integer(kLow64) >> 63) == Integer(-1));
  CHECK((Integer(kLow64) >> 4000000000U) == Integer(-1));
  CHECK((Integer(0) << 4000000000U) == Integer(0));
  CHECK(Integer(kLow64).bit_length() == 64);
  CHECK(Integer(kLow64).trailing_zeros() == 63);
  CHECK(low_bits(kLow64, 63) == Integer(0));
  CHECK(low_bits(-1, 64) == Integer(std::numeric_limits<std::uint64_t>::max()));
  CHECK(Integer(kLow64) - Integer(1) < Integer(kLow64));
  CHECK((Integer::power_of_two(63) - 1).fits_int64());
}

TEST_CASE("copies, moves and assignments keep the value") {
  const Integer big = Integer::power_of_two(200) + 5;
  Integer a = big;
  Integer& same = a;
  a = same;
  CHECK(a == big);
  a = std::move(same);
  CHECK(a == big);
  Integer moved = std::move(a);
  CHECK(moved == big);
  a = 3;  // a moved-from integer takes a new value
  CHECK(a == Integer(3));
  a = moved;
  a += a;
  CHECK(a == big * 2);
  a -= same;
  CHECK(a.is_zero());
  a = moved;
  moved = Integer(-7);
  CHECK(moved == Integer(-7));
  CHECK(a == big);
  a *= a;
  CHECK(a == big * big);
  a = moved;
  CHECK(a == Integer(-7));
  a.swap(moved);
  a.swap(a);
  CHECK(a == Integer(-7));
}

TEST_CASE("an integer wider than 64 bits is not read as 64 bits") {
  CHECK_THROWS_AS(Integer::power_of_two(63).to_int64(), InternalError);
  CHECK_THROWS_AS(floor_divide(5, 0), InternalError);
  CHECK_THROWS_AS(floor_divide(Integer::power_of_two(80), 0), InternalError);
}

}  // namespace
}  // namespace wirefold
