// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

/// How many elements of x lie between neighbouring edges, the lower edge included; the last edge is included too.
///
/// Shapes:  edges (n + 1) -> (n).
/// Errors:  ShapeError for fewer than two edges or another number of axes than one; ValueError for edges that fall.
/// Source:  numpy.histogram(x, bins=edges)[0].
WIREFOLD_OF_ONE_ARRAY(histogram, const NumericArray& edges);

/// The same where each element counts as its weight.
///
/// Shapes:  weights of the shape of x.
/// Errors:  as above; ShapeError for other weights.
/// Source:  numpy.histogram(x, bins=edges, weights=weights)[0].
WIREFOLD_OF_ONE_ARRAY(histogram, const NumericArray& edges, const NumericArray& weights);

/// Where the first of some equal bins begins and the last one ends: one number each.
struct BinRange {
  NumericArray low;
  NumericArray high;
};

/// The same for `bins` bins of equal size. Edges between them that are no dyadic numbers are exact all the same.
///
/// Errors:  ValueError for less than one bin and a range that does not rise; ShapeError for several numbers.
/// Source:  numpy.histogram(x, bins=bins, range=(low, high))[0].
/// Example: auto counts = wf::histogram(x, 10, {-1, 1});
WIREFOLD_OF_ONE_ARRAY(histogram, int bins, const BinRange& range);
/// Source:  numpy.histogram(x, bins=bins, range=(low, high), weights=weights)[0].
WIREFOLD_OF_ONE_ARRAY(histogram, int bins, const BinRange& range, const NumericArray& weights);

}  // namespace wirefold
