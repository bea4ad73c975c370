// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/ir/interval.h"
#include "wirefold/ir/operation.h"

namespace wirefold {

// How the interval of a result follows from the intervals of the operands, for the operations that are not sums.
// Every function returns an interval that holds all values the operation can give, and the smallest one it can find.

/// True if quantizing a value of `x` never changes it.
bool is_identity(const Interval& x, const Quantizer& quantizer);

Interval quantized_range(const Interval& x, const Quantizer& quantizer);

/// The range of max(x, 0).
Interval positive_part_range(const Interval& x);

/// The range of x * x.
Interval square_range(const Interval& x);

/// The range of (x < constant): one point where the interval decides it.
Interval less_than_range(const Interval& x, const Dyadic& constant);

/// The range of (x == constant): one point where the interval decides it.
Interval equal_range(const Interval& x, const Dyadic& constant);

/// The range of kAnd, kOr or kXor on infinite two's complement.
Interval bitwise_range(Opcode opcode, const Interval& x, const Interval& y);

/// The range of max(x, y).
Interval maximum_range(const Interval& x, const Interval& y);

}  // namespace wirefold
