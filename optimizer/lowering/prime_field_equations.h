// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wirefold {

/// Homogeneous linear equations with small integer coefficients, solved modulo the prime 2^61 - 1.
///
/// Integer solutions are read off from the residues, which is right where they are small; whoever uses them checks
/// them.
class PrimeFieldEquations {
 public:
  explicit PrimeFieldEquations(std::size_t unknowns) : unknowns_(unknowns), row_of_pivot_(unknowns, kNone) {}

  /// Adds the equation that the sum of coefficients[i] times unknown i is zero.
  void add(std::span<const std::int64_t> coefficients);

  /// A basis of the solutions, in small integers: one for each unknown that the equations leave free, where unknowns
  /// are determined by those after them. Nothing if there are no such integers.
  std::optional<std::vector<std::vector<std::int64_t>>> integer_solutions() const;

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::size_t unknowns_;
  std::vector<std::vector<std::uint64_t>> rows_;  // with pivots 1
  std::vector<std::size_t> row_of_pivot_;
};

}  // namespace wirefold
