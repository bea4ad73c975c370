// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/table.h"

namespace wirefold {

/// A table that the user gives: a number for each value of an index format.
class LookupTable {
 public:
  /// values[i] belongs to the i-th smallest value of `index`: for an unsigned integer to values[x], for a signed one
  /// the first values are those of the negative numbers.
  ///
  /// Shapes:  values (2^width).
  /// Errors:  FormatError for an index of more than 20 bits, ShapeError for another number of values.
  LookupTable(const Format& index, const NumericArray& values, const Location& location = Location::here());

  const TablePointer& table() const { return table_; }

 private:
  TablePointer table_;
};

/// The table's value for each element. As everywhere where a format is explicit, an element off the index's grid is
/// floored and one out of its range is wrapped.
///
/// Shapes:  x (...) -> (...).
/// Source:  numpy.take(values, x), for an index that counts from 0.
FixedVariableArray lookup(const FixedVariableArray& x, const LookupTable& table,
                          const Location& location = Location::here());
NumericArray lookup(const NumericArray& x, const LookupTable& table, const Location& location = Location::here());

}  // namespace wirefold
