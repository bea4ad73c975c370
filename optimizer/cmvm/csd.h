// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/ir/integer.h"

namespace wirefold::cmvm {

/// +-2^power.
struct SignedDigit {
  std::int32_t power = 0;
  bool negative = false;

  friend bool operator==(const SignedDigit&, const SignedDigit&) = default;
};

/// The canonical signed digits of an integer, lowest power first: the only form without two neighbouring digits, and
/// one of the shortest.
///
/// Source: Reitwiesner 1960; 3v has a bit different from v exactly one place above each digit.
std::vector<SignedDigit> canonical_digits(const Integer& value);

/// The number of canonical signed digits.
unsigned digit_count(const Integer& value);

}  // namespace wirefold::cmvm
