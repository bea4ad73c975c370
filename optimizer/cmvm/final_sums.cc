// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/final_sums.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

#include "wirefold/optimizer/cmvm/arrival_budget.h"

namespace wirefold::cmvm {
namespace {

struct Summand {
  int top = 0;  // the power above the highest magnitude bit
  std::uint32_t arrival = 0;
  Term term;

  // Narrow and early ones first. The order is total, so that every library sorts alike.
  friend bool operator<(const Summand& a, const Summand& b) {
    return std::tie(a.top, a.arrival, a.term.node, a.term.shift, a.term.negate) <
           std::tie(b.top, b.arrival, b.term.node, b.term.shift, b.term.negate);
  }
};

class ColumnSum {
 public:
  ColumnSum(NodeTable& nodes, const DigitColumn& digits, std::uint32_t deadline);
  Term run();

 private:
  using Pair = std::pair<std::size_t, std::size_t>;
  static constexpr std::uint64_t kTotal = ArrivalBudget::kTotal;

  std::uint64_t share(std::uint32_t arrival) const { return budget_.share(arrival); }
  Pair next_pair() const;
  Pair earliest_pair() const;
  void add(Pair pair);
  void insert(const Term& term);

  NodeTable& nodes_;
  ArrivalBudget budget_;
  std::vector<Summand> rest_;  // in order
  std::uint64_t spent_ = 0;    // the shares of the rest
  std::size_t positives_ = 0;  // summands that are not negated
};

ColumnSum::ColumnSum(NodeTable& nodes, const DigitColumn& digits, std::uint32_t deadline)
    : nodes_(nodes), budget_(std::max(deadline, least_depth(nodes, digits))) {
  for (const Digit& digit : digits) insert({digit.node, digit.power, digit.negative});
}

void ColumnSum::insert(const Term& term) {
  const Summand summand{nodes_.format(term.node).integer_bits + term.shift, nodes_.arrival(term.node), term};
  rest_.insert(std::upper_bound(rest_.begin(), rest_.end(), summand), summand);
  spent_ += share(summand.arrival);
  positives_ += term.negate ? 0U : 1U;
}

// The narrowest pair that leaves the deadline within reach. Two values of one arrival always do, so few pairs are
// tried.
ColumnSum::Pair ColumnSum::next_pair() const {
  if (spent_ > kTotal) return earliest_pair();
  for (std::size_t j = 1; j < rest_.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      const std::uint64_t a = share(rest_[i].arrival);
      const std::uint64_t b = share(rest_[j].arrival);
      if (spent_ - std::min(a, b) + std::max(a, b) <= kTotal) return {i, j};
    }
  }
  return earliest_pair();
}

// Adding the two earliest values first ends at the earliest possible time.
ColumnSum::Pair ColumnSum::earliest_pair() const {
  std::size_t first = 0;
  std::size_t second = 1;
  for (std::size_t i = 1; i < rest_.size(); ++i) {
    if (rest_[i].arrival < rest_[first].arrival) {
      second = std::exchange(first, i);
    } else if (i != second && rest_[i].arrival < rest_[second].arrival) {
      second = i;
    }
  }
  return std::minmax(first, second);
}

void ColumnSum::add(Pair pair) {
  const auto take = [&](std::size_t i) {
    const Summand summand = rest_[i];
    rest_.erase(rest_.begin() + static_cast<std::ptrdiff_t>(i));
    spent_ -= share(summand.arrival);
    positives_ -= summand.term.negate ? 0U : 1U;
    return summand.term;
  };
  const Term b = take(pair.second);
  const Term a = take(pair.first);
  // One summand stays positive, so that the output need not be negated.
  const auto orientation = positives_ == 0 ? NodeTable::Orientation::kPositive : NodeTable::Orientation::kCheapest;
  const Term sum = nodes_.add(a, b, orientation);
  if (sum.node != Term::kZero) insert(sum);
}

Term ColumnSum::run() {
  while (rest_.size() > 1) add(next_pair());
  return rest_.empty() ? Term{} : rest_.front().term;
}

}  // namespace

std::uint32_t least_depth(const NodeTable& nodes, const DigitColumn& digits) {
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> times;
  for (const Digit& digit : digits) times.push(nodes.arrival(digit.node));
  while (times.size() > 1) {
    times.pop();
    const std::uint32_t later = times.top();
    times.pop();
    times.push(later + 1);
  }
  return times.empty() ? 0 : times.top();
}

Term sum_digits(NodeTable& nodes, const DigitColumn& digits, std::uint32_t deadline) {
  return ColumnSum(nodes, digits, deadline).run();
}

}  // namespace wirefold::cmvm
