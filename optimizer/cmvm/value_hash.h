// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

namespace wirefold::cmvm {

/// Hashes of linear forms in the field of 2^61 - 1 elements: linear, so that the hash of a sum of two forms takes no
/// look at their coefficients, and a shift either way is a rotation of the 61 bits.
///
/// Two forms with one hash are taken for equal while values are searched. That they are is checked at the end.
namespace value_hash {

inline constexpr std::uint64_t kPrime = (std::uint64_t{1} << 61) - 1;

inline std::uint64_t add(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t sum = a + b;
  return sum >= kPrime ? sum - kPrime : sum;
}
inline std::uint64_t negated(std::uint64_t a) { return a == 0 ? 0 : kPrime - a; }
/// a * 2^shift for 0 <= shift < 61.
inline std::uint64_t shifted(std::uint64_t a, unsigned shift) {
  return shift == 0 ? a : ((a << shift) & kPrime) | (a >> (61 - shift));
}
/// a / 2^shift.
inline std::uint64_t halved(std::uint64_t a, unsigned shift) { return shift == 0 ? a : shifted(a, 61 - shift); }
/// a * b.
inline std::uint64_t product(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide wide = static_cast<Wide>(a) * b;
  return add(static_cast<std::uint64_t>(wide) & kPrime, static_cast<std::uint64_t>(wide >> 61));
}
inline std::uint64_t power(std::uint64_t base, std::uint64_t exponent) {
  std::uint64_t result = 1;
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result = product(result, base);
    base = product(base, base);
  }
  return result;
}
/// The same for a form and its negative.
inline std::uint64_t key(std::uint64_t a) { return std::min(a, kPrime - a); }
/// The hash of the form that is one input.
inline std::uint64_t of_input(std::uint64_t input) {
  std::uint64_t z = (input + 1) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return ((z ^ (z >> 31)) & kPrime) % kPrime;
}
inline std::uint64_t times(std::uint64_t a, std::int64_t factor) {
  const auto magnitude = static_cast<std::uint64_t>(factor < 0 ? -factor : factor);
  std::uint64_t result = 0;
  for (unsigned bit = 0; bit < 61; ++bit) {
    if ((magnitude >> bit & 1) != 0) result = add(result, shifted(a, bit));
  }
  return factor < 0 ? negated(result) : result;
}

}  // namespace value_hash
}  // namespace wirefold::cmvm
