// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/format.h"

#include "tests/catch.h"
#include "wirefold/ir/interval.h"

namespace wirefold {
namespace {

Format smallest(const Dyadic& value) { return Interval::point(value).format(); }

TEST_CASE("a number fits the format that fixed-point users expect") {
  CHECK(smallest(Dyadic(169, -5)) == Format{false, 3, 5});  // 5.28125; k, i, f = 1, 3, 5 with a sign
  CHECK(Interval::of({true, 3, 5}).contains(Dyadic(169, -5)));
  CHECK_FALSE(Interval::of({true, 2, 5}).contains(Dyadic(169, -5)));
  CHECK_FALSE(Interval::of({true, 3, 4}).contains(Dyadic(169, -5)));
  CHECK(smallest(Dyadic(-24)) == Format{true, 5, -3});
  CHECK(smallest(Dyadic(-24)).width() == 3);
  CHECK(smallest(Dyadic(11, -7)) == Format{false, -3, 7});  // 0.0859375
  CHECK(smallest(Dyadic(-1)) == Format{true, 0, 0});
  CHECK(smallest(Dyadic(-32)) == Format{true, 5, -5});
  CHECK(smallest(Dyadic(0)) == Format{});
}

TEST_CASE("formats print their bits") {
  CHECK(to_string(Format{true, 7, 0}) == "s7.0");
  CHECK(to_string(Format{false, 2, 4}) == "u2.4");
  CHECK(to_string(Format{true, -3, 7}) == "s-3.7");
  CHECK(to_string(Format{false, 5, -3}) == "u5.-3");
  CHECK(to_string(Format{true, 3, -4}) == "zero");
  CHECK(to_string(Format{false, -9, 2}) == "zero");
}

TEST_CASE("a format of no bits holds zero alone") {
  for (const Format& format : {Format{}, Format{true, -1, 0}, Format{false, 3, -3}, Format{true, -50, 2}}) {
    CHECK(format.is_zero());
    CHECK(Interval::of(format) == Interval{});
  }
  CHECK_FALSE(Format{true, 0, 0}.is_zero());
}

TEST_CASE("the range of a format is the one of its definition") {
  for (int is_signed = 0; is_signed < 2; ++is_signed) {
    for (int integer_bits = -4; integer_bits <= 5; ++integer_bits) {
      for (int fraction_bits = -4; fraction_bits <= 5; ++fraction_bits) {
        const Format format{is_signed == 1, integer_bits, fraction_bits};
        if (format.is_zero()) continue;
        const Interval range = Interval::of(format);
        const std::int64_t limit = std::int64_t{1} << (integer_bits + fraction_bits);
        CHECK(range == Interval{-is_signed * limit, limit - 1, -fraction_bits});
        CHECK(range.format() == format);
      }
    }
  }
}

TEST_CASE("every mode has a name that reads back") {
  for (int i = 0; i < 7; ++i) CHECK(parse_rounding(to_string(static_cast<Rounding>(i))) == static_cast<Rounding>(i));
  for (int i = 0; i < 4; ++i) CHECK(parse_overflow(to_string(static_cast<Overflow>(i))) == static_cast<Overflow>(i));
  CHECK_FALSE(parse_rounding("trn"));
  CHECK_FALSE(parse_overflow("WRAP_SM"));
}

}  // namespace
}  // namespace wirefold
