// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/traced_bits.h"

#include "wirefold/dsl/trace.h"
#include "wirefold/ir/ranges.h"

namespace wirefold {
namespace {

const Interval kTruthValues{0, 1, 0};

}  // namespace

Use TracedBits::truth(const Use& x) {
  // Shifts and signs do not change whether a value is zero.
  if (kTruthValues.contains(builder_.graph().interval(x.value))) return {x.value};
  return inverted({builder_.equal({x.value}, Dyadic(), location_)});
}

Use TracedBits::inverted(const Use& bit) {
  if (!one_) one_ = number(Dyadic(1));
  const Use operands[] = {bit, *one_};
  return {builder_.bitwise(Opcode::kXor, operands, location_)};
}

Use TracedBits::less(const Use& x, const Use& y) {
  if (const std::optional<Dyadic> number = constant_of(builder_.graph(), y)) {
    return {builder_.less_than(x, *number, location_)};
  }
  if (const std::optional<Dyadic> number = constant_of(builder_.graph(), x)) {
    return {builder_.less_than(compose(y, 0, true), -*number, location_)};
  }
  const Use difference[] = {x, compose(y, 0, true)};
  return {builder_.less_than({builder_.sum(difference, location_)}, Dyadic(), location_)};
}

Use TracedBits::equal(const Use& x, const Use& y) {
  if (const std::optional<Dyadic> number = constant_of(builder_.graph(), y)) {
    return {builder_.equal(x, *number, location_)};
  }
  if (const std::optional<Dyadic> number = constant_of(builder_.graph(), x)) {
    return {builder_.equal(y, *number, location_)};
  }
  const Use difference[] = {x, compose(y, 0, true)};
  return {builder_.equal({builder_.sum(difference, location_)}, Dyadic(), location_)};
}

Use TracedBits::select(const Use& bit, const Use& when_one, const Use& when_zero) {
  const Interval interval = builder_.graph().interval(bit);
  if (interval.is_point()) return interval.is_zero() ? when_zero : when_one;
  if (when_one == when_zero) return when_one;
  return {builder_.select(bit, when_one, when_zero, location_)};
}

Use TracedBits::bitwise(Opcode opcode, std::span<const Use> operands) {
  return operands.size() == 1 ? operands[0] : Use{builder_.bitwise(opcode, operands, location_)};
}

Use TracedBits::bit(const Use& x, int position) {
  const Use picked{builder_.quantize(x, {.format = {false, position + 1, -position}}, location_)};
  return compose(picked, -position, false);
}

Use TracedBits::read(const Use& x, const Format& format) {
  const Quantizer quantizer{.format = format};
  if (is_identity(builder_.graph().interval(x), quantizer)) return x;
  return {builder_.quantize(x, quantizer, location_)};
}

Dyadic all_ones(const Format& format) {
  if (format.is_zero()) return {};
  if (format.is_signed) return -Dyadic(Integer(1), -format.fraction_bits);
  return Interval::of(format).high_value();
}

}  // namespace wirefold
