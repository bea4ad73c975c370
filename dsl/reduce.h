// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

// Reductions over the given axes, or over all of them. The axes are gone from the result, or of extent 1 with
// `keepdims`. A sum, a maximum and a minimum is one operation of the program, whatever the number of its operands; a
// product is a balanced tree.
//
// Errors:  ShapeError for an axis out of range or given twice.
// Source:  the functions of numpy of the same names.
// Example: auto y = wf::amax(x, {0, 1});

/// The exact sum.
WIREFOLD_OF_ONE_ARRAY(sum, const Axes& axes = {}, bool keepdims = false);

/// The exact product.
WIREFOLD_OF_ONE_ARRAY(prod, const Axes& axes = {}, bool keepdims = false);

/// The largest element.
WIREFOLD_OF_ONE_ARRAY(amax, const Axes& axes = {}, bool keepdims = false);
/// As amax. (The larger one of two elements is `maximum`.)
WIREFOLD_OF_ONE_ARRAY(max, const Axes& axes = {}, bool keepdims = false);

/// The smallest element.
WIREFOLD_OF_ONE_ARRAY(amin, const Axes& axes = {}, bool keepdims = false);
/// As amin.
WIREFOLD_OF_ONE_ARRAY(min, const Axes& axes = {}, bool keepdims = false);

/// The sum over the number of elements: exact if that is a power of two, otherwise a quotient, which `quantize` takes.
WIREFOLD_OF_ONE_ARRAY(mean, const Axes& axes = {}, bool keepdims = false);

/// sum(x * weights) / sum(weights): exact or a quotient, as `mean`.
///
/// Shapes:  weights of the shape of x, or of one axis and as long as the one axis that is reduced.
/// Errors:  ShapeError for other weights; ValueError if they sum to zero.
WIREFOLD_OF_ONE_ARRAY(average, const Axes& axes, const NumericArray& weights, bool keepdims = false);
/// As mean.
WIREFOLD_OF_ONE_ARRAY(average, const Axes& axes = {});

/// The sums of the first 1, 2, 3, ... elements along `axis`; without an axis, of the flattened array. They share their
/// terms in a prefix tree of ceil(log2 n) levels and about n/2 log2 n sums.
///
/// Source:  numpy.cumsum; the tree is that of Sklansky (Conditional-sum addition logic, 1960).
WIREFOLD_OF_ONE_ARRAY(cumsum, std::optional<Axis> axis = {});

}  // namespace wirefold
