// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/csd.h"

#include <bit>

namespace wirefold::cmvm {
namespace {

// Magnitudes up to this one can be multiplied by 3 in 64 bits.
constexpr std::int64_t kLargestFast = std::int64_t{1} << 61;

bool is_fast(const Integer& value) {
  return value.fits_int64() && value.to_int64() <= kLargestFast && value.to_int64() >= -kLargestFast;
}

}  // namespace

std::vector<SignedDigit> canonical_digits(const Integer& value) {
  std::vector<SignedDigit> digits;
  const bool negative = value.is_negative();
  Integer rest = absolute(value);
  unsigned power = 0;
  while (!rest.is_zero()) {
    const unsigned zeros = rest.trailing_zeros();
    rest = rest >> zeros;
    power += zeros;
    // The digit that leaves a multiple of four: 1 before 01, -1 before 11.
    const bool borrow = (rest >> 1).is_odd();
    digits.push_back({static_cast<std::int32_t>(power), borrow != negative});
    rest = borrow ? rest + 1 : rest - 1;
  }
  return digits;
}

unsigned digit_count(const Integer& value) {
  if (is_fast(value)) {
    const auto v = static_cast<std::uint64_t>(value.to_int64());
    return static_cast<unsigned>(std::popcount(v ^ (3 * v)));
  }
  const Integer magnitude = absolute(value);
  const Integer tripled = magnitude + (magnitude << 1);
  unsigned count = 0;
  for (unsigned bit = 0; bit < tripled.bit_length(); bit += 64) {
    std::uint64_t words[2];
    (magnitude >> bit).to_words({&words[0], 1});
    (tripled >> bit).to_words({&words[1], 1});
    count += static_cast<unsigned>(std::popcount(words[0] ^ words[1]));
  }
  return count;
}

}  // namespace wirefold::cmvm
