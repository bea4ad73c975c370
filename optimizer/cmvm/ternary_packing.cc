// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/ternary_packing.h"

#include <algorithm>
#include <array>
#include <vector>

namespace wirefold::cmvm {
namespace {

class Packing {
 public:
  Packing(std::uint32_t input_count, std::span<const Adder> adders, std::span<const Format> formats,
          std::span<const Term> outputs)
      : input_count_(input_count), adders_(adders), formats_(formats), uses_(formats.size(), 0) {
    for (const Term& output : outputs) {
      if (output.node != Term::kZero) uses_[output.node] += kOutput;
    }
    for (std::size_t i = adders.size(); i-- > 0;) {
      if (uses_[input_count + i] == 0) continue;
      for (const Term& term : {adders[i].a, adders[i].b}) {
        if (term.node != Term::kZero) ++uses_[term.node];
      }
    }
  }

  // Every adder that is used once is a branch of a tree. In each tree the pairs that save most are found from the
  // leaves on: an adder takes in one of its branches, whose own branches are then left to themselves, or none.
  std::uint64_t run() const {
    std::uint64_t luts = 0;
    std::vector<std::int64_t> below(formats_.size(), 0);  // saved in the branches of an adder that takes in none
    std::vector<std::int64_t> best(formats_.size(), 0);
    for (std::size_t i = 0; i < adders_.size(); ++i) {
      const std::size_t node = input_count_ + i;
      if (uses_[node] == 0) continue;
      luts += static_cast<std::uint64_t>(luts_of(node));
      const auto& [a, b] = adders_[i];
      for (const Term& branch : {a, b}) below[node] += is_branch(branch) ? best[branch.node] : 0;
      best[node] = below[node];
      for (const auto& [branch, other] : {std::pair{a, b}, std::pair{b, a}}) {
        if (!is_branch(branch)) continue;
        const std::int64_t saved = saving(node, branch, other);
        best[node] = std::max(best[node], below[node] - best[branch.node] + below[branch.node] + saved);
      }
      if (uses_[node] != 1) luts -= static_cast<std::uint64_t>(best[node]);
    }
    return luts;
  }

 private:
  static constexpr std::uint32_t kOutput = 2;  // an output is no branch

  const Adder& adder(std::size_t node) const { return adders_[node - input_count_]; }
  bool is_branch(const Term& term) const {
    return term.node != Term::kZero && term.node >= input_count_ && uses_[term.node] == 1;
  }
  Operand operand(const Term& term) const {
    return term.node == Term::kZero ? Operand{} : Operand{formats_[term.node], term.shift, term.negate};
  }
  int luts_of(std::size_t node) const {
    return adder_luts(operand(adder(node).a), operand(adder(node).b), formats_[node]);
  }
  int low_of(const Term& term, int shift) const { return term.shift + shift - formats_[term.node].fraction_bits; }

  // By making the branch part of the node. Below the second lowest operand one operand passes as it is.
  std::int64_t saving(std::size_t node, const Term& branch, const Term& other) const {
    const Adder& inner = adder(branch.node);
    if (other.node == Term::kZero || inner.a.node == Term::kZero || inner.b.node == Term::kZero) return 0;
    std::array<int, 3> lows{low_of(other, 0), low_of(inner.a, branch.shift), low_of(inner.b, branch.shift)};
    std::sort(lows.begin(), lows.end());
    const Format& sum = formats_[node];
    const int bits = std::max(sum.integer_bits + (sum.is_signed ? 1 : 0) - lows[1], 1);
    return luts_of(node) + luts_of(branch.node) - (bits + (bits + 7) / 8);
  }

  std::uint32_t input_count_;
  std::span<const Adder> adders_;
  std::span<const Format> formats_;
  std::vector<std::uint32_t> uses_;
};

}  // namespace

std::uint64_t ternary_luts(std::uint32_t input_count, std::span<const Adder> adders, std::span<const Format> formats,
                           std::span<const Term> outputs) {
  return Packing(input_count, adders, formats, outputs).run();
}

}  // namespace wirefold::cmvm
