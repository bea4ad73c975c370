// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "wirefold/optimizer/cmvm/linear_form.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {

/// The inputs and adders of a solution while it is built.
///
/// Every node knows the exact linear form over the inputs that it computes. No two nodes compute the same form up to
/// sign and powers of two: `add` answers with the node that is there already.
class NodeTable {
 public:
  explicit NodeTable(const Problem& problem);

  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  std::uint32_t input_count() const { return input_count_; }
  const Format& format(std::uint32_t node) const { return nodes_[node].format; }
  /// Adder levels until the node is there.
  std::uint32_t arrival(std::uint32_t node) const { return nodes_[node].arrival; }
  std::span<const Coefficient> form(std::uint32_t node) const {
    return {coefficients_.data() + nodes_[node].first, nodes_[node].count};
  }

  /// Which sign the sum of a positive and a negative term is made with.
  enum class Orientation {
    kCheapest,  ///< the operand with the lower least bit stays positive: its low bits need no adder
    kPositive,  ///< the result is not negated
  };
  /// a + b as a node, made if it is new, times a power of two and a sign.
  Term add(const Term& a, const Term& b, Orientation orientation = Orientation::kCheapest);

  /// The adders that the outputs need.
  AdderGraph graph(std::span<const Term> outputs) const;
  /// The cost of `graph(outputs)`.
  Cost cost(std::span<const Term> outputs) const;

 private:
  struct Node {
    std::size_t first = 0;  // in coefficients_
    std::uint32_t count = 0;
    std::uint32_t arrival = 0;
    std::uint32_t even_bits = 0;  // powers of two in all coefficients
    Format format;
  };

  std::vector<bool> needed(std::span<const Term> outputs) const;
  void append(std::span<const Coefficient> form, std::uint32_t even_bits, std::uint32_t arrival);
  Term find(std::span<const Coefficient> form, std::uint32_t even_bits, std::uint64_t hash) const;

  std::uint32_t input_count_ = 0;
  InputRanges ranges_;
  std::vector<Node> nodes_;
  std::vector<Adder> adders_;
  std::vector<Coefficient> coefficients_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_form_;  // only looked up in, never walked
  std::vector<Coefficient> scratch_;
};

}  // namespace wirefold::cmvm
