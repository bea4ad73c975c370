// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/contraction.h"
#include "wirefold/dsl/einsum_subscripts.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "einsum";

bool holds(const std::vector<int>& labels, int label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

// The extent of every label. Pairs of arrays are checked as they meet, but under their own numbers only here.
std::map<int, std::int64_t> checked_extents(const EinsumLabels& labels, const std::vector<Shape>& shapes,
                                            const Location& location) {
  std::map<int, std::int64_t> extents;
  std::map<int, std::size_t> first;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (std::size_t axis = 0; axis < shapes[i].rank(); ++axis) {
      const int label = labels.operands[i][axis];
      const std::int64_t extent = shapes[i][axis];
      const auto [found, is_new] = extents.try_emplace(label, extent);
      if (is_new) first[label] = i;
      if (found->second == extent || (!is_letter(label) && extent == 1)) continue;
      if (is_letter(label) || found->second != 1) {
        const std::string name =
            is_letter(label) ? "'" + std::string(1, static_cast<char>(label)) + "'" : std::to_string(label);
        throw ShapeError(kFunction,
                         "axis " + name + " is " + std::to_string(found->second) + " in operand " +
                             std::to_string(first[label]) + " " + to_string(shapes[first[label]]) + " but " +
                             std::to_string(extent) + " in operand " + std::to_string(i) + " " + to_string(shapes[i]),
                         location);
      }
      found->second = extent;
    }
  }
  return extents;
}

struct Factor {
  EinsumOperand array;
  std::vector<int> labels;
};

class Product {
 public:
  Product(std::vector<Factor> factors, std::vector<int> result, std::map<int, std::int64_t> extents,
          const Location& location)
      : factors_(std::move(factors)), result_(std::move(result)), extents_(std::move(extents)), location_(location) {}

  EinsumOperand evaluated() {
    while (factors_.size() > 2) {
      const auto [a, b] = smallest_pair();
      Factor product{multiplied(factors_[a], factors_[b], kept(a, b)), kept(a, b)};
      factors_.erase(factors_.begin() + static_cast<std::ptrdiff_t>(b));
      factors_[a] = std::move(product);
    }
    return multiplied(factors_[0], factors_[1], result_);
  }

 private:
  // What a product of two factors keeps: the labels that the result or another factor needs.
  std::vector<int> kept(std::size_t a, std::size_t b) const {
    std::vector<int> labels;
    for (const std::size_t factor : {a, b}) {
      for (const int label : factors_[factor].labels) {
        bool is_needed = holds(result_, label);
        for (std::size_t i = 0; i < factors_.size(); ++i) {
          is_needed = is_needed || (i != a && i != b && holds(factors_[i].labels, label));
        }
        if (is_needed && !holds(labels, label)) labels.push_back(label);
      }
    }
    return labels;
  }

  std::pair<std::size_t, std::size_t> smallest_pair() const {
    std::pair<std::size_t, std::size_t> best{0, 1};
    Integer best_size = size_of(kept(0, 1));
    for (std::size_t a = 0; a < factors_.size(); ++a) {
      for (std::size_t b = a + 1; b < factors_.size(); ++b) {
        Integer size = size_of(kept(a, b));
        if (size >= best_size) continue;
        best = {a, b};
        best_size = std::move(size);
      }
    }
    return best;
  }

  Integer size_of(const std::vector<int>& labels) const {
    Integer size = 1;
    for (const int label : labels) size *= extents_.at(label);
    return size;
  }

  EinsumOperand multiplied(const Factor& a, const Factor& b, const std::vector<int>& labels) const {
    const ContractionPlan plan =
        contraction_plan(kFunction, {a.labels, b.labels, labels}, a.array.shape(), b.array.shape(), location_);
    if (a.array.variables && b.array.variables) {
      return EinsumOperand(contracted(kFunction, plan, *a.array.variables, *b.array.variables, location_));
    }
    if (a.array.variables)
      return EinsumOperand(contracted(kFunction, plan, *a.array.variables, b.array.numbers, location_));
    if (b.array.variables)
      return EinsumOperand(contracted(kFunction, plan, a.array.numbers, *b.array.variables, location_));
    return EinsumOperand(contracted(kFunction, plan, a.array.numbers, b.array.numbers, location_));
  }

  std::vector<Factor> factors_;
  std::vector<int> result_;
  std::map<int, std::int64_t> extents_;
  const Location& location_;
};

}  // namespace

EinsumOperand einsum_of_many(const EinsumSubscripts& subscripts, std::vector<EinsumOperand> operands) {
  std::vector<Shape> shapes;
  for (const EinsumOperand& operand : operands) shapes.push_back(operand.shape());
  const EinsumLabels labels = einsum_labels(subscripts.text, shapes, subscripts.location);
  std::map<int, std::int64_t> extents = checked_extents(labels, shapes, subscripts.location);
  std::vector<Factor> factors;
  for (std::size_t i = 0; i < operands.size(); ++i) factors.push_back({std::move(operands[i]), labels.operands[i]});
  return Product(std::move(factors), labels.result, std::move(extents), subscripts.location).evaluated();
}

}  // namespace wirefold
