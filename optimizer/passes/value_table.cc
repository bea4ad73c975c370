// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/value_table.h"

#include <algorithm>
#include <type_traits>

namespace wirefold {
namespace {

// The finalizer of MurmurHash3 (Appleby), which spreads every bit.
std::uint64_t mixed(std::uint64_t hash) {
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDULL;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53ULL;
  return hash ^ (hash >> 33);
}

std::uint64_t joined(std::uint64_t hash, std::uint64_t next) { return mixed(hash * 31 + next); }

std::uint64_t number(int value) { return static_cast<std::uint64_t>(static_cast<std::int64_t>(value)); }

std::uint64_t hash_of(const Dyadic& value) { return joined(value.mantissa().hash(), number(value.exponent())); }

std::uint64_t hash_of(const Format& format) {
  return joined(joined(format.is_signed ? 1 : 0, number(format.integer_bits)), number(format.fraction_bits));
}

std::uint64_t hash_of(const Quantizer& quantizer) {
  const std::uint64_t modes =
      static_cast<std::uint64_t>(quantizer.rounding) * 8 + static_cast<std::uint64_t>(quantizer.overflow);
  return joined(joined(hash_of(quantizer.format), modes), quantizer.divisor.hash());
}

std::uint64_t hash_of(const Matrix& matrix) {
  std::uint64_t hash = joined(matrix.rows, matrix.columns);
  for (const Dyadic& entry : matrix.entries) hash = joined(hash, hash_of(entry));
  return hash;
}

std::uint64_t hash_of(const Table& table) { return table.hash(); }

std::uint64_t hash_of(const OperationKey& key) {
  std::uint64_t hash = static_cast<std::uint64_t>(key.opcode);
  for (const Use& use : key.operands) {
    hash = joined(hash, (std::uint64_t{use.value} << 32) ^ (number(use.shift) << 1) ^ (use.negate ? 1 : 0));
  }
  const auto of_attribute = [](const auto& attribute) -> std::uint64_t {
    if constexpr (std::is_pointer_v<std::decay_t<decltype(attribute)>>) {
      return attribute == nullptr ? 1 : hash_of(*attribute);
    } else {
      return 0;
    }
  };
  return joined(hash, std::visit(of_attribute, key.attribute));
}

bool same_attribute(const OperationKey::Attribute& a, const OperationKey::Attribute& b) {
  if (a.index() != b.index()) return false;
  return std::visit(
      [&](const auto& first) {
        using Type = std::decay_t<decltype(first)>;
        if constexpr (std::is_pointer_v<Type>) {
          const Type second = std::get<Type>(b);
          return first == second || (first != nullptr && second != nullptr && *first == *second);
        } else {
          return true;
        }
      },
      a);
}

bool operator==(const OperationKey& a, const OperationKey& b) {
  return a.opcode == b.opcode &&
         std::equal(a.operands.begin(), a.operands.end(), b.operands.begin(), b.operands.end()) &&
         same_attribute(a.attribute, b.attribute);
}

}  // namespace

OperationKey OperationKey::of(const CombLogic& logic, const Operation& operation) {
  OperationKey key{operation.opcode, logic.operands(operation), {}};
  switch (operation.opcode) {
    case Opcode::kConstant:
    case Opcode::kLessThan:
    case Opcode::kEqual:
      key.attribute = &logic.constant(operation);
      break;
    case Opcode::kLinear:
      key.attribute = &logic.matrix(operation);
      break;
    case Opcode::kQuantize:
      key.attribute = &logic.quantizer(operation);
      break;
    case Opcode::kRelu:
      key.attribute = logic.relu_format(operation);
      break;
    case Opcode::kLookup:
      key.attribute = &logic.table(operation);
      break;
    case Opcode::kInput:
    case Opcode::kSum:
    case Opcode::kMultiply:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
    case Opcode::kSelect:
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      break;
  }
  return key;
}

ValueId ValueTable::find(const OperationKey& key) const {
  const std::uint64_t hash = hash_of(key);
  for (std::size_t place = hash & (slots_.size() - 1);; place = (place + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[place];
    if (slot.value == kNoValue) return kNoValue;
    if (slot.hash == hash && OperationKey::of(logic_, logic_.definition(slot.value)) == key) return slot.value;
  }
}

void ValueTable::add(ValueId first_result) {
  if (2 * (count_ + 1) > slots_.size()) grow();
  place({first_result, hash_of(OperationKey::of(logic_, logic_.definition(first_result)))});
  ++count_;
}

void ValueTable::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
  for (const Slot& slot : old) {
    if (slot.value != kNoValue) place(slot);
  }
}

void ValueTable::place(const Slot& slot) {
  std::size_t place = slot.hash & (slots_.size() - 1);
  while (slots_[place].value != kNoValue) place = (place + 1) & (slots_.size() - 1);
  slots_[place] = slot;
}

}  // namespace wirefold
