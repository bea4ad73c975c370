// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/distinct_columns.h"

#include <map>

namespace wirefold::cmvm {
namespace {

// Rows and weights of a column, scaled so that the first weight is odd and positive.
struct ScaledColumn {
  std::vector<std::size_t> rows;
  std::vector<Dyadic> weights;
  int shift = 0;
  bool negate = false;
};

ScaledColumn scaled_column(const Matrix& matrix, std::size_t column) {
  ScaledColumn result;
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    const Dyadic& weight = matrix(row, column);
    if (weight.is_zero()) continue;
    if (result.rows.empty()) {
      result.shift = weight.exponent();
      result.negate = weight.is_negative();
    }
    const Dyadic unshifted = scaled(weight, -result.shift);
    result.rows.push_back(row);
    result.weights.push_back(result.negate ? -unshifted : unshifted);
  }
  return result;
}

std::uint64_t hash_of(const ScaledColumn& column) {
  constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio
  std::uint64_t hash = 0;
  const auto mix = [&](std::uint64_t value) {
    hash = (hash ^ value) * kMultiplier;
    hash ^= hash >> 29;
  };
  for (std::size_t i = 0; i < column.rows.size(); ++i) {
    mix(column.rows[i]);
    mix(column.weights[i].mantissa().hash());
    mix(static_cast<std::uint64_t>(column.weights[i].exponent()));
  }
  return hash;
}

}  // namespace

DistinctColumns::DistinctColumns(const Matrix& matrix) {
  struct Known {
    ScaledColumn column;
    std::size_t original;
  };
  std::vector<Known> known;
  std::multimap<std::uint64_t, std::size_t> by_hash;
  for (std::size_t j = 0; j < matrix.columns; ++j) {
    ScaledColumn column = scaled_column(matrix, j);
    if (column.rows.empty()) {
      copies_.push_back({0, 0, false, true});
      continue;
    }
    const std::uint64_t hash = hash_of(column);
    std::size_t source = known.size();
    for (auto [at, end] = by_hash.equal_range(hash); at != end; ++at) {
      const ScaledColumn& other = known[at->second].column;
      if (other.rows == column.rows && other.weights == column.weights) source = at->second;
    }
    if (source == known.size()) {
      by_hash.emplace(hash, source);
      known.push_back({column, j});
    }
    const ScaledColumn& first = known[source].column;
    copies_.push_back({source, column.shift - first.shift, column.negate != first.negate, false});
  }
  matrix_ = Matrix(matrix.rows, known.size());
  for (std::size_t j = 0; j < known.size(); ++j) {
    for (std::size_t row = 0; row < matrix.rows; ++row) matrix_(row, j) = matrix(row, known[j].original);
  }
}

std::vector<Term> DistinctColumns::all_outputs(std::span<const Term> outputs) const {
  std::vector<Term> result;
  for (const Copy& copy : copies_) {
    if (copy.is_zero) {
      result.emplace_back();
      continue;
    }
    const Term& term = outputs[copy.source];
    result.push_back({term.node, term.shift + copy.shift, term.negate != copy.negate});
  }
  return result;
}

}  // namespace wirefold::cmvm
