// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/cost/device_profile.h"

namespace wirefold {

/// The estimated price of one operation of a lowered program.
struct OperationCost {
  std::int64_t area_milliluts = 0;
  std::int64_t delay_ps = 0;
};

/// True for a sum that is hardware: two terms whose bits overlap, or one that has to be negated.
bool is_adder(const CombLogic& logic, const Operation& operation);

/// True for an operation that is nothing but wires on any device: bits dropped, a sign bit, operands side by side.
bool is_wires(const CombLogic& logic, const Operation& operation);

/// Bits of carry chain that a sum of two needs: from the higher of the two least bits to the top, and below that the
/// bits of a subtrahend that reaches further down; 0 if it is only wires.
int adder_bits(const CombLogic& logic, const Operation& sum);

OperationCost cost_of(const CombLogic& logic, const Operation& operation, const DeviceProfile& profile);

/// Bits from the higher of the two least bits to the highest operand bit, sign included, as da4ml prices an adder.
int one_bit_adders(const CombLogic& logic, const Operation& sum);

}  // namespace wirefold
