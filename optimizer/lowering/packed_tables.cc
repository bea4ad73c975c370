// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/packed_tables.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace wirefold {
namespace {

// An input that is one number where a bit is 0 and another one where it is 1.
struct TwoValued {
  Use bit;
  Dyadic when_zero;
  Dyadic when_one;
};

bool is_bit(const CombLogic& logic, ValueId value) {
  const Interval& range = logic.interval(value);
  return !range.is_point() && range.format().width() == 1;
}

bool is_select_of_numbers(const CombLogic& logic, ValueId value) {
  const Operation& definition = logic.definition(value);
  if (definition.opcode != Opcode::kSelect) return false;
  const auto operands = logic.operands(definition);
  return logic.interval(operands[1]).is_point() && logic.interval(operands[2]).is_point() && operands[0].shift == 0 &&
         !operands[0].negate;
}

Dyadic times(const Dyadic& number, const Use& use) {
  const Dyadic result = scaled(number, use.shift);
  return use.negate ? -result : result;
}

TwoValued two_valued(Arithmetic& arithmetic, const Use& use, const Location& at) {
  Builder& builder = arithmetic.builder();
  const CombLogic& logic = builder.graph();
  if (is_bit(logic, use.value)) {
    const Interval range = logic.interval(use.value);
    const Dyadic when_one = times(range.low.is_zero() ? range.high_value() : range.low_value(), use);
    const int fraction_bits = -range.exponent;
    // A bit that is a sign becomes one that is not.
    const Format as_bit{false, 1 - fraction_bits, fraction_bits};
    const ValueId bit = range.low.is_zero() ? use.value : builder.quantize({use.value}, {.format = as_bit}, at);
    return {{bit, fraction_bits}, Dyadic(0), when_one};
  }
  const auto operands = logic.operands(logic.definition(use.value));
  const Dyadic when_one = logic.interval(operands[1]).low_value();
  const Dyadic when_zero = logic.interval(operands[2]).low_value();
  return {operands[0], times(when_zero, use), times(when_one, use)};
}

// A few inputs of one column.
struct Packing {
  std::size_t column;
  std::vector<std::size_t> rows;
};

std::vector<Packing> packings_of(const CombLogic& logic, const ConstantProduct& product, std::size_t most) {
  constexpr std::size_t kFewest = 3;
  std::vector<std::size_t> bits;
  for (std::size_t row = 0; row < product.operands.size(); ++row) {
    if (is_two_valued(logic, product.operands[row])) bits.push_back(row);
  }
  std::vector<Packing> packings;
  for (std::size_t column = 0; column < product.matrix.columns; ++column) {
    std::vector<std::size_t> rows;
    for (const std::size_t row : bits) {
      if (!product.matrix(row, column).is_zero()) rows.push_back(row);
      if (rows.size() < most) continue;
      packings.push_back({column, std::move(rows)});
      rows.clear();
    }
    if (rows.size() >= kFewest) packings.push_back({column, std::move(rows)});
  }
  return packings;
}

Use table_of(Arithmetic& arithmetic, const ConstantProduct& product, const Packing& packing) {
  const auto bits = static_cast<int>(packing.rows.size());
  std::vector<Dyadic> entries(std::size_t{1} << bits);
  Use index;
  for (int i = 0; i < bits; ++i) {
    const std::size_t row = packing.rows[static_cast<std::size_t>(i)];
    const TwoValued input = two_valued(arithmetic, product.operands[row], product.location);
    const Use bit = compose(input.bit, i, false);
    index = i == 0 ? bit : arithmetic.add(index, bit, product.location);
    for (std::size_t pattern = 0; pattern < entries.size(); ++pattern) {
      const bool is_one = (pattern >> i & 1) != 0;
      entries[pattern] =
          entries[pattern] + (is_one ? input.when_one : input.when_zero) * product.matrix(row, packing.column);
    }
  }
  const auto table = std::make_shared<const Table>(Format{false, bits, 0}, entries);
  return {arithmetic.builder().lookup(index, table, product.location)};
}

}  // namespace

bool is_two_valued(const CombLogic& logic, const Use& use) {
  return is_bit(logic, use.value) || is_select_of_numbers(logic, use.value);
}

std::optional<PackedProduct> pack_tables(Arithmetic& arithmetic, const ConstantProduct& product, int lut_inputs) {
  constexpr int kFewestLutInputs = 4;
  if (lut_inputs < kFewestLutInputs) return std::nullopt;
  const auto most = static_cast<std::size_t>(lut_inputs);
  const std::vector<Packing> packings = packings_of(arithmetic.builder().graph(), product, most);
  if (packings.empty()) return std::nullopt;
  PackedProduct packed;
  packed.product.bias = product.bias;
  packed.product.location = product.location;
  Matrix left = product.matrix;
  for (const Packing& packing : packings) {
    for (const std::size_t row : packing.rows) left(row, packing.column) = Dyadic(0);
  }
  std::vector<Dyadic>& entries = packed.product.matrix.entries;
  for (std::size_t row = 0; row < left.rows; ++row) {
    const auto begin = left.entries.begin() + static_cast<std::ptrdiff_t>(row * left.columns);
    const auto end = begin + static_cast<std::ptrdiff_t>(left.columns);
    if (std::all_of(begin, end, [](const Dyadic& weight) { return weight.is_zero(); })) continue;
    packed.product.operands.push_back(product.operands[row]);
    entries.insert(entries.end(), begin, end);
  }
  for (const Packing& packing : packings) {
    const Use result = table_of(arithmetic, product, packing);
    packed.luts += static_cast<std::uint64_t>(arithmetic.interval(result).format().width());
    packed.product.operands.push_back(result);
    entries.resize(entries.size() + left.columns);
    entries[entries.size() - left.columns + packing.column] = Dyadic(1);
  }
  packed.product.matrix.rows = packed.product.operands.size();
  packed.product.matrix.columns = left.columns;
  return packed;
}

}  // namespace wirefold
