// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/constant_chains.h"

#include <algorithm>
#include <bit>
#include <bitset>

namespace wirefold::cmvm {
namespace {

constexpr unsigned kMostBits = kMostConstantBits + 1;
constexpr std::uint32_t kLimit = 1U << kMostBits;
constexpr std::size_t kMostChains = 256;
constexpr unsigned kMostExtra = 3;

// A set of odd numbers below kLimit.
class OddSet {
 public:
  bool contains(std::uint32_t number) const { return numbers_[number / 2]; }
  void insert(std::uint32_t number) { numbers_.set(number / 2); }
  void erase(std::uint32_t number) { numbers_.reset(number / 2); }
  OddSet& operator&=(const OddSet& other) {
    numbers_ &= other.numbers_;
    return *this;
  }
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = numbers_._Find_first(); i < numbers_.size(); i = numbers_._Find_next(i)) {
      visit(static_cast<std::uint32_t>(2 * i + 1));
    }
  }

 private:
  std::bitset<kLimit / 2> numbers_;
};

// The odd part of every +-(a << s) +- b and +-(b << s) +- a below the limit. c of these is made of a and b; just as
// well, b is made of a and c.
template <class Visit>
void for_each_sum(std::uint32_t a, std::uint32_t b, Visit visit) {
  const auto visit_odd = [&](std::int64_t number) {
    if (number == 0) return;
    auto magnitude = static_cast<std::uint64_t>(number < 0 ? -number : number);
    magnitude >>= static_cast<unsigned>(std::countr_zero(magnitude));
    if (magnitude < kLimit) visit(static_cast<std::uint32_t>(magnitude));
  };
  for (unsigned shift = 0; shift <= kMostBits; ++shift) {
    const std::int64_t x = std::int64_t{a} << shift;
    const std::int64_t y = std::int64_t{b} << shift;
    visit_odd(x + b);
    visit_odd(x - b);
    if (a == b) continue;
    visit_odd(y + a);
    visit_odd(y - a);
  }
}

// The numbers w of which target is made alone: w (2^s +- 1).
template <class Visit>
void for_each_factor(std::uint32_t target, Visit visit) {
  for (unsigned shift = 1; shift <= kMostBits; ++shift) {
    for (const std::uint32_t factor : {(1U << shift) - 1, (1U << shift) + 1}) {
      if (factor > 1 && target % factor == 0) visit(target / factor);
    }
  }
}

class Enumeration {
 public:
  Enumeration(const std::vector<std::uint32_t>& targets, std::uint64_t most_steps)
      : targets_(targets), most_steps_(most_steps) {}

  ConstantChains run() {
    ConstantChains result;
    State start;
    add(start, 1);
    for (unsigned extra = 0; extra <= kMostExtra && found_.empty() && !is_over(); ++extra) {
      explore(start, targets_, extra);
    }
    result.chains = std::move(found_);
    result.steps = steps_;
    return result;
  }

 private:
  struct State {
    std::vector<std::uint32_t> numbers;  // with the leading 1
    OddSet present;
    OddSet reach;  // one sum away
  };

  bool is_over() const { return steps_ >= most_steps_ || found_.size() >= kMostChains; }

  void add(State& state, std::uint32_t number) {
    state.numbers.push_back(number);
    state.present.insert(number);
    for (const std::uint32_t other : state.numbers) {
      for_each_sum(other, number, [&](std::uint32_t sum) { state.reach.insert(sum); });
    }
    steps_ += state.numbers.size() * kMostBits;
  }

  // Targets that are one sum away cost what any target costs: they are taken at once.
  void take_near_targets(State& state, std::vector<std::uint32_t>& left) {
    for (bool goes_on = true; goes_on;) {
      goes_on = false;
      for (std::size_t i = 0; i < left.size(); ++i) {
        if (!state.reach.contains(left[i])) continue;
        add(state, left[i]);
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
        goes_on = true;
        break;
      }
    }
  }

  void explore(State state, std::vector<std::uint32_t> left, unsigned extra) {
    take_near_targets(state, left);
    if (left.empty()) {
      found_.emplace_back(state.numbers.begin() + 1, state.numbers.end());
      return;
    }
    if (extra == 0) return;
    OddSet candidates = state.reach;
    if (extra == 1) candidates &= next_to_targets(state, left);
    for (const std::uint32_t number : state.numbers) candidates.erase(number);
    candidates.for_each([&](std::uint32_t candidate) {
      if (is_over()) return;
      State next = state;
      add(next, candidate);
      explore(std::move(next), left, extra - 1);
    });
  }

  // Of which, with one present number, a target is made.
  OddSet next_to_targets(const State& state, const std::vector<std::uint32_t>& left) {
    OddSet result;
    for (const std::uint32_t target : left) {
      for (const std::uint32_t number : state.numbers) {
        for_each_sum(number, target, [&](std::uint32_t other) { result.insert(other); });
      }
      for_each_factor(target, [&](std::uint32_t factor) { result.insert(factor); });
      steps_ += (state.numbers.size() + 1) * kMostBits;
    }
    return result;
  }

  const std::vector<std::uint32_t>& targets_;
  std::uint64_t most_steps_;
  std::uint64_t steps_ = 0;
  std::vector<ConstantChain> found_;
};

}  // namespace

ConstantChains shortest_chains(const std::vector<std::uint32_t>& targets, std::uint64_t most_steps) {
  return Enumeration(targets, most_steps).run();
}

}  // namespace wirefold::cmvm
