// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "wirefold/ir/dyadic.h"
#include "wirefold/ir/integer.h"

namespace wirefold {

/// A decimal number as it was written: digits * 10^exponent.
struct Decimal {
  Integer digits;
  int exponent = 0;

  /// Reads "-12", "0.25", ".5", "7.8125e-03"; nothing if the text is not a decimal number or its exponent, counted from
  /// the last digit, lies beyond +-400.
  static std::optional<Decimal> parse(std::string_view text);

  /// The number in binary, if that is exact.
  std::optional<Dyadic> to_dyadic() const;
  /// The nearest integer to the number times 2^fraction_bits; half way, the larger one.
  Integer nearest_on_grid(unsigned fraction_bits) const;
};

}  // namespace wirefold
