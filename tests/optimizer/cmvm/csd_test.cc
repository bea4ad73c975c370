// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/csd.h"

#include <limits>

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

Integer sum_of(const std::vector<SignedDigit>& digits) {
  Integer sum;
  for (const SignedDigit& digit : digits) {
    const Integer part = Integer::power_of_two(static_cast<unsigned>(digit.power));
    sum += digit.negative ? -part : part;
  }
  return sum;
}

bool has_neighbours(const std::vector<SignedDigit>& digits) {
  for (std::size_t i = 1; i < digits.size(); ++i) {
    if (digits[i].power - digits[i - 1].power < 2) return true;
  }
  return false;
}

std::vector<Integer> samples() {
  std::vector<Integer> values;
  for (int i = -300; i <= 300; ++i) values.emplace_back(i);
  std::mt19937_64 random(1);
  for (unsigned shift = 0; shift < 260; ++shift) {
    const Integer value = (Integer(random()) << shift) + Integer(random());
    values.push_back(value);
    values.push_back(-value);
    values.push_back(Integer::power_of_two(shift) - 1);
  }
  values.emplace_back(std::numeric_limits<std::int64_t>::min());
  values.emplace_back(std::numeric_limits<std::int64_t>::max());
  return values;
}

TEST_CASE("the digits of 7 are 8 - 1") {
  CHECK(canonical_digits(7) == std::vector<SignedDigit>{{0, true}, {3, false}});
  CHECK(canonical_digits(-7) == std::vector<SignedDigit>{{0, false}, {3, true}});
  CHECK(canonical_digits(0).empty());
}

TEST_CASE("canonical digits add up to the number and are never neighbours") {
  for (const Integer& value : samples()) {
    INFO(value.to_string());
    const std::vector<SignedDigit> digits = canonical_digits(value);
    CHECK(sum_of(digits) == value);
    CHECK_FALSE(has_neighbours(digits));
  }
}

TEST_CASE("digits are counted without being made") {
  for (const Integer& value : samples()) {
    INFO(value.to_string());
    CHECK(digit_count(value) == canonical_digits(value).size());
  }
}

}  // namespace
}  // namespace wirefold::cmvm
