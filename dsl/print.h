// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

// Arrays and programs for people to read. Arrays are printed as numpy prints them, one row a line; of an array of more
// than 1000 elements only the corners.

/// What is known of the elements: "s3.2 [-8, 31/4] step 1/4" of one; "(2, 3) of s7.0 [-128, 127] step 1" where they are
/// alike, and otherwise each of them. A constant is printed as its number, an element of an open input as "open".
std::string to_string(const FixedVariableArray& array);
std::string to_string(const FormatArray& formats);

std::ostream& operator<<(std::ostream& stream, const FixedVariableArray& array);
/// "[[1, 3/2],\n [-4, 0]]".
std::ostream& operator<<(std::ostream& stream, const NumericArray& array);
std::ostream& operator<<(std::ostream& stream, const FormatArray& formats);
/// The text form of a program (ir/text.h).
std::ostream& operator<<(std::ostream& stream, const CombLogic& logic);
std::ostream& operator<<(std::ostream& stream, const Shape& shape);
std::ostream& operator<<(std::ostream& stream, const Format& format);
std::ostream& operator<<(std::ostream& stream, const Interval& interval);

}  // namespace wirefold
