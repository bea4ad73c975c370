// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/canonical_builder.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "wirefold/ir/ranges.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

bool operand_before(const Use& a, const Use& b) {
  return std::tie(a.value, a.shift, a.negate) < std::tie(b.value, b.shift, b.negate);
}

int least_shift(std::span<const Use> uses) {
  int shift = uses[0].shift;
  for (const Use& use : uses) shift = std::min(shift, use.shift);
  return shift;
}

// x ^ x is 0.
void cancel_pairs(std::vector<Use>& operands) {
  std::vector<Use> rest;
  for (const Use& use : operands) {
    if (!rest.empty() && rest.back() == use) {
      rest.pop_back();
    } else {
      rest.push_back(use);
    }
  }
  operands = std::move(rest);
}

// Adds up terms of one value as long as the result is one shifted term. x + x may make a term that meets another one,
// so this goes on until nothing meets.
void join_terms(std::vector<Use>& terms) {
  std::vector<Use> joined;
  do {
    std::sort(terms.begin(), terms.end(), operand_before);
    const auto meets_next = [](const Use& a, const Use& b) { return a.value == b.value && a.shift == b.shift; };
    if (std::adjacent_find(terms.begin(), terms.end(), meets_next) == terms.end()) return;
    joined.clear();
    for (const Use& term : terms) {
      const bool meets = !joined.empty() && joined.back().value == term.value && joined.back().shift == term.shift;
      if (!meets) {
        joined.push_back(term);
      } else if (joined.back().negate == term.negate) {
        ++joined.back().shift;
      } else {
        joined.pop_back();
      }
    }
    std::swap(terms, joined);
  } while (terms.size() != joined.size());
}

}  // namespace

std::optional<Dyadic> CanonicalBuilder::number(const Use& use) const {
  if (!graph().interval(use.value).is_point()) return std::nullopt;
  return apply_use(use, graph().interval(use.value).low_value());
}

bool CanonicalBuilder::is_bit(const Use& use) const {
  return use.shift == 0 && !use.negate && Interval{0, 1, 0}.contains(graph().interval(use.value));
}

bool CanonicalBuilder::is_copied(const OperationKey& key) const {
  return copied_.operation != nullptr && key.opcode == copied_.operation->opcode &&
         std::equal(key.operands.begin(), key.operands.end(), copied_.operands.begin(), copied_.operands.end()) &&
         key.attribute == OperationKey::of(*copied_.from, *copied_.operation).attribute;
}

// The value of `key`, made by `make` where it is new.
template <class Make>
ValueId CanonicalBuilder::interned(const OperationKey& key, Make make) {
  const ValueId known = table_.find(key);
  if (known != kNoValue) return known;
  const ValueId made = is_copied(key) ? builder_.copy(*copied_.from, *copied_.operation, key.operands) : make();
  table_.add(made);
  return made;
}

Use CanonicalBuilder::constant(const Dyadic& value, const Location& at) {
  return {interned({Opcode::kConstant, {}, &value}, [&] { return builder_.constant(value, at); })};
}

ValueId CanonicalBuilder::linear(const std::vector<Use>& operands, const Matrix& matrix, const Location& at) {
  return interned({Opcode::kLinear, operands, &matrix}, [&] { return builder_.linear(operands, matrix, at); });
}

// Takes the constants out of `terms` and returns their sum.
Dyadic CanonicalBuilder::collect_terms(std::vector<Use>& terms) const {
  Dyadic bias;
  std::erase_if(terms, [&](const Use& term) {
    const auto known = number(term);
    if (known) bias = bias + *known;
    return known.has_value();
  });
  join_terms(terms);
  return bias;
}

ValueId CanonicalBuilder::interned_sum(const std::vector<Use>& terms, const Location& at) {
  return interned({Opcode::kSum, terms, {}}, [&] { return builder_.sum(terms, at); });
}

// The value of -(terms + bias), where that is there already.
ValueId CanonicalBuilder::find_negated_sum(const std::vector<Use>& terms, const Dyadic& bias) {
  std::vector<Use>& negated = negated_;
  negated.clear();
  for (const Use& term : terms) negated.push_back(compose(term, 0, true));
  if (!bias.is_zero()) {
    const Dyadic number = -bias;
    const ValueId value = table_.find({Opcode::kConstant, {}, &number});
    if (value == kNoValue) return kNoValue;
    negated.push_back({value});
  }
  return table_.find({Opcode::kSum, negated, {}});
}

Use CanonicalBuilder::sum(std::vector<Use> terms, const Location& at) {
  Dyadic bias = collect_terms(terms);
  if (terms.empty()) return constant(bias, at);
  if (terms.size() == 1 && bias.is_zero()) return terms[0];
  const int shift = least_shift(terms);
  const bool all_negated = (bias.is_zero() || bias.is_negative()) &&
                           std::all_of(terms.begin(), terms.end(), [](const Use& term) { return term.negate; });
  for (Use& term : terms) term = compose(term, -shift, all_negated);
  bias = scaled(all_negated ? -bias : bias, -shift);
  // y - x is known as -(x - y) if that is there already; a new one keeps the sign that the user wrote.
  const ValueId opposite = find_negated_sum(terms, bias);
  if (opposite != kNoValue) return {opposite, shift, !all_negated};
  if (!bias.is_zero()) terms.push_back(constant(bias, at));
  return {interned_sum(terms, at), shift, all_negated};
}

// By a power of two it is a shift.
Use CanonicalBuilder::multiply(const Use& a, const Use& b, const Location& at) {
  for (const auto& [factor, x] : {std::pair{a, b}, std::pair{b, a}}) {
    const auto known = number(factor);
    if (known && known->mantissa() * known->mantissa() == Integer(1)) {
      return compose(x, known->exponent(), known->is_negative());
    }
  }
  std::array<Use, 2> factors = {Use{a.value}, Use{b.value}};
  if (operand_before(factors[1], factors[0])) std::swap(factors[0], factors[1]);
  const ValueId product =
      interned({Opcode::kMultiply, factors, {}}, [&] { return builder_.multiply(factors[0], factors[1], at); });
  return {product, a.shift + b.shift, a.negate != b.negate};
}

Use CanonicalBuilder::quantize(const Use& x, const Quantizer& quantizer, const Location& at) {
  if (is_identity(interval(x), quantizer)) return x;
  return {interned({Opcode::kQuantize, {&x, 1}, &quantizer}, [&] { return builder_.quantize(x, quantizer, at); })};
}

Use CanonicalBuilder::relu(Use x, const Format* format, const Location& at) {
  const bool never_negative = !interval(x).low.is_negative();
  if (never_negative && (format == nullptr || is_identity(interval(x), {.format = *format}))) return x;
  const int shift = format == nullptr ? std::exchange(x.shift, 0) : 0;
  const auto make = [&] { return format == nullptr ? builder_.relu(x, at) : builder_.relu(x, *format, at); };
  return {interned({Opcode::kRelu, {&x, 1}, format}, make), shift, false};
}

Use CanonicalBuilder::extremum(Opcode opcode, std::vector<Use> operands, const Location& at) {
  std::sort(operands.begin(), operands.end(), operand_before);
  operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
  if (operands.size() == 1) return operands[0];
  return {interned({opcode, operands, {}}, [&] {
    return opcode == Opcode::kMaximum ? builder_.maximum(operands, at) : builder_.minimum(operands, at);
  })};
}

Use CanonicalBuilder::select(const Use& bit, const Use& when_one, const Use& when_zero, const Location& at) {
  if (const auto known = number(bit)) return known->is_zero() ? when_zero : when_one;
  if (when_one == when_zero) return when_one;
  // -x is 1 where x is negative.
  const std::array operands = {bit.negate ? less_than({bit.value}, Dyadic(0), at) : bit, when_one, when_zero};
  return {interned({Opcode::kSelect, operands, {}},
                   [&] { return builder_.select(operands[0], operands[1], operands[2], at); })};
}

// Of a negated value, -v < b, it is known whether v is at least the next number above -b.
Use CanonicalBuilder::less_than(const Use& x, const Dyadic& constant, const Location& at) {
  const Use plain{x.value};
  Dyadic bound = scaled(constant, -x.shift);
  if (x.negate) bound = Dyadic((-bound).floor_to_grid(interval(plain).exponent) + 1, interval(plain).exponent);
  if (const Interval known = less_than_range(interval(plain), bound); known.is_point()) {
    return this->constant(Dyadic(known.is_zero() == x.negate ? 1 : 0), at);
  }
  const Use less{
      interned({Opcode::kLessThan, {&plain, 1}, &bound}, [&] { return builder_.less_than(plain, bound, at); })};
  return x.negate ? inverse(less, at) : less;
}

Use CanonicalBuilder::equal(const Use& x, const Dyadic& constant, const Location& at) {
  const Dyadic wanted = scaled(constant, -x.shift);
  const Use plain{x.value};
  const Dyadic sought = x.negate ? -wanted : wanted;
  if (const Interval known = equal_range(interval(plain), sought); known.is_point()) {
    return this->constant(known.low_value(), at);
  }
  return {interned({Opcode::kEqual, {&plain, 1}, &sought}, [&] { return builder_.equal(plain, sought, at); })};
}

// The common power of two of the operands moves behind the operation; equal operands meet.
Use CanonicalBuilder::bitwise(Opcode opcode, std::vector<Use> operands, const Location& at) {
  std::optional<Dyadic> known = combine_constants(opcode, operands);
  if (known && known->is_zero() && opcode != Opcode::kAnd) known.reset();
  if (known && known->is_zero()) return constant(Dyadic(0), at);
  std::sort(operands.begin(), operands.end(), operand_before);
  if (opcode == Opcode::kXor) {
    cancel_pairs(operands);
  } else {
    operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
  }
  if (operands.empty()) return constant(known.value_or(Dyadic(0)), at);
  if (operands.size() == 1 && !known) return operands[0];
  const int shift = least_shift(operands);
  for (Use& use : operands) use.shift -= shift;
  if (known) operands.push_back(constant(scaled(*known, -shift), at));
  return {interned({opcode, operands, {}}, [&] { return builder_.bitwise(opcode, operands, at); }), shift, false};
}

// Takes the constants out of `operands` and combines them; nothing where there are none.
std::optional<Dyadic> CanonicalBuilder::combine_constants(Opcode opcode, std::vector<Use>& operands) const {
  std::optional<Dyadic> total;
  std::erase_if(operands, [&](const Use& use) {
    const auto known = number(use);
    if (known) total = total ? wirefold::bitwise(opcode, *total, *known) : *known;
    return known.has_value();
  });
  return total;
}

Use CanonicalBuilder::lookup(const Use& x, const TablePointer& table, const Location& at) {
  return {interned({Opcode::kLookup, {&x, 1}, table.get()}, [&] { return builder_.lookup(x, table, at); })};
}

Use CanonicalBuilder::inverse(const Use& bit, const Location& at) {
  return bitwise(Opcode::kXor, {bit, constant(Dyadic(1), at)}, at);
}

}  // namespace wirefold
