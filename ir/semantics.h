// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

// The one meaning of every operation, over exact numbers. Interpreter, constant folding, the numeric twin and the
// tests of every backend call these; nothing here looks at intervals.

/// The value of a use, given the value it uses.
Dyadic apply_use(const Use& use, const Dyadic& value);

/// What an input port of `format` reads from a number: floored to the grid, wrapped to the range.
Dyadic read_input(const Dyadic& value, const Format& format);

/// value / quantizer.divisor, rounded and fitted. Modes are those of ap_fixed and ac_fixed (ir/format.h).
Dyadic quantize(const Dyadic& value, const Quantizer& quantizer);

/// max(value, 0), then truncated and wrapped to `format` unless it is null.
Dyadic relu(const Dyadic& value, const Format* format);

/// a & b, a | b or a ^ b (for `and`, `or` and `xor`) on infinite two's complement with aligned binary points.
Dyadic bitwise(Opcode opcode, const Dyadic& a, const Dyadic& b);

/// Appends the results of `operation` to `results`, given the values of its operands with shifts and signs applied.
/// Inputs have no operands and are not evaluated here (InternalError).
void evaluate(const CombLogic& logic, const Operation& operation, std::span<const Dyadic> operands,
              std::vector<Dyadic>& results);

}  // namespace wirefold
