// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/digit_forms.h"

#include <algorithm>
#include <map>

namespace wirefold::cmvm {
namespace {

// +-2^p (4 - 1) is +-2^p (2 + 1).
bool is_three(const SignedDigit& low, const SignedDigit& high) {
  return high.power == low.power + 2 && high.negative != low.negative;
}

}  // namespace

// The digits come lowest first. As canonical digits have no neighbours, the place of the 2 is free.
std::vector<SignedDigit> shortest_digits(const Integer& value, std::uint32_t choice) {
  std::vector<SignedDigit> digits = canonical_digits(value);
  for (std::size_t i = 0; choice != 0 && i + 1 < digits.size(); ++i) {
    if (!is_three(digits[i], digits[i + 1])) continue;
    const bool replace = (choice & 1) != 0;
    choice >>= 1;
    if (!replace) continue;
    digits[i + 1].power -= 1;
    digits[i].negative = digits[i + 1].negative;
    ++i;
  }
  return digits;
}

bool has_several_forms(const Integer& value) {
  const std::vector<SignedDigit> digits = canonical_digits(value);
  return std::adjacent_find(digits.begin(), digits.end(), is_three) != digits.end();
}

std::vector<DigitColumn> digit_columns(std::span<const Term> rows, const Matrix& matrix,
                                       std::span<const std::uint32_t> choices) {
  struct Weight {
    Dyadic value;
    std::uint32_t choice = 0;
  };
  std::vector<DigitColumn> columns(matrix.columns);
  for (std::size_t column = 0; column < matrix.columns; ++column) {
    std::map<std::uint32_t, Weight> weights;
    for (std::size_t row = 0; row < matrix.rows; ++row) {
      if (rows[row].node == Term::kZero || matrix(row, column).is_zero()) continue;
      const Dyadic weight = scaled(matrix(row, column), rows[row].shift);
      Weight& sum = weights[rows[row].node];
      sum.value = rows[row].negate ? sum.value - weight : sum.value + weight;
      if (!choices.empty()) sum.choice = choices[row * matrix.columns + column];
    }
    for (const auto& [node, weight] : weights) {
      for (const SignedDigit& digit : shortest_digits(weight.value.mantissa(), weight.choice)) {
        columns[column].push_back({node, digit.power + weight.value.exponent(), digit.negative});
      }
    }
  }
  return columns;
}

}  // namespace wirefold::cmvm
