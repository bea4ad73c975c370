// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "wirefold/importers/npy.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {

/// A whole number in [low, high], the same from every standard library.
inline std::int64_t random_integer(std::mt19937_64& random, std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
}

/// Integers of `bits` bits, signed, of which about `zero_percent` in a hundred are zero.
inline Matrix random_matrix(std::mt19937_64& random, std::size_t rows, std::size_t columns, int bits,
                            int zero_percent = 0) {
  Matrix matrix(rows, columns);
  const std::int64_t limit = std::int64_t{1} << (bits - 1);
  for (Dyadic& weight : matrix.entries) {
    if (random_integer(random, 0, 99) >= zero_percent) weight = Dyadic(random_integer(random, -limit, limit - 1));
  }
  return matrix;
}

/// A matrix from rows of integers.
inline Matrix matrix_of(const std::vector<std::vector<std::int64_t>>& rows) {
  Matrix matrix(rows.size(), rows.empty() ? 0 : rows[0].size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows[i].size(); ++j) matrix(i, j) = Dyadic(rows[i][j]);
  }
  return matrix;
}

/// A matrix of tests/data.
inline Matrix matrix_in_file(const std::string& name) {
  const NpyArray array = read_npy(WIREFOLD_SOURCE_DIR "/tests/data/" + name);
  const auto& values = std::get<std::vector<std::int64_t>>(array.values);
  Matrix matrix(static_cast<std::size_t>(array.shape[0]), static_cast<std::size_t>(array.shape[1]));
  for (std::size_t i = 0; i < values.size(); ++i) matrix.entries[i] = Dyadic(values[i]);
  return matrix;
}

/// The outputs of a graph, by adding up as the adders do.
inline std::vector<Dyadic> run(const AdderGraph& graph, const std::vector<Dyadic>& inputs) {
  std::vector<Dyadic> nodes = inputs;
  const auto value = [&](const Term& term) {
    if (term.node == Term::kZero) return Dyadic(0);
    const Dyadic shifted = scaled(nodes.at(term.node), term.shift);
    return term.negate ? -shifted : shifted;
  };
  for (const Adder& adder : graph.adders) nodes.push_back(value(adder.a) + value(adder.b));
  std::vector<Dyadic> outputs;
  for (const Term& output : graph.outputs) outputs.push_back(value(output));
  return outputs;
}

/// x W.
inline std::vector<Dyadic> product(const std::vector<Dyadic>& x, const Matrix& w) {
  std::vector<Dyadic> y(w.columns);
  for (std::size_t j = 0; j < w.columns; ++j) {
    for (std::size_t i = 0; i < w.rows; ++i) y[j] = y[j] + x[i] * w(i, j);
  }
  return y;
}

}  // namespace wirefold::cmvm
