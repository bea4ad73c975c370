// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/histogram.h"

#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/edges.h"
#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/traced_bits.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "histogram";

// Where bins begin and end, of which all but the last end may be no dyadic numbers.
struct Edges {
  std::vector<Dyadic> begins;  // times `divisor`
  Integer divisor;
  Dyadic end;

  /// The smallest number on the grid 2^exponent in the bin or above it: no number on that grid lies between it and the
  /// begin of the bin.
  Dyadic begin(std::size_t bin, int exponent) const {
    return Dyadic(-floor_divide((-begins[bin]).floor_to_grid(exponent), divisor), exponent);
  }
};

Edges edges_of(const NumericArray& edges, const Location& location) {
  refuse_quotients(kFunction, edges.shape(), edges.divisors(), location);
  check_edges(kFunction, edges.shape(), edges.numerators(), 2, location);
  const std::span<const Dyadic> numbers = edges.numerators();
  return {{numbers.begin(), numbers.end() - 1}, 1, numbers.back()};
}

Dyadic number_of(const NumericArray& edge, const Location& location) {
  refuse_quotients(kFunction, edge.shape(), edge.divisors(), location);
  if (edge.size() == 1) return edge.numerators()[0];
  throw ShapeError(kFunction, "an end of the range of shape " + to_string(edge.shape()) + ", it must be one number",
                   location);
}

Edges equal_bins(int bins, const BinRange& range, const Location& location) {
  const Dyadic low = number_of(range.low, location);
  const Dyadic high = number_of(range.high, location);
  if (bins < 1) throw ValueError(kFunction, std::to_string(bins) + " bins, there must be at least one", location);
  if (!(low < high)) {
    throw ValueError(kFunction, "a range from " + low.to_string() + " to " + high.to_string() + ", it must rise",
                     location);
  }
  Edges edges{{}, bins, high};
  for (int i = 0; i < bins; ++i) edges.begins.push_back(low * Dyadic(bins - i) + high * Dyadic(i));
  return edges;
}

// One bit a bin and element, shape (bins, elements), says whether the element is in the bin.
FixedVariableArray membership(const FixedVariableArray& x, const Edges& edges, const Location& location) {
  const std::span<const Use> uses = operands_of(x, kFunction, location);
  const std::size_t bins = edges.begins.size();
  Builder& builder = x.trace().builder();
  TracedBits bits(builder, location);
  TracedElements members{x.elements().trace, std::vector<Use>(bins * uses.size()), {}};
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const int grid = builder.graph().interval(uses[i]).exponent;
    Use is_reached = bits.inverted({builder.less_than(uses[i], edges.begin(0, grid), location)});
    for (std::size_t bin = 0; bin < bins; ++bin) {
      const bool is_last = bin + 1 == bins;
      const Use is_below = is_last ? bits.less_equal(uses[i], bits.number(edges.end))
                                   : Use{builder.less_than(uses[i], edges.begin(bin + 1, grid), location)};
      const Use both[] = {is_reached, is_below};
      members.uses[bin * uses.size() + i] = {bits.bitwise(Opcode::kAnd, both)};
      if (!is_last) is_reached = bits.inverted(is_below);
    }
  }
  return {{bins, uses.size()}, std::move(members)};
}

NumericArray membership(const NumericArray& x, const Edges& edges, const Location& location) {
  refuse_quotients(kFunction, x.shape(), x.divisors(), location);
  const std::size_t bins = edges.begins.size();
  std::vector<Dyadic> members;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    for (const Dyadic& number : x.numerators()) {
      const int grid = number.exponent();
      const bool is_below = bin + 1 == bins ? number <= edges.end : number < edges.begin(bin + 1, grid);
      members.emplace_back(edges.begin(bin, grid) <= number && is_below ? 1 : 0);
    }
  }
  return {{bins, x.size()}, std::move(members), {}};
}

// A count is a sum of bits: so it is known to be no more than there are elements.
template <class Array>
Array counted(const Array& x, const Edges& edges, const Location& location) {
  return sum(membership(x, edges, location), 1, false, location);
}

template <class Array>
Array weighed(const Array& x, const Edges& edges, const NumericArray& weights, const Location& location) {
  refuse_quotients(kFunction, weights.shape(), weights.divisors(), location);
  if (weights.shape() != x.shape()) {
    throw ShapeError(kFunction,
                     "weights of shape " + to_string(weights.shape()) + " for an array of shape " +
                         to_string(x.shape()) + ", they must have its shape",
                     location);
  }
  return matmul(membership(x, edges, location), reshape(weights, {-1}, location), location);
}

}  // namespace

FixedVariableArray histogram(const FixedVariableArray& x, const NumericArray& edges, const Location& location) {
  return counted(x, edges_of(edges, location), location);
}
NumericArray histogram(const NumericArray& x, const NumericArray& edges, const Location& location) {
  return counted(x, edges_of(edges, location), location);
}

FixedVariableArray histogram(const FixedVariableArray& x, const NumericArray& edges, const NumericArray& weights,
                             const Location& location) {
  return weighed(x, edges_of(edges, location), weights, location);
}
NumericArray histogram(const NumericArray& x, const NumericArray& edges, const NumericArray& weights,
                       const Location& location) {
  return weighed(x, edges_of(edges, location), weights, location);
}

FixedVariableArray histogram(const FixedVariableArray& x, int bins, const BinRange& range, const Location& location) {
  return counted(x, equal_bins(bins, range, location), location);
}
NumericArray histogram(const NumericArray& x, int bins, const BinRange& range, const Location& location) {
  return counted(x, equal_bins(bins, range, location), location);
}

FixedVariableArray histogram(const FixedVariableArray& x, int bins, const BinRange& range, const NumericArray& weights,
                             const Location& location) {
  return weighed(x, equal_bins(bins, range, location), weights, location);
}
NumericArray histogram(const NumericArray& x, int bins, const BinRange& range, const NumericArray& weights,
                       const Location& location) {
  return weighed(x, equal_bins(bins, range, location), weights, location);
}

}  // namespace wirefold
