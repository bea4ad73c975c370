// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

/// Networks of compare-and-exchange that sort. Batcher's needs fewer comparisons, the bitonic one compares every value
/// in every step. Both have k (k + 1) / 2 steps for up to 2^k values.
///
/// Source:  K. E. Batcher, Sorting networks and their applications, 1968.
enum class SortingNetwork { kBatcher, kBitonic };

/// The elements along `axis` in rising order.
///
/// Errors:  ShapeError for an axis out of range.
/// Source:  numpy.sort.
WIREFOLD_OF_ONE_ARRAY(sort, Axis axis = -1, SortingNetwork network = SortingNetwork::kBatcher);

/// Where along `axis` the element stands that a stable sort puts here: equal elements keep their order.
///
/// Source:  numpy.argsort(x, kind="stable").
WIREFOLD_OF_ONE_ARRAY(argsort, Axis axis = -1, SortingNetwork network = SortingNetwork::kBatcher);

/// The elements of `b` in the order of a stable sort of the keys `a`: payloads travel with their keys.
///
/// Shapes:  equal.
/// Errors:  ShapeError for different shapes, or for an axis out of range.
/// Source:  numpy.take_along_axis(b, numpy.argsort(a, axis, kind="stable"), axis).
/// Example: auto best = wf::sort_by(-scores, ids)(wf::range(0, 4));
WIREFOLD_OF_TWO_ARRAYS(sort_by, Axis axis = -1, SortingNetwork network = SortingNetwork::kBatcher);

}  // namespace wirefold
