// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/array_format.h"

#include <algorithm>

#include "wirefold/dsl/format_array.h"

namespace wirefold {

Format smallest_format(const FixedVariableArray& array) {
  Format result;
  bool is_first = true;
  const FormatArray formats = array.format();
  for (const Format& format : formats.formats()) {
    if (format.is_zero()) continue;
    result.is_signed = result.is_signed || format.is_signed;
    result.integer_bits = is_first ? format.integer_bits : std::max(result.integer_bits, format.integer_bits);
    result.fraction_bits = is_first ? format.fraction_bits : std::max(result.fraction_bits, format.fraction_bits);
    is_first = false;
  }
  return result;
}

}  // namespace wirefold
