// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

// A product of constants with variables becomes one `linear` operation for each distinct vector of variables, holding
// all results that share it, in whatever order they are given; a product of variables becomes products and one sum a
// result. Everything is exact.

/// Multiplies the last axis of `a` with the second-to-last of `b`, as numpy.matmul.
///
/// Shapes:  a (..., n, k), b (..., k, m) -> (..., n, m); leading axes broadcast; of one axis: a (k), b (k).
/// Errors:  ShapeError if k differs or an array has no axes.
/// Source:  numpy.matmul.
/// Example: auto y = wf::matmul(x, w);
WIREFOLD_OF_TWO_ARRAYS(matmul);

/// The sum over the last axis of `a` and the second-to-last, or only, axis of `b`.
///
/// Shapes:  a (i..., k), b (j..., k, m) -> (i..., j..., m).
/// Errors:  ShapeError if k differs or an array has no axes.
/// Source:  numpy.dot.
WIREFOLD_OF_TWO_ARRAYS(dot);

/// The sum over the last axes of both.
///
/// Shapes:  a (i..., k), b (j..., k) -> (i..., j...); an array of no axes scales the other.
/// Errors:  ShapeError if k differs.
/// Source:  numpy.inner.
WIREFOLD_OF_TWO_ARRAYS(inner);

/// Every element of `a` times every element of `b`.
///
/// Shapes:  a of n elements, b of m -> (n, m).
/// Source:  numpy.outer.
WIREFOLD_OF_TWO_ARRAYS(outer);

/// The axes that tensordot sums over: the last n of `a` with the first n of `b`, or axes of `a` with axes of `b`.
struct TensordotAxes {
  template <std::integral I>
  requires(!std::same_as<I, bool>) TensordotAxes(I axes)
      : count(Bound::narrowed(axes)) {}  // NOLINT(google-explicit-constructor)
  TensordotAxes(const Axes& of_a, const Axes& of_b) : a(of_a), b(of_b) {}

  std::optional<std::int64_t> count;
  Axes a;
  Axes b;
};

/// The sum over pairs of axes: `tensordot(a, b, {{1, 0}, {0, 1}})`.
///
/// Shapes:  the other axes of `a`, then those of `b`.
/// Errors:  ShapeError for axes that do not exist, are given twice, or differ in extent or number.
/// Source:  numpy.tensordot.
WIREFOLD_OF_TWO_ARRAYS(tensordot, const TensordotAxes& axes = 2);

/// The product of arrays over named axes, summed over those that the result lacks.
///
/// A letter that is repeated in one array takes its diagonal. Without "->" the result has the axes of the ellipsis and
/// then, in alphabetical order, the letters that occur once. Blanks do not count. Of three arrays and more, the two are
/// multiplied first whose product is smallest.
///
/// Shapes:  as the subscripts say; axes under an ellipsis broadcast, axes of one letter are equal.
/// Errors:  ShapeError for arrays that do not fit the subscripts, ValueError for subscripts that are none.
/// Source:  numpy.einsum.
/// Example: auto y = wf::einsum("ijk,ij->ik", w, x);
FixedVariableArray einsum(std::string_view subscripts, const FixedVariableArray& a, const FixedVariableArray& b,
                          const Location& location = Location::here());
FixedVariableArray einsum(std::string_view subscripts, const FixedVariableArray& a, const NumericArray& b,
                          const Location& location = Location::here());
FixedVariableArray einsum(std::string_view subscripts, const NumericArray& a, const FixedVariableArray& b,
                          const Location& location = Location::here());
NumericArray einsum(std::string_view subscripts, const NumericArray& a, const NumericArray& b,
                    const Location& location = Location::here());
FixedVariableArray einsum(std::string_view subscripts, const FixedVariableArray& a,
                          const Location& location = Location::here());
NumericArray einsum(std::string_view subscripts, const NumericArray& a, const Location& location = Location::here());

/// One of many arrays: of variables or of numbers.
struct EinsumOperand {
  explicit EinsumOperand(const FixedVariableArray& array) : variables(array), numbers(0) {}
  explicit EinsumOperand(NumericArray array) : numbers(std::move(array)) {}

  const Shape& shape() const { return variables ? variables->shape() : numbers.shape(); }

  std::optional<FixedVariableArray> variables;
  NumericArray numbers;  ///< where there are no variables
};

/// Subscripts and the line they stand on, which cannot come behind a list of arrays.
struct EinsumSubscripts {
  template <std::convertible_to<std::string_view> Text>
  EinsumSubscripts(const Text& subscripts, const Location& where = Location::here())  // NOLINT
      : text(std::string_view(subscripts)), location(where) {}

  std::string text;
  Location location;
};

/// The product of all operands, of variables if one is.
EinsumOperand einsum_of_many(const EinsumSubscripts& subscripts, std::vector<EinsumOperand> operands);

template <class... Arrays>
requires(sizeof...(Arrays) >= 3 &&
         ((DslArray<Arrays> || ForeignArray<Arrays>)&&...)) auto einsum(const EinsumSubscripts& subscripts,
                                                                        const Arrays&... arrays) {
  std::vector<EinsumOperand> operands;
  const auto add = [&](const auto& array) {
    if constexpr (SymbolicArray<decltype(array)>) {
      operands.emplace_back(array);
    } else {
      operands.emplace_back(NumericArray(array));
    }
  };
  (add(arrays), ...);
  EinsumOperand result = einsum_of_many(subscripts, std::move(operands));
  if constexpr ((SymbolicArray<Arrays> || ...)) {
    return *std::move(result.variables);
  } else {
    return std::move(result.numbers);
  }
}

}  // namespace wirefold
