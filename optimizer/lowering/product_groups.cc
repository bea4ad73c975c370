// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/product_groups.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace wirefold {
namespace {

constexpr std::size_t kMostEntries = std::size_t{1} << 15;  // of the matrix of a group

// The values that an operation reads, each once.
std::set<ValueId> values_of(const CombLogic& logic, std::size_t operation) {
  std::set<ValueId> values;
  for (const Use& use : logic.operands(logic.operations()[operation])) {
    if (!logic.interval(use.value).is_point()) values.insert(use.value);
  }
  return values;
}

// Grows groups among products of one rank: the product that shares most with the group joins next.
class Grouping {
 public:
  Grouping(const CombLogic& logic, const std::vector<std::size_t>& products) : logic_(logic) {
    for (const std::size_t product : products) {
      reads_[product] = values_of(logic, product);
      for (const ValueId value : reads_[product]) readers_[value].push_back(product);
    }
    left_ = std::set<std::size_t>(products.begin(), products.end());
  }

  std::vector<std::vector<std::size_t>> run() {
    std::vector<std::vector<std::size_t>> groups;
    while (!left_.empty()) groups.push_back(grow(*left_.begin()));
    return groups;
  }

 private:
  std::vector<std::size_t> grow(std::size_t first) {
    shared_.clear();
    values_.clear();
    columns_ = 0;
    std::vector<std::size_t> group;
    for (std::size_t next = first;; next = best_candidate()) {
      if (next == kNone) break;
      join(next);
      group.push_back(next);
    }
    std::sort(group.begin(), group.end());
    return group;
  }

  void join(std::size_t product) {
    left_.erase(product);
    shared_.erase(product);
    columns_ += logic_.operations()[product].result_count;
    for (const ValueId value : reads_[product]) {
      if (!values_.insert(value).second) continue;
      for (const std::size_t reader : readers_[value]) {
        if (left_.count(reader) != 0) ++shared_[reader];
      }
    }
  }

  // Of those for which there is room.
  std::size_t best_candidate() const {
    std::size_t best = kNone;
    std::size_t most = 0;
    for (const auto& [product, count] : shared_) {
      const Operation& operation = logic_.operations()[product];
      const std::size_t rows = values_.size() + reads_.at(product).size() - count;
      if (count <= most || rows * (columns_ + operation.result_count) > kMostEntries) continue;
      most = count;
      best = product;
    }
    return best;
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  const CombLogic& logic_;
  std::map<std::size_t, std::set<ValueId>> reads_;  // by product
  std::map<ValueId, std::vector<std::size_t>> readers_;
  std::set<std::size_t> left_;
  std::map<std::size_t, std::size_t> shared_;  // by product that is left: how many of its values the group reads
  std::set<ValueId> values_;                   // that the group reads
  std::size_t columns_ = 0;
};

}  // namespace

bool is_constant_product(const CombLogic& logic, const Operation& operation) {
  const auto operands = logic.operands(operation);
  if (operation.opcode == Opcode::kSum) return operands.size() > 2;
  if (operation.opcode == Opcode::kLinear) return true;
  return operation.opcode == Opcode::kMultiply &&
         (logic.interval(operands[0]).is_point() || logic.interval(operands[1]).is_point());
}

std::vector<std::size_t> product_ranks(const CombLogic& logic) {
  std::vector<std::size_t> of_value(logic.value_count(), 0);  // of what reads the value
  std::vector<std::size_t> ranks;
  for (const Operation& operation : logic.operations()) {
    std::size_t rank = 0;
    for (const Use& use : logic.operands(operation)) rank = std::max(rank, of_value[use.value]);
    ranks.push_back(rank);
    if (is_constant_product(logic, operation)) ++rank;
    for (std::uint32_t i = 0; i < operation.result_count; ++i) of_value[operation.first_result + i] = rank;
  }
  return ranks;
}

std::vector<ProductGroup> grouped_products(const CombLogic& logic) {
  const std::vector<std::size_t> ranks = product_ranks(logic);
  std::map<std::size_t, std::vector<std::size_t>> products_by_rank;
  std::vector<ProductGroup> groups;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    if (is_constant_product(logic, logic.operations()[i])) {
      products_by_rank[ranks[i]].push_back(i);
    } else {
      groups.push_back({{i}, ranks[i]});
    }
  }
  bool is_grouped = false;
  for (auto& [rank, products] : products_by_rank) {
    std::set<std::size_t> rest(products.begin(), products.end());
    for (SlidingProducts& sliding : find_sliding_products(logic, products)) {
      for (const std::size_t product : sliding.operations) rest.erase(product);
      groups.push_back({std::move(sliding.operations), rank, std::move(sliding.at)});
      is_grouped = true;
    }
    for (std::vector<std::size_t>& group : Grouping(logic, {rest.begin(), rest.end()}).run()) {
      is_grouped = is_grouped || group.size() > 1;
      groups.push_back({std::move(group), rank});
    }
  }
  // Products come after everything else of their rank, as that may be their operands.
  std::sort(groups.begin(), groups.end(), [&](const ProductGroup& a, const ProductGroup& b) {
    const auto key = [&](std::size_t i) {
      return is_grouped ? std::tuple(ranks[i], is_constant_product(logic, logic.operations()[i]), i)
                        : std::tuple(std::size_t{0}, false, i);
    };
    return key(a.operations[0]) < key(b.operations[0]);
  });
  return groups;
}

}  // namespace wirefold
