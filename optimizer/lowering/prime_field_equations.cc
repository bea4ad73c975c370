// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/prime_field_equations.h"

#include <algorithm>

#include "wirefold/optimizer/cmvm/value_hash.h"

namespace wirefold {
namespace {

using cmvm::value_hash::add;
using cmvm::value_hash::kPrime;
using cmvm::value_hash::negated;
using cmvm::value_hash::power;
using cmvm::value_hash::product;

// row += factor * other, from `first` on.
void add_multiple(std::vector<std::uint64_t>& row, const std::vector<std::uint64_t>& other, std::uint64_t factor,
                  std::size_t first) {
  for (std::size_t i = first; i < row.size(); ++i) {
    if (other[i] != 0) row[i] = add(row[i], product(factor, other[i]));
  }
}

// The solution times the least factor that makes all of it small integers.
std::optional<std::vector<std::int64_t>> small_integers(const std::vector<std::uint64_t>& solution) {
  constexpr std::uint64_t kMostFactor = 16;
  constexpr std::uint64_t kMost = 1U << 16;
  for (std::uint64_t factor = 1; factor <= kMostFactor; ++factor) {
    std::vector<std::int64_t> result;
    for (const std::uint64_t residue : solution) {
      const std::uint64_t multiple = product(residue, factor);
      if (std::min(multiple, kPrime - multiple) > kMost) break;
      const bool is_negative = multiple > kPrime / 2;
      result.push_back(is_negative ? -static_cast<std::int64_t>(kPrime - multiple)
                                   : static_cast<std::int64_t>(multiple));
    }
    if (result.size() == solution.size()) return result;
  }
  return std::nullopt;
}

}  // namespace

void PrimeFieldEquations::add(std::span<const std::int64_t> coefficients) {
  std::vector<std::uint64_t> row;
  for (const std::int64_t c : coefficients) {
    const auto magnitude = static_cast<std::uint64_t>(c < 0 ? -c : c);
    row.push_back(c < 0 ? negated(magnitude) : magnitude);
  }
  for (std::size_t i = 0; i < unknowns_; ++i) {
    if (row[i] == 0) continue;
    if (row_of_pivot_[i] == kNone) {
      const std::uint64_t inverse = power(row[i], kPrime - 2);
      for (std::size_t k = i; k < unknowns_; ++k) row[k] = product(row[k], inverse);
      row_of_pivot_[i] = rows_.size();
      rows_.push_back(std::move(row));
      return;
    }
    add_multiple(row, rows_[row_of_pivot_[i]], negated(row[i]), i);
  }
}

std::optional<std::vector<std::vector<std::int64_t>>> PrimeFieldEquations::integer_solutions() const {
  std::vector<std::vector<std::int64_t>> basis;
  for (std::size_t free = unknowns_; free-- > 0;) {
    if (row_of_pivot_[free] != kNone) continue;
    std::vector<std::uint64_t> solution(unknowns_, 0);
    solution[free] = 1;
    for (std::size_t i = free; i-- > 0;) {
      if (row_of_pivot_[i] == kNone) continue;
      const std::vector<std::uint64_t>& row = rows_[row_of_pivot_[i]];
      std::uint64_t sum = 0;
      for (std::size_t k = i + 1; k < unknowns_; ++k) {
        if (row[k] != 0 && solution[k] != 0) sum = cmvm::value_hash::add(sum, product(row[k], solution[k]));
      }
      solution[i] = negated(sum);
    }
    const auto integers = small_integers(solution);
    if (!integers) return std::nullopt;
    basis.push_back(*integers);
  }
  return basis;
}

}  // namespace wirefold
