// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "wirefold/ir/builder.h"
#include "wirefold/optimizer/cmvm/solution_cache.h"
#include "wirefold/optimizer/cost/device_profile.h"
#include "wirefold/optimizer/lowering/depth_limits.h"

namespace wirefold {

/// operands * matrix + bias.
struct ConstantProduct {
  std::vector<Use> operands;  ///< one a row
  Matrix matrix;
  std::vector<Dyadic> bias = {};  ///< one a column, or none at all
  Location location = {};
};

/// Writes the arithmetic of a lowered program: sums of two, and constant products as adder graphs.
///
/// It keeps the adder level of every value, so that sums join early and narrow operands first.
class Arithmetic {
 public:
  /// `solutions` outlives this; null: solutions are kept for as long as this lives.
  Arithmetic(Builder& builder, const DeviceProfile& device, const cmvm::Options& search,
             cmvm::SolutionCache* solutions = nullptr)
      : builder_(builder),
        device_(device),
        seed_(search.seed),
        search_(search),
        solutions_(solutions == nullptr ? own_solutions_ : *solutions) {}

  Builder& builder() { return builder_; }
  /// How constant products are solved.
  const cmvm::Options& search() const { return search_; }
  /// Of the adder graphs from here on, those that `depth` has for a layer.
  void begin_layer(const DepthLimits& depth, std::size_t layer) {
    search_.extra_depth = depth.at(layer);
    search_.seed = seed_ + depth.variant_at(layer);
  }
  /// Where each solution is looked for once.
  cmvm::SolutionCache& solutions() { return solutions_; }
  Interval interval(const Use& use) const { return builder_.graph().interval(use); }
  bool is_constant(const Use& use) const { return builder_.graph().interval(use.value).is_point(); }

  /// The number of adders between the inputs and a value.
  std::uint32_t level(ValueId value);

  Use constant(const Dyadic& value, const Location& location) { return {builder_.constant(value, location)}; }
  /// a + b; no operation where one is zero or both are one value.
  Use add(const Use& a, const Use& b, const Location& location);
  /// The sum of any number of terms as a balanced tree.
  Use add(const std::vector<Use>& terms, const Location& location);
  /// A product as an adder graph, one use a column.
  std::vector<Use> multiply(const ConstantProduct& product);
  /// Several products, one use a column of each: as one adder graph where that is cheaper than one for each.
  std::vector<Use> multiply(std::span<const ConstantProduct> products);
  /// `when_less` where x < bound, otherwise `otherwise`. Where both are the same for x == bound, the cheaper comparison
  /// may decide. The sign of x costs nothing.
  Use choose(const Use& x, const Dyadic& bound, const Use& when_less, const Use& otherwise, const Location& location,
             bool either_at_bound = false);

 private:
  // A product as it is solved: with tables or without.
  struct Solved {
    ConstantProduct product;
    cmvm::Solution solution;
    std::uint64_t luts = 0;
    bool has_tables = false;
  };

  cmvm::Problem problem_of(const ConstantProduct& product);
  cmvm::Solution solve(const cmvm::Problem& problem) { return solutions_.solve(problem, search_); }
  Solved solved(const ConstantProduct& product);
  Solved with_tables(Solved plain);
  std::uint64_t luts_of(const cmvm::Cost& cost) const;
  std::vector<Use> write(const cmvm::AdderGraph& graph, const ConstantProduct& product);

  Builder& builder_;
  const DeviceProfile& device_;
  std::uint64_t seed_;  // of variant 0
  cmvm::Options search_;
  cmvm::SolutionCache own_solutions_;
  cmvm::SolutionCache& solutions_;  // a layer may be used many times
  std::vector<std::uint32_t> levels_;
  std::size_t operations_seen_ = 0;
};

}  // namespace wirefold
