// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/quantizer_format.h"

#include "wirefold/ir/error.h"

namespace wirefold {

void check_format(const char* function, const Format& format, const Location& location) {
  const auto refuse = [&](const std::string& what) {
    throw FormatError(function,
                      "a format of " + std::to_string(format.integer_bits) + " integer and " +
                          std::to_string(format.fraction_bits) + " fraction bits" + what,
                      location);
  };
  const auto is_out_of_range = [](int bits) { return bits > kMaxExponent || bits < -kMaxExponent; };
  if (is_out_of_range(format.integer_bits) || is_out_of_range(format.fraction_bits)) {
    refuse(", the limit is +-" + std::to_string(kMaxExponent) + " each");
  }
  if (format.width() > kMaxScalarBits) {
    refuse(" is " + std::to_string(format.width()) + " bits wide, the limit is " + std::to_string(kMaxScalarBits));
  }
}

}  // namespace wirefold
