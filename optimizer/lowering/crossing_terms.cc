// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/crossing_terms.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace wirefold {
namespace {

// A term that is there n levels before the border takes 2^-n of a group, as 2^n of them are added up by then. In units
// of the least part.
constexpr std::uint32_t kMostLevels = 40;
constexpr std::uint64_t kGroup = std::uint64_t{1} << kMostLevels;
constexpr int kMostRounds = 4;

std::uint64_t part_of(const CrossingSum::Term& term) { return kGroup >> std::min(term.levels_before, kMostLevels); }

std::uint64_t groups_for(std::uint64_t parts) { return (parts + kGroup - 1) / kGroup; }

struct PlainTerms {
  std::vector<std::size_t> order;  // the first `count` of these cross as they are
  std::size_t count = 0;
  std::uint64_t groups = std::numeric_limits<std::uint64_t>::max();  // none are few enough

  bool is_possible() const { return groups != std::numeric_limits<std::uint64_t>::max(); }
};

// The latest first: they take the largest parts of a group.
PlainTerms plain_terms(const CrossingSum& sum, const MayCross& may_cross) {
  PlainTerms plain;
  for (std::size_t i = 0; i < sum.terms.size(); ++i) {
    if (may_cross[sum.terms[i].value]) plain.order.push_back(i);
  }
  std::stable_sort(plain.order.begin(), plain.order.end(), [&](std::size_t a, std::size_t b) {
    return sum.terms[a].levels_before < sum.terms[b].levels_before;
  });
  std::uint64_t parts = 0;
  for (const CrossingSum::Term& term : sum.terms) parts += part_of(term);
  for (std::size_t count = 0; count <= plain.order.size(); ++count) {
    if (count > 0) parts -= part_of(sum.terms[plain.order[count - 1]]);
    const std::uint64_t groups = groups_for(parts);
    if (count + groups > sum.slots || groups >= plain.groups) continue;
    plain.count = count;
    plain.groups = groups;
  }
  return plain;
}

std::uint64_t group_bits(const CrossingSum& sum, const MayCross& may_cross) {
  const PlainTerms plain = plain_terms(sum, may_cross);
  return sum.sum_bits * (plain.is_possible() ? plain.groups : sum.terms.size());
}

// A local search from the best of several starts.
class Choice {
 public:
  Choice(std::span<const CrossingSum> sums, std::span<const std::uint32_t> width_bits)
      : sums_(sums), width_bits_(width_bits), readers_(width_bits.size()), bits_(sums.size()) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      for (const CrossingSum::Term& term : sums[i].terms) {
        std::vector<std::size_t>& of_value = readers_[term.value];
        if (of_value.empty() || of_value.back() != i) of_value.push_back(i);
      }
    }
    for (std::size_t value = 0; value < width_bits.size(); ++value) {
      if (!readers_[value].empty()) values_.push_back(value);
    }
    // Those that save the least come first.
    std::stable_sort(values_.begin(), values_.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(readers_[a].size(), width_bits[b]) < std::pair(readers_[b].size(), width_bits[a]);
    });
  }

  MayCross run() {
    begin_with_best_start();
    for (std::size_t i = 0; i < sums_.size(); ++i) bits_[i] = group_bits(sums_[i], may_cross_);
    bool changed = true;
    for (int round = 0; changed && round < kMostRounds; ++round) {
      changed = false;
      for (const std::size_t value : values_) changed = toggle(value) || changed;
    }
    return may_cross_;
  }

 private:
  // The values that at least so many sums read.
  void begin_with_best_start() {
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    for (const std::size_t fewest : {1U, 2U, 3U, 4U, 6U, 8U, 12U, 16U}) {
      MayCross start(width_bits_.size(), false);
      std::uint64_t total = 0;
      for (const std::size_t value : values_) {
        start[value] = readers_[value].size() >= fewest;
        if (start[value]) total += width_bits_[value];
      }
      for (const CrossingSum& sum : sums_) total += group_bits(sum, start);
      if (total >= least) continue;
      least = total;
      may_cross_ = std::move(start);
    }
  }

  // Lets the value cross, or no longer, where that saves bits.
  bool toggle(std::size_t value) {
    std::uint64_t before = may_cross_[value] ? width_bits_[value] : 0;
    std::uint64_t after = may_cross_[value] ? 0 : width_bits_[value];
    may_cross_[value] = !may_cross_[value];
    std::vector<std::uint64_t> changed;
    for (const std::size_t i : readers_[value]) {
      before += bits_[i];
      changed.push_back(group_bits(sums_[i], may_cross_));
      after += changed.back();
    }
    if (after >= before) {
      may_cross_[value] = !may_cross_[value];
      return false;
    }
    for (std::size_t i = 0; i < changed.size(); ++i) bits_[readers_[value][i]] = changed[i];
    return true;
  }

  const std::span<const CrossingSum> sums_;
  const std::span<const std::uint32_t> width_bits_;
  std::vector<std::vector<std::size_t>> readers_;  // by value: the sums
  std::vector<std::size_t> values_;                // that some sum reads
  std::vector<std::uint64_t> bits_;                // of the groups of each sum
  MayCross may_cross_;
};

}  // namespace

std::optional<Crossing> crossing_of(const CrossingSum& sum, const MayCross& may_cross) {
  const PlainTerms plain = plain_terms(sum, may_cross);
  if (!plain.is_possible()) return std::nullopt;
  Crossing crossing;
  crossing.plain.assign(plain.order.begin(), plain.order.begin() + static_cast<std::ptrdiff_t>(plain.count));
  std::vector<bool> is_plain(sum.terms.size(), false);
  for (const std::size_t i : crossing.plain) is_plain[i] = true;
  std::vector<std::size_t> rest;
  for (std::size_t i = 0; i < sum.terms.size(); ++i) {
    if (!is_plain[i]) rest.push_back(i);
  }
  // Parts are powers of two: from the largest on, each group is filled to the brim before the next one begins.
  std::stable_sort(rest.begin(), rest.end(), [&](std::size_t a, std::size_t b) {
    return sum.terms[a].levels_before < sum.terms[b].levels_before;
  });
  std::uint64_t room = 0;
  for (const std::size_t i : rest) {
    const std::uint64_t part = part_of(sum.terms[i]);
    if (part > room) {
      crossing.groups.emplace_back();
      room = kGroup;
    }
    crossing.groups.back().push_back(i);
    room -= part;
  }
  return crossing;
}

MayCross values_that_cross(std::span<const CrossingSum> sums, std::span<const std::uint32_t> width_bits) {
  return Choice(sums, width_bits).run();
}

}  // namespace wirefold
