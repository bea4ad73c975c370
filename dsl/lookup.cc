// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/lookup.h"

#include <algorithm>

#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/quantizer_format.h"
#include "wirefold/ir/error.h"

namespace wirefold {

LookupTable::LookupTable(const Format& index, const NumericArray& values, const Location& location) {
  constexpr const char* kFunction = "LookupTable";
  check_format(kFunction, index, location);
  if (index.width() > Table::kMaxIndexBits) {
    throw FormatError(
        kFunction,
        "an index of " + std::to_string(index.width()) + " bits, the limit is " + std::to_string(Table::kMaxIndexBits),
        location);
  }
  const std::size_t size = std::size_t{1} << std::max(index.width(), 0);
  if (values.rank() != 1 || values.size() != size) {
    throw ShapeError(kFunction,
                     "values of shape " + to_string(values.shape()) + ", an index " + to_string(index) + " takes (" +
                         std::to_string(size) + ",)",
                     location);
  }
  const std::span<const Dyadic> numbers = values.numbers(location);
  std::vector<Dyadic> by_pattern(numbers.begin(), numbers.end());
  // The negative numbers come first for the user and last by pattern.
  if (index.is_signed && size > 1) {
    std::rotate(by_pattern.begin(), by_pattern.begin() + static_cast<std::ptrdiff_t>(size / 2), by_pattern.end());
  }
  table_ = std::make_shared<const Table>(index, by_pattern);
}

FixedVariableArray lookup(const FixedVariableArray& x, const LookupTable& table, const Location& location) {
  return map_elements("lookup", x, location,
                      [&](Builder& builder, const Use& use) { return builder.lookup(use, table.table(), location); });
}

NumericArray lookup(const NumericArray& x, const LookupTable& table, const Location& location) {
  return map_elements("lookup", x, location, [&](const Dyadic& number) { return (*table.table())(number); });
}

}  // namespace wirefold
