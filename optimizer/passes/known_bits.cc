// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/known_bits.h"

#include <algorithm>
#include <utility>

namespace wirefold {
namespace {

using Known = std::optional<KnownBits>;

std::uint64_t ones(int count) { return count <= 0 ? 0 : ~std::uint64_t{0} >> (64 - std::min(count, 64)); }

// All that an interval tells.
Known of_interval(const Interval& x) {
  if (x.low.is_negative()) return std::nullopt;
  const unsigned bits = x.high.bit_length();
  if (bits > KnownBits::kMostBits) return std::nullopt;
  if (!x.is_point()) return KnownBits{ones(static_cast<int>(bits)), 0, x.exponent};
  const auto value = static_cast<std::uint64_t>(x.low.to_int64());
  return KnownBits{value, value, x.exponent};
}

// Both hold of one value.
KnownBits both(const KnownBits& a, const KnownBits& b) {
  const auto pair = aligned(a, b);
  if (!pair) return a;
  return {pair->first.may & pair->second.may, pair->first.must | pair->second.must, pair->first.exponent};
}

Known joined(Opcode opcode, const Known& a, const Known& b) {
  if (opcode == Opcode::kAnd && (!a || !b)) {
    // A number that is never negative masks any other.
    if (!a && !b) return std::nullopt;
    return KnownBits{(a ? a : b)->may, 0, (a ? a : b)->exponent};
  }
  if (!a || !b) return std::nullopt;
  const auto pair = aligned(*a, *b);
  if (!pair) return std::nullopt;
  const auto& [x, y] = *pair;
  if (opcode == Opcode::kAnd) return KnownBits{x.may & y.may, x.must & y.must, x.exponent};
  if (opcode == Opcode::kOr) return KnownBits{x.may | y.may, x.must | y.must, x.exponent};
  return KnownBits{(x.may | y.may) & ~(x.must & y.must), (x.must & ~y.may) | (y.must & ~x.may), x.exponent};
}

}  // namespace

KnownBits KnownBits::within(int low, int high) const {
  const auto below = [&](int place) { return ones(std::clamp(place - exponent, 0, 64)); };
  const std::uint64_t window = below(high) & ~below(low);
  return {may & window, must & window, exponent};
}

std::optional<std::pair<KnownBits, KnownBits>> aligned(const KnownBits& a, const KnownBits& b) {
  // A zero lies on every grid.
  const int exponent = a.is_zero() ? b.exponent : b.is_zero() ? a.exponent : std::min(a.exponent, b.exponent);
  const auto fits = [&](const KnownBits& x) {
    return x.is_zero() || (x.exponent - exponent < KnownBits::kMostBits &&
                           x.may >> (KnownBits::kMostBits - (x.exponent - exponent)) == 0);
  };
  if (!fits(a) || !fits(b)) return std::nullopt;
  const auto raised = [&](const KnownBits& x) {
    if (x.is_zero()) return KnownBits{0, 0, exponent};
    return KnownBits{x.may << (x.exponent - exponent), x.must << (x.exponent - exponent), exponent};
  };
  return std::pair{raised(a), raised(b)};
}

std::optional<KnownBits> KnownBitsTable::of(const Use& use) {
  of_value(use.value);
  return of_use(use);
}

Known KnownBitsTable::of_value(ValueId value) {
  while (known_.size() <= value) {
    const auto next = static_cast<ValueId>(known_.size());
    const Known from_interval = of_interval(logic_.interval(next));
    if (!from_interval) {
      known_.push_back(std::nullopt);
      continue;
    }
    const Known from_operation = derived(logic_.definition(next));
    known_.push_back(from_operation ? both(*from_interval, *from_operation) : *from_interval);
  }
  return known_[value];
}

Known KnownBitsTable::of_use(const Use& use) const {
  const Known& known = known_[use.value];
  if (!known || (use.negate && !known->is_zero())) return std::nullopt;
  return KnownBits{known->may, known->must, known->exponent + use.shift};
}

// Of a result that is never negative.
Known KnownBitsTable::derived(const Operation& operation) const {
  switch (operation.opcode) {
    case Opcode::kSum:
      return of_sum(operation);
    case Opcode::kQuantize:
      if (!logic_.quantizer(operation).is_bit_drop()) return std::nullopt;
      return of_window(logic_.operands(operation)[0], logic_.quantizer(operation).format);
    case Opcode::kRelu: {
      const Use& x = logic_.operands(operation)[0];
      const Format* format = logic_.relu_format(operation);
      return format == nullptr ? of_use(x) : of_window(x, *format);
    }
    case Opcode::kSelect:
      return of_select(operation);
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      return of_bitwise(operation);
    case Opcode::kInput:
    case Opcode::kConstant:
    case Opcode::kLinear:
    case Opcode::kMultiply:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
    case Opcode::kLessThan:
    case Opcode::kEqual:
    case Opcode::kLookup:
      break;
  }
  return std::nullopt;
}

Known KnownBitsTable::of_bitwise(const Operation& operation) const {
  const auto operands = logic_.operands(operation);
  Known total = of_use(operands[0]);
  for (const Use& use : operands.subspan(1)) total = joined(operation.opcode, total, of_use(use));
  return total;
}

// Terms without a bit in common are set side by side.
Known KnownBitsTable::of_sum(const Operation& operation) const {
  const auto terms = logic_.operands(operation);
  Known total = of_use(terms[0]);
  for (const Use& term : terms.subspan(1)) {
    const Known next = of_use(term);
    if (!total || !next) return std::nullopt;
    const auto pair = aligned(*total, *next);
    if (!pair || (pair->first.may & pair->second.may) != 0) return std::nullopt;
    total = joined(Opcode::kOr, total, next);
  }
  return total;
}

// The bits of x that a format keeps. The result is never negative, so a sign bit of the format is not set.
Known KnownBitsTable::of_window(const Use& x, const Format& format) const {
  const Known known = of_use(x);
  if (!known) return std::nullopt;
  return known->within(-format.fraction_bits, format.integer_bits);
}

Known KnownBitsTable::of_select(const Operation& operation) const {
  const auto operands = logic_.operands(operation);
  const Known a = of_use(operands[1]);
  const Known b = of_use(operands[2]);
  if (!a || !b) return std::nullopt;
  const auto pair = aligned(*a, *b);
  if (!pair) return std::nullopt;
  return KnownBits{pair->first.may | pair->second.may, pair->first.must & pair->second.must, pair->first.exponent};
}

}  // namespace wirefold
