// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/sharing.h"

#include <algorithm>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/csd.h"
#include "wirefold/optimizer/cmvm/pattern_queue.h"
#include "wirefold/optimizer/cmvm/pattern_table.h"

namespace wirefold::cmvm {
namespace {

// A digit of a known node.
struct Place {
  std::uint32_t column = 0;
  std::int32_t power = 0;
  bool negative = false;

  friend bool operator==(const Place&, const Place&) = default;
  // By place alone: a node has at most one digit of a power in a column.
  friend bool operator<(const Place& a, const Place& b) {
    return a.column != b.column ? a.column < b.column : a.power < b.power;
  }
};

struct Occurrence {
  Place first;
  Place second;
};

inline std::uint64_t pattern_key(std::uint32_t node, const Place& place, const Digit& other) {
  const bool is_difference = place.negative != other.negative;
  if (node < other.node) return Pattern{node, other.node, other.power - place.power, is_difference}.key();
  const std::int32_t shift = place.power - other.power;
  if (node > other.node) return Pattern{other.node, node, shift, is_difference}.key();
  return Pattern{node, node, shift < 0 ? -shift : shift, is_difference}.key();
}

// The counts in `table_` are exact at all times: a pattern of a new node is counted when the digits of the node are put
// in, and a digit that is taken out touches the pairs of its own column only. Nothing is counted again. Pairs of two
// nodes never share a digit; those of one node may, as in 10101, so there the count is only a bound on the occurrences.
class Sharing {
 public:
  Sharing(NodeTable& nodes, std::vector<DigitColumn>& columns, const SharingRule& rule,
          const std::vector<ColumnRoom>& rooms);
  std::uint64_t run();

 private:
  std::uint32_t weight(std::uint64_t key) const;
  void insert_digits(std::uint32_t node, const std::vector<Place>& places);
  void remove_digit(std::uint32_t node, const Place& place);
  void find_occurrences(const Pattern& pattern);
  void drop_late_occurrences(const Pattern& pattern);
  void extract(const Pattern& pattern);
  void merge_digits(std::uint32_t node, std::vector<Place> places);

  NodeTable& nodes_;
  std::vector<DigitColumn>& columns_;
  SharingRule rule_;
  const std::vector<ColumnRoom>& rooms_;  // none: no deadlines
  std::vector<std::uint64_t> spent_;      // of the budget of each column
  std::uint64_t steps_ = 0;
  std::vector<std::vector<Place>> places_;  // by node, in order
  PatternTable table_;
  PatternQueue queue_;
  PatternCounter counter_;
  std::vector<Occurrence> occurrences_;  // of the pattern in hand, in order
  std::vector<PatternCounter::Entry> counted_;
  std::vector<std::uint64_t> keys_;
};

Sharing::Sharing(NodeTable& nodes, std::vector<DigitColumn>& columns, const SharingRule& rule,
                 const std::vector<ColumnRoom>& rooms)
    : nodes_(nodes), columns_(columns), rule_(rule), rooms_(rooms) {
  for (const ColumnRoom& room : rooms) spent_.push_back(room.reserved);
  std::vector<std::vector<Place>> by_node(nodes.size());
  for (std::uint32_t column = 0; column < columns.size(); ++column) {
    for (const Digit& digit : columns[column]) by_node[digit.node].push_back({column, digit.power, digit.negative});
    columns[column].clear();
  }
  for (std::uint32_t node = 0; node < by_node.size(); ++node) {
    std::sort(by_node[node].begin(), by_node[node].end());
    insert_digits(node, by_node[node]);
  }
}

// In units that leave room for noise below one bit.
std::uint32_t Sharing::weight(std::uint64_t key) const {
  constexpr std::uint32_t kUnit = 16;
  constexpr std::uint32_t kNoise = 5;
  const Pattern pattern = Pattern::of_key(key);
  std::uint32_t bits = 1;
  if (rule_.counts_bits) {
    const int overlap = overlap_bits(nodes_.format(pattern.first), 0, nodes_.format(pattern.second), pattern.shift);
    bits = static_cast<std::uint32_t>(std::max(overlap, 1));
  }
  std::uint32_t weight = kUnit * bits;
  if (rule_.late_penalty != 0) {
    const std::uint32_t early = std::min(nodes_.arrival(pattern.first), nodes_.arrival(pattern.second));
    const std::uint32_t late = std::max(nodes_.arrival(pattern.first), nodes_.arrival(pattern.second));
    weight = std::max(weight / (1 + rule_.late_penalty * std::min(late - early, 64U)), 1U);
  }
  if (rule_.seed == 0) return weight;
  std::uint64_t noise = (key ^ rule_.seed) * 0xD6E8FEB86659FD93ULL;
  noise = (noise ^ (noise >> 32)) * 0xD6E8FEB86659FD93ULL;
  return weight + static_cast<std::uint32_t>((noise >> 32) % kNoise);
}

void Sharing::insert_digits(std::uint32_t node, const std::vector<Place>& places) {
  check_internal(node < Pattern::kNodeLimit, "an adder graph has too many shared nodes");
  for (const Place& place : places) {
    DigitColumn& column = columns_[place.column];
    for (const Digit& other : column) counter_.increment(pattern_key(node, place, other));
    steps_ += column.size();
    column.push_back({node, place.power, place.negative});
    if (!rooms_.empty()) spent_[place.column] += rooms_[place.column].budget.share(nodes_.arrival(node));
  }
  if (places_.size() <= node) places_.resize(node + 1);
  places_[node] = places;
  counter_.drain(counted_);
  for (const auto& [key, count] : counted_) table_.prefetch(key);
  for (const auto& [key, count] : counted_) {
    const PatternTable::Entry entry{key, count, weight(key)};
    table_.set(entry);
    queue_.push(entry);
  }
}

void Sharing::remove_digit(std::uint32_t node, const Place& place) {
  DigitColumn& column = columns_[place.column];
  std::size_t at = 0;
  keys_.clear();
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (column[i].node == node && column[i].power == place.power) {
      at = i;
      continue;
    }
    keys_.push_back(pattern_key(node, place, column[i]));
    table_.prefetch(keys_.back());
  }
  steps_ += column.size();
  if (!rooms_.empty()) spent_[place.column] -= rooms_[place.column].budget.share(nodes_.arrival(node));
  column[at] = column.back();
  column.pop_back();
  for (const std::uint64_t key : keys_) table_.decrement(key);
}

// Where pairs share digits, each digit goes to the first pair it fits.
void Sharing::find_occurrences(const Pattern& pattern) {
  occurrences_.clear();
  const std::vector<Place>& firsts = places_[pattern.first];
  const std::vector<Place>& seconds = places_[pattern.second];
  const bool is_one_node = pattern.first == pattern.second;
  std::vector<bool> taken(is_one_node ? firsts.size() : 0, false);
  std::size_t j = 0;
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    if (is_one_node && taken[i]) continue;
    const Place& first = firsts[i];
    const Place second{first.column, first.power + pattern.shift, first.negative != pattern.is_difference};
    while (j < seconds.size() && seconds[j] < second) ++j;
    if (j == seconds.size() || seconds[j] != second) continue;
    if (is_one_node) taken[j] = true;
    occurrences_.push_back({first, second});
  }
  if (!rooms_.empty()) drop_late_occurrences(pattern);
}

// The earlier operand has to wait for the later one. A column may have no room for that.
void Sharing::drop_late_occurrences(const Pattern& pattern) {
  const std::uint32_t early = std::min(nodes_.arrival(pattern.first), nodes_.arrival(pattern.second));
  const std::uint32_t late = std::max(nodes_.arrival(pattern.first), nodes_.arrival(pattern.second));
  std::uint32_t column = 0;
  std::uint64_t spent = 0;
  std::erase_if(occurrences_, [&](const Occurrence& occurrence) {
    if (occurrence.first.column != column || spent == 0) {
      column = occurrence.first.column;
      spent = spent_[column];
    }
    const ArrivalBudget& budget = rooms_[column].budget;
    const std::uint64_t with = spent + budget.share(late + 1) - budget.share(late) - budget.share(early);
    if (with > ArrivalBudget::kTotal) return true;
    spent = with;
    return false;
  });
}

void Sharing::extract(const Pattern& pattern) {
  const auto forget = [&](std::uint32_t node, Place Occurrence::*which) {
    auto next = occurrences_.begin();
    std::erase_if(places_[node], [&](const Place& place) {
      if (next == occurrences_.end() || *next.*which != place) return false;
      ++next;
      return true;
    });
  };
  forget(pattern.first, &Occurrence::first);
  forget(pattern.second, &Occurrence::second);
  const Term sum = nodes_.add({pattern.first, 0, false}, {pattern.second, pattern.shift, pattern.is_difference});
  std::vector<Place> places;
  for (const auto& [first, second] : occurrences_) {
    remove_digit(pattern.first, first);
    remove_digit(pattern.second, second);
    places.push_back({first.column, first.power + sum.shift, first.negative != sum.negate});
  }
  if (sum.node < places_.size() && !places_[sum.node].empty()) {
    merge_digits(sum.node, std::move(places));
  } else {
    insert_digits(sum.node, places);
  }
}

// Puts in digits of a node that has some already: equal powers carry or cancel.
void Sharing::merge_digits(std::uint32_t node, std::vector<Place> places) {
  for (const Place& place : places_[node]) remove_digit(node, place);
  places.insert(places.end(), places_[node].begin(), places_[node].end());
  std::sort(places.begin(), places.end());
  std::vector<Place> merged;
  for (std::size_t i = 0; i < places.size();) {
    const auto [column, least, negative] = places[i];
    Integer sum;
    for (; i < places.size() && places[i].column == column; ++i) {
      const Integer digit = Integer::power_of_two(static_cast<unsigned>(places[i].power - least));
      sum += places[i].negative ? -digit : digit;
    }
    for (const SignedDigit& digit : canonical_digits(sum)) {
      merged.push_back({column, least + digit.power, digit.negative});
    }
  }
  insert_digits(node, merged);
}

std::uint64_t Sharing::run() {
  while (const std::uint64_t key = queue_.pop(table_)) {
    const Pattern pattern = Pattern::of_key(key);
    find_occurrences(pattern);
    PatternTable::Entry* entry = table_.find(key);
    const std::uint64_t value = std::uint64_t{occurrences_.size()} * entry->weight;
    if (occurrences_.size() >= 2 && queue_.put_off(key, value)) continue;
    table_.erase(entry);
    if (occurrences_.size() >= 2) extract(pattern);
  }
  return steps_;
}

}  // namespace

std::uint64_t share_patterns(NodeTable& nodes, std::vector<DigitColumn>& columns, const SharingRule& rule,
                             const std::vector<ColumnRoom>& rooms) {
  return Sharing(nodes, columns, rule, rooms).run();
}

}  // namespace wirefold::cmvm
