// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wirefold {

/// A linear program over differences: minimise the sum of coefficient * value, where value(later) - value(earlier) is
/// at least a given integer for each requirement. Its solutions are integers, and its dual is a minimum-cost flow: one
/// node a variable, one arc a requirement (Leiserson and Saxe, "Retiming synchronous circuitry", 1991).
class DifferenceProgram {
 public:
  using Variable = std::uint32_t;
  struct Requirement {
    Variable later;
    Variable earlier;
    std::int64_t least;
  };
  struct Solution {
    std::vector<std::int64_t> values;  ///< one a variable
    /// One a requirement: true where it carries flow. The optimal solutions are exactly those that meet every
    /// requirement, and these with equality (complementary slackness), whichever optimal flow was found.
    std::vector<bool> binds;
  };

  /// Its value is 0; bounds on a variable are requirements against it.
  static constexpr Variable kGround = 0;

  DifferenceProgram() : coefficients_(1, 0) {}

  Variable add_variable();
  /// Adds to what the difference value(a) - value(b) costs.
  void add_cost(Variable a, Variable b, std::int64_t cost);
  void require(Variable later, Variable earlier, std::int64_t least) {
    requirements_.push_back({later, earlier, least});
  }

  std::size_t variable_count() const { return coefficients_.size(); }
  std::span<const Requirement> requirements() const { return requirements_; }

  /// An optimal solution. InternalError if the requirements contradict each other or the cost has no least value.
  Solution solve() const;

 private:
  std::vector<std::int64_t> coefficients_;
  std::vector<Requirement> requirements_;
};

}  // namespace wirefold
