// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/alir_import.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <tuple>

#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/verifier.h"

namespace wirefold {
namespace {

// The smallest format whose values, wrapped, give every bit of both.
Format joined(const Format& a, const Format& b) {
  if (a.is_zero()) return b;
  if (b.is_zero()) return a;
  return {a.is_signed || b.is_signed, std::max(a.integer_bits, b.integer_bits),
          std::max(a.fraction_bits, b.fraction_bits)};
}

Format scaled(const Format& format, int shift) {
  if (format.is_zero()) return {};
  return {format.is_signed, format.integer_bits + shift, format.fraction_bits - shift};
}

class Import {
 public:
  Import(const AlirProgram& program, std::string_view function) : program_(program), function_(function) {}

  CombLogic run() {
    try {
      add_inputs();
      for (const AlirOperation& operation : program_.operations) {
        values_.push_back(value_of(operation));
        ++current_;
      }
    } catch (const IoError&) {
      throw;
    } catch (const UserError& error) {
      fail(error.what());
    } catch (const ContradictionError&) {
      fail("the ranges noted so far contradict each other");
    }
    add_outputs();
    CombLogic logic = builder_.finish();
    verify(logic);
    return logic;
  }

 private:
  [[noreturn]] void fail(const std::string& problem) const {
    throw IoError(function_, "operation " + std::to_string(current_) + ": " + problem);
  }

  // A port gives every bit that any operation reads of its input.
  void add_inputs() {
    std::vector<Format> ports(program_.input_shifts.size());
    for (const AlirOperation& operation : program_.operations) {
      if (operation.opcode == AlirOpcode::kInput) {
        const Format read = scaled(operation.range.format(), -program_.input_shifts[operation.number]);
        ports[operation.number] = joined(ports[operation.number], read);
      }
    }
    builder_.begin_input("x", Shape{ports.size()});
    for (const Format& port : ports) {
      if (port.width() > kMaxScalarBits)
        throw IoError(function_, "an input of " + std::to_string(port.width()) + " bits");
      builder_.input(port);
    }
  }

  void add_outputs() {
    NamedTensor output{"y", Shape{program_.outputs.size()}, {}};
    for (const Use& use : program_.outputs) {
      output.elements.push_back(use.value == kNoValue ? Use{builder_.constant(0)} : resolved(use));
    }
    builder_.add_output(std::move(output));
  }

  Use resolved(const Use& use) const {
    const Use result = compose(values_[use.value], use.shift, use.negate);
    if (std::abs(result.shift) > kMaxExponent) fail("a shift by " + std::to_string(result.shift) + " bits");
    return result;
  }
  std::vector<Use> resolved(std::span<const Use> uses) const {
    std::vector<Use> result;
    for (const Use& use : uses) result.push_back(resolved(use));
    return result;
  }
  Format slot_format(const Use& use) const { return program_.operations[use.value].range.format(); }

  Use wrapped(const Use& x, const Format& format) {
    if (Interval::of(format).contains(builder_.graph().interval(x))) return x;
    return {builder_.quantize(x, {.format = format})};
  }

  Use value_of(const AlirOperation& operation) {
    const Format format = operation.range.format();
    const std::vector<Use> operands = resolved(operation.operands);
    switch (operation.opcode) {
      case AlirOpcode::kInput:
        return wrapped({operation.number, program_.input_shifts[operation.number]}, format);
      case AlirOpcode::kConstant:
        return wrapped({builder_.constant(operation.constant)}, format);
      case AlirOpcode::kSum:
        return wrapped(sum(operation, operands), format);
      case AlirOpcode::kMultiply:
        return wrapped({builder_.multiply(operands[0], operands[1])}, format);
      case AlirOpcode::kQuantize:
        return wrapped(operands[0], format);
      case AlirOpcode::kRelu:
        if (format.is_signed) fail("a relu whose range goes below zero");
        return {builder_.relu(operands[0], format)};
      case AlirOpcode::kSelect:
        return wrapped(select(operation, operands), format);
      case AlirOpcode::kLookup:
        return wrapped(lookup(operation, operands[0]), format);
      case AlirOpcode::kComplement:
        return wrapped(complement(operation, operands[0]), format);
      case AlirOpcode::kAnyBit: {
        const Use none[] = {{builder_.equal(operands[0], 0)}, {builder_.constant(1)}};
        return wrapped({builder_.bitwise(Opcode::kXor, none)}, format);
      }
      case AlirOpcode::kAllBits:
        return wrapped(all_bits(operation, operands[0]), format);
      case AlirOpcode::kAnd:
        return wrapped({builder_.bitwise(Opcode::kAnd, operands)}, format);
      case AlirOpcode::kOr:
        return wrapped({builder_.bitwise(Opcode::kOr, operands)}, format);
      case AlirOpcode::kXor:
        return wrapped({builder_.bitwise(Opcode::kXor, operands)}, format);
    }
    throw InternalError("an opcode that is not in the list");
  }

  // The number with every bit of a slot's format set: -1 on its grid where it is signed.
  static Dyadic ones(const Format& format) {
    const Integer mantissa =
        format.is_signed ? Integer(-1) : Integer::power_of_two(static_cast<unsigned>(std::max(format.width(), 0))) - 1;
    return {mantissa, -format.fraction_bits};
  }

  // The result is on the grid of its own slot: bits are moved there, whatever they stood for.
  Use complement(const AlirOperation& operation, const Use& x) {
    const Format from = slot_format(operation.operands[0]);
    const Format to = operation.range.format();
    if (to.is_signed && !from.is_signed) fail("a complement of unsigned bits to a signed range");
    const Use bits[] = {x, {builder_.constant(ones(from))}};
    Use result{builder_.bitwise(Opcode::kXor, bits)};
    if (!from.is_signed) result = wrapped(result, from);  // a negated operand is below zero
    return compose(result, from.is_zero() || to.is_zero() ? 0 : from.fraction_bits - to.fraction_bits, false);
  }

  Use all_bits(const AlirOperation& operation, const Use& x) {
    const Format from = slot_format(operation.operands[0]);
    return {builder_.equal(from.is_signed ? x : wrapped(x, from), ones(from))};
  }

  // A table has an entry for each number of the operand's range; ours has one for each bit pattern of a format. Where
  // that would be many more, the distance from the low end of the range is the index.
  Use lookup(const AlirOperation& operation, Use x) {
    const AlirTable& table = program_.tables[operation.number];
    const Interval& from = program_.operations[operation.operands[0].value].range;
    const std::size_t size = table.entries.size();
    if (from.high - from.low + 1 != Integer(size)) {
      fail("a table of " + std::to_string(size) + " entries for a range of " + (from.high - from.low + 1).to_string());
    }
    const bool is_zero = std::all_of(table.entries.begin(), table.entries.end(), [](auto entry) { return entry == 0; });
    if (!is_zero && table.exponent != operation.range.exponent) {
      fail("a table with another step than the range of its result");
    }
    Format index = from.format();
    Integer low = from.low;
    if (index.width() > Table::kMaxIndexBits || (std::size_t{1} << std::max(index.width(), 0)) > 4 * size + 64) {
      const Use distance[] = {x, {builder_.constant(Dyadic(-low, from.exponent))}};
      x = {builder_.sum(distance)};
      low = 0;
      index = Interval{0, Integer(size - 1), from.exponent}.format();
    }
    return {builder_.lookup(x, table_of(operation, index, low))};
  }

  TablePointer table_of(const AlirOperation& operation, const Format& index, const Integer& low) {
    const auto key = std::tuple(operation.number, index.is_signed, index.integer_bits, index.fraction_bits,
                                low.fits_int64() ? low.to_int64() : 0);
    TablePointer& known = tables_[key];
    if (known != nullptr) return known;
    const AlirTable& table = program_.tables[operation.number];
    const auto bits = static_cast<unsigned>(std::max(index.width(), 0));
    std::vector<Dyadic> values(std::size_t{1} << bits);
    for (std::size_t i = 0; i < table.entries.size(); ++i) {
      const auto pattern = static_cast<std::size_t>(low_bits(low + Integer(i), bits).to_int64());
      values[pattern] = Dyadic(table.entries[i], table.exponent);
    }
    known = std::make_shared<const Table>(index, values);
    return known;
  }

  Use sum(const AlirOperation& operation, std::vector<Use> operands) {
    if (!operation.constant.is_zero()) operands.push_back({builder_.constant(operation.constant)});
    if (operands.size() == 1) return operands[0];
    return {builder_.sum(operands)};
  }

  // The top bit of the condition's format: the sign, or the highest bit of the magnitude.
  Use select(const AlirOperation& operation, const std::vector<Use>& operands) {
    const Format condition = slot_format(operation.operands[0]);
    if (condition.is_zero()) return operands[2];
    if (condition.is_signed) return {builder_.select({builder_.less_than(operands[0], 0)}, operands[1], operands[2])};
    const int weight = condition.integer_bits - 1;
    const Format top{false, condition.integer_bits, -weight};
    Use bit = wrapped(operands[0], top);
    if (bit.negate) bit = {builder_.quantize(bit, {.format = top})};
    return {builder_.select(compose(bit, -weight, false), operands[1], operands[2])};
  }

  const AlirProgram& program_;
  std::string_view function_;
  Builder builder_;
  std::vector<Use> values_;  // one a slot
  // By number, index format and low end: many lookups share a table.
  std::map<std::tuple<std::uint32_t, bool, int, int, std::int64_t>, TablePointer> tables_;
  std::size_t current_ = 0;
};

}  // namespace

CombLogic to_logic(const AlirProgram& program, std::string_view function) { return Import(program, function).run(); }

}  // namespace wirefold
