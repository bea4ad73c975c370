// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/alir_slots.h"

#include <algorithm>
#include <limits>

#include "wirefold/ir/error.h"
#include "wirefold/ir/ranges.h"

namespace wirefold {
namespace {

constexpr int kMagnitudeBits = 63;  // of the interpreters' lanes
constexpr int kDoubleBits = 53;     // of inputs, outputs and constants
constexpr int kMaxPoint = 127;      // binary points are held in a byte
// The formats of longer ranges come out wrong where they are derived in float32 (inventory, S13), unless the range is
// that of the whole format.
constexpr unsigned kSafeRangeBits = 22;

Integer raised(const Integer& value, int from, int to) { return value << static_cast<unsigned>(from - to); }

Interval whole(const Format& format) {
  const auto magnitude = static_cast<unsigned>(format.integer_bits + format.fraction_bits);
  const Integer limit = Integer::power_of_two(magnitude);
  return {format.is_signed ? -limit : Integer(0), limit - 1, -format.fraction_bits};
}

// The numbers of `range` that also lie in `known`, on the grid of `range`.
Interval narrowed(Interval range, const Interval& known) {
  range.low = std::max(range.low, -(-known.low_value()).floor_to_grid(range.exponent));
  range.high = std::min(range.high, known.high_value().floor_to_grid(range.exponent));
  check_internal(range.low <= range.high, "a slot without values");
  return range;
}

Interval transformed_range(Interval range, int shift, bool negate) {
  range.exponent += shift;
  if (negate) {
    std::swap(range.low, range.high);
    range.low = -range.low;
    range.high = -range.high;
  }
  return range;
}

Format scaled(const Format& format, int shift) {
  return {format.is_signed, format.integer_bits + shift, format.fraction_bits - shift};
}

bool wraps(AlirOpcode opcode) {
  return opcode == AlirOpcode::kInput || opcode == AlirOpcode::kQuantize || opcode == AlirOpcode::kSelect;
}

}  // namespace

Interval alir_range(const AlirProgram& program, const Use& use) {
  return transformed_range(program.operations[use.value].range, use.shift, use.negate);
}

void AlirSlots::refuse(const std::string& problem) const {
  throw UnsupportedError(limits_.function, origin_ + " " + problem, location_);
}

void AlirSlots::check_format(const AlirOperation& operation) const {
  const Format format = operation.range.format();
  const std::string width = std::to_string(format.width());
  if (format.integer_bits + format.fraction_bits > kMagnitudeBits) {
    refuse("needs " + width + " bits, " + std::string(limits_.peer) + " computes in 64; quantize it to fewer bits");
  }
  if (wraps(operation.opcode) && format.is_signed && format.width() > limits_.widest_signed_wrap) {
    refuse("needs " + width + " bits, " + std::string(limits_.peer) + " wraps signed numbers of " +
           std::to_string(limits_.widest_signed_wrap) + " bits at most");
  }
  if (operation.opcode == AlirOpcode::kInput && format.width() > kDoubleBits) {
    refuse("reads " + width + " bits, " + std::string(limits_.peer) + " reads doubles of 53 bits");
  }
  if (std::abs(format.integer_bits) > kMaxPoint || std::abs(format.fraction_bits) > kMaxPoint) {
    refuse("has " + std::to_string(format.integer_bits) + " integer and " + std::to_string(format.fraction_bits) +
           " fraction bits, " + std::string(limits_.peer) + " holds them in a byte");
  }
}

// Operands are aligned in 64 bits before they meet.
void AlirSlots::check_alignment(const Interval& operand, int exponent) const {
  const Format format = operand.format();
  if (!format.is_zero() && format.integer_bits - exponent > kMagnitudeBits) {
    refuse("aligns an operand to " + std::to_string(format.integer_bits - exponent + 1) + " bits, " +
           std::string(limits_.peer) + " computes in 64");
  }
}

Use AlirSlots::fill(AlirOperation operation, const Interval& natural, const Use& view, const Interval* known) {
  operation.range = natural;
  if (known != nullptr) {
    // What is known of the value, seen from the slot.
    operation.range = narrowed(natural, transformed_range(*known, -view.shift, view.negate));
  }
  const Format format = operation.range.format();
  const auto bits = std::max(operation.range.low.bit_length(), operation.range.high.bit_length());
  check_format(operation);
  if (bits > kSafeRangeBits) operation.range = whole(format);
  const bool is_adder = operation.opcode == AlirOpcode::kSum || operation.opcode == AlirOpcode::kMultiply;
  for (const Use& use : operation.operands) {
    operation.latency = std::max(operation.latency, program_.operations[use.value].latency);
  }
  operation.latency += is_adder ? 1 : 0;
  operation.cost = is_adder ? std::max(format.width(), 0) : 0;
  program_.operations.push_back(std::move(operation));
  return {static_cast<ValueId>(program_.operations.size() - 1), view.shift, view.negate};
}

Use AlirSlots::input(std::uint32_t number, const Format& format) {
  return fill({.opcode = AlirOpcode::kInput, .operands = {}, .constant = {}, .number = number, .range = {}},
              whole(format), {}, nullptr);
}

Use AlirSlots::constant(const Dyadic& value) {
  if (value.mantissa().bit_length() > static_cast<unsigned>(kDoubleBits)) {
    refuse("holds the constant " + value.to_string() + ", " + std::string(limits_.peer) + " holds doubles of 53 bits");
  }
  return fill({.opcode = AlirOpcode::kConstant, .operands = {}, .constant = value, .range = {}}, Interval::point(value),
              {}, nullptr);
}

Use AlirSlots::plain(const Use& x) {
  if (!x.negate) return x;
  const Interval range = transformed_range(program_.operations[x.value].range, 0, true);
  const Use slot{x.value, 0, true};
  const AlirOpcode opcode = limits_.negates_operands ? AlirOpcode::kQuantize : AlirOpcode::kSum;
  return fill({.opcode = opcode, .operands = {slot}, .constant = {}, .range = {}}, range, {0, x.shift, false}, nullptr);
}

Use AlirSlots::sum(Use a, Use b, const Interval* known) {
  if (program_.operations[a.value].range.is_zero()) return b;
  if (program_.operations[b.value].range.is_zero()) return a;
  if (a.negate && !b.negate) std::swap(a, b);
  const Use second{b.value, b.shift - a.shift, b.negate != a.negate};
  const Interval x = program_.operations[a.value].range;
  const Interval y = alir_range(program_, second);
  const int exponent = std::min(x.exponent, y.exponent);
  check_alignment(x, exponent);
  check_alignment(y, exponent);
  const Interval range{raised(x.low, x.exponent, exponent) + raised(y.low, y.exponent, exponent),
                       raised(x.high, x.exponent, exponent) + raised(y.high, y.exponent, exponent), exponent};
  return fill({.opcode = AlirOpcode::kSum, .operands = {{a.value}, second}, .constant = {}, .range = {}}, range,
              {0, a.shift, a.negate}, known);
}

Use AlirSlots::sum(const Use& x, const Dyadic& constant, const Interval* known) {
  if (constant.is_zero()) return x;
  const Dyadic added = scaled(x.negate ? -constant : constant, -x.shift);
  if (added.mantissa().bit_length() > static_cast<unsigned>(kDoubleBits)) {
    refuse("adds the constant " + constant.to_string() + ", " + std::string(limits_.peer) +
           " holds doubles of 53 bits");
  }
  const Interval from = program_.operations[x.value].range;
  const int exponent = from.is_zero() ? added.exponent() : std::min(from.exponent, added.exponent());
  const Integer offset = added.on_grid(exponent);
  check_alignment(from, exponent);
  check_alignment(Interval::point(added), exponent);
  const Interval range{raised(from.low, from.is_zero() ? exponent : from.exponent, exponent) + offset,
                       raised(from.high, from.is_zero() ? exponent : from.exponent, exponent) + offset, exponent};
  return fill({.opcode = AlirOpcode::kSum, .operands = {{x.value}}, .constant = added, .range = {}}, range,
              {0, x.shift, x.negate}, known);
}

Use AlirSlots::multiply(const Use& a, const Use& b, const Interval* known) {
  const Interval& x = program_.operations[a.value].range;
  const Interval& y = program_.operations[b.value].range;
  const auto [low, high] = std::minmax({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high});
  const Interval range{low, high, x.exponent + y.exponent};
  return fill({.opcode = AlirOpcode::kMultiply, .operands = {{a.value}, {b.value}}, .constant = {}, .range = {}}, range,
              {0, a.shift + b.shift, a.negate != b.negate}, known);
}

// The format of an operation that wraps `operand`. The interpreters do not refine a grid, and what lies below the grid
// of the operand is zero anyway.
Format AlirSlots::wrap_format(const Use& operand, const Format& format) const {
  Format seen = scaled(format, -operand.shift);
  const Interval& slot = program_.operations[operand.value].range;
  if (!slot.is_zero()) seen.fraction_bits = std::min(seen.fraction_bits, -slot.exponent);
  return seen;
}

Use AlirSlots::quantize(const Use& x, const Format& format, const Interval* known) {
  const Use operand = limits_.negates_operands ? x : plain(x);
  const Format seen = wrap_format(operand, format);
  if (seen.is_zero()) return constant(0);
  return fill(
      {.opcode = AlirOpcode::kQuantize, .operands = {{operand.value, 0, operand.negate}}, .constant = {}, .range = {}},
      whole(seen), {0, operand.shift, false}, known);
}

Use AlirSlots::relu(const Use& x, const Format* format, const Interval* known) {
  const Use operand = limits_.negates_operands ? x : plain(x);
  Interval range = alir_range(program_, {operand.value, 0, operand.negate});
  range.low = std::max(range.low, Integer(0));
  range.high = std::max(range.high, Integer(0));
  if (format != nullptr) {
    const Format seen = wrap_format(operand, *format);
    if (seen.is_zero()) return constant(0);
    range = whole(seen);
  }
  return fill(
      {.opcode = AlirOpcode::kRelu, .operands = {{operand.value, 0, operand.negate}}, .constant = {}, .range = {}},
      range, {0, operand.shift, false}, known);
}

Use AlirSlots::select(const Use& bit, Use when_one, Use when_zero, const Interval* known) {
  // The condition of a peer is the top bit of a format, so the format has to be that of a bit.
  const Use condition =
      Interval{0, 1, 0}.contains(alir_range(program_, bit)) ? bit : quantize(bit, {false, 1, 0}, nullptr);
  const bool one_is_zero = program_.operations[when_one.value].range.is_zero();
  const bool zero_is_zero = program_.operations[when_zero.value].range.is_zero();
  if (one_is_zero) when_one = {when_one.value, when_zero.shift, when_zero.negate};
  if (zero_is_zero) when_zero = {when_zero.value, when_one.shift, when_one.negate};
  const bool differs = when_one.negate != when_zero.negate;
  if (differs && !limits_.negates_operands) {
    when_one = plain(when_one);
    when_zero = plain(when_zero);
  }
  const Use second{when_zero.value, when_zero.shift - when_one.shift, when_zero.negate != when_one.negate};
  const Interval x = program_.operations[when_one.value].range;
  const Interval y = alir_range(program_, second);
  const int exponent = one_is_zero ? y.exponent : (zero_is_zero ? x.exponent : std::min(x.exponent, y.exponent));
  check_alignment(x, exponent);
  check_alignment(y, exponent);
  const auto on_grid = [&](const Interval& range, const Integer& bound) {
    return range.is_zero() ? Integer(0) : raised(bound, range.exponent, exponent);
  };
  const Interval range{std::min(on_grid(x, x.low), on_grid(y, y.low)), std::max(on_grid(x, x.high), on_grid(y, y.high)),
                       exponent};
  return fill({.opcode = AlirOpcode::kSelect,
               .operands = {{condition.value}, {when_one.value}, second},
               .constant = {},
               .range = {}},
              range, {0, when_one.shift, when_one.negate}, known);
}

Use AlirSlots::is_negative(const Use& x) {
  const Use operand = plain(x);
  // A slot may be known better than the value of ours: the entries that a table gives are known one by one here.
  const Interval& range = program_.operations[operand.value].range;
  if (!range.low.is_negative()) return constant(0);
  if (range.high.is_negative()) return constant(1);
  const Format format = range.format();
  const int weight = format.integer_bits;
  return fill({.opcode = AlirOpcode::kQuantize, .operands = {{operand.value}}, .constant = {}, .range = {}},
              Interval{0, 1, weight}, {0, -weight, false}, nullptr);
}

Use AlirSlots::any_bit(const Use& x) {
  return fill({.opcode = AlirOpcode::kAnyBit, .operands = {{x.value}}, .constant = {}, .range = {}}, Interval{0, 1, 0},
              {}, nullptr);
}

Use AlirSlots::inverted(const Use& bit) {
  return fill({.opcode = AlirOpcode::kComplement, .operands = {{bit.value}}, .constant = {}, .range = {}},
              Interval{0, 1, 0}, {}, nullptr);
}

Use AlirSlots::bitwise(AlirOpcode opcode, Use a, Use b, const Interval* known) {
  const bool a_is_zero = program_.operations[a.value].range.is_zero();
  if (a_is_zero || program_.operations[b.value].range.is_zero()) {
    return opcode == AlirOpcode::kAnd ? constant(0) : (a_is_zero ? b : a);
  }
  if (!limits_.negates_operands) {
    a = plain(a);
    b = plain(b);
  }
  const Use first{a.value, 0, a.negate};
  const Use second{b.value, b.shift - a.shift, b.negate};
  const Interval x = alir_range(program_, first);
  const Interval y = alir_range(program_, second);
  const int exponent = std::min(x.exponent, y.exponent);
  check_alignment(x, exponent);
  check_alignment(y, exponent);
  const Format f = x.format();
  const Format g = y.format();
  const Format format{f.is_signed || g.is_signed, std::max(f.integer_bits, g.integer_bits), -exponent};
  return fill({.opcode = opcode, .operands = {first, second}, .constant = {}, .range = {}}, whole(format),
              {0, a.shift, false}, known);
}

std::uint32_t AlirSlots::table_number(AlirTable table) {
  const auto known = std::find(program_.tables.begin(), program_.tables.end(), table);
  if (known != program_.tables.end()) return static_cast<std::uint32_t>(known - program_.tables.begin());
  program_.tables.push_back(std::move(table));
  return static_cast<std::uint32_t>(program_.tables.size() - 1);
}

Use AlirSlots::lookup(const Use& x, const Table& table) {
  const Use operand = plain(x);
  const Interval& slot = program_.operations[operand.value].range;
  AlirTable entries{{}, table.exponent()};
  for (Integer n = slot.low; n <= slot.high; n += 1) {
    const Integer& entry = table.entries()[table.pattern_of(Dyadic(n, slot.exponent + operand.shift))];
    if (entry.bit_length() > 31) {
      refuse("holds the entry " + entry.to_string() + ", " + std::string(limits_.peer) + " holds tables of 32 bits");
    }
    entries.entries.push_back(static_cast<std::int32_t>(entry.to_int64()));
  }
  const auto [low, high] = std::minmax_element(entries.entries.begin(), entries.entries.end());
  const Interval range{Integer(*low), Integer(*high), table.exponent()};
  const std::uint32_t number = table_number(std::move(entries));
  return fill(
      {.opcode = AlirOpcode::kLookup, .operands = {{operand.value}}, .constant = {}, .number = number, .range = {}},
      range, {}, nullptr);
}

void AlirSlots::add_output(const Use& x) {
  const Format format = program_.operations[x.value].range.format();
  if (format.width() > kDoubleBits) {
    refuse("has " + std::to_string(format.width()) + " bits, " + std::string(limits_.peer) +
           " gives doubles of 53 bits");
  }
  program_.outputs.push_back(format.is_zero() ? Use{} : x);
}

}  // namespace wirefold
