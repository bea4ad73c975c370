// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <string>

#include "wirefold/ir/integer.h"

namespace wirefold {

// The compiler's 128-bit integer, as a reference that shares no code with Integer.
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

inline Integer to_integer(Int128 value) {
  const std::array words = {static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value >> 64)};
  return Integer::from_words(words, 128, true);
}

inline std::string decimal(Int128 value) {
  UInt128 magnitude = value < 0 ? UInt128{0} - static_cast<UInt128>(value) : static_cast<UInt128>(value);
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(magnitude % 10));
    magnitude /= 10;
  } while (magnitude != 0);
  if (value < 0) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace wirefold
