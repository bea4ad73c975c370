// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/graph.h"

#include <algorithm>

namespace wirefold {
namespace {

bool same_attribute(const CombLogic& a, const Operation& x, const CombLogic& b, const Operation& y) {
  switch (x.opcode) {
    case Opcode::kInput:
      return a.input_format(x) == b.input_format(y);
    case Opcode::kConstant:
    case Opcode::kLessThan:
    case Opcode::kEqual:
      return a.constant(x) == b.constant(y);
    case Opcode::kLinear:
      return a.matrix(x) == b.matrix(y);
    case Opcode::kQuantize:
      return a.quantizer(x) == b.quantizer(y);
    case Opcode::kLookup:
      return a.table(x) == b.table(y);
    case Opcode::kRelu: {
      const Format* first = a.relu_format(x);
      const Format* second = b.relu_format(y);
      return first == nullptr || second == nullptr ? first == second : *first == *second;
    }
    case Opcode::kSum:
    case Opcode::kMultiply:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
    case Opcode::kSelect:
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      return true;
  }
  return false;
}

}  // namespace

bool operator==(const CombLogic& a, const CombLogic& b) {
  if (a.name_ != b.name_ || a.operations_.size() != b.operations_.size() || a.intervals_ != b.intervals_ ||
      a.inputs_ != b.inputs_ || a.outputs_ != b.outputs_ || a.named_tensors_ != b.named_tensors_) {
    return false;
  }
  return std::equal(
      a.operations_.begin(), a.operations_.end(), b.operations_.begin(), [&](const Operation& x, const Operation& y) {
        const auto first = a.operands(x);
        const auto second = b.operands(y);
        return x.opcode == y.opcode && x.first_result == y.first_result && x.result_count == y.result_count &&
               a.location(x) == b.location(y) && std::equal(first.begin(), first.end(), second.begin(), second.end()) &&
               same_attribute(a, x, b, y);
      });
}

}  // namespace wirefold
