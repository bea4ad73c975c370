// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/simplify_bits.h"

#include "wirefold/optimizer/passes/bit_field_rules.h"
#include "wirefold/optimizer/passes/comparison_rules.h"

namespace wirefold {

std::optional<Use> simplified_bits(const RuleInput& input, const DeviceProfile& device) {
  switch (input.operation.opcode) {
    case Opcode::kSelect:
      return simplified_select(input);
    case Opcode::kLessThan:
    case Opcode::kEqual:
      return simplified_comparison(input, device);
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      return simplified_bitwise(input);
    case Opcode::kSum:
      return simplified_sum(input);
    case Opcode::kQuantize:
      return simplified_bit_drop(input);
    case Opcode::kInput:
    case Opcode::kConstant:
    case Opcode::kLinear:
    case Opcode::kMultiply:
    case Opcode::kRelu:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
    case Opcode::kLookup:
      break;
  }
  return std::nullopt;
}

bool simplify_bits(CombLogic& logic, const PassContext& context) {
  return rebuild(logic, [&](const RuleInput& input) { return simplified_bits(input, *context.device); });
}

}  // namespace wirefold
