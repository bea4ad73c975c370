// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/quantizer_format.h"

namespace wirefold {

/// A format with the modes that a number is brought to it.
struct TableQuantizer {
  FormatArray format = Format{};
  Rounding rounding = RND_CONV;
  Overflow overflow = SAT;
};

/// How `softmax` computes with two tables, exp and reciprocal.
struct SoftmaxOptions {
  Axes axes = -1;                 ///< over which it sums to about 1
  bool is_stable = true;          ///< subtracts the largest element first, so that exp(0) = 1 is the largest value
  double input_scale = 1;         ///< factor of the argument of exp, taken as a float
  TableQuantizer exp_input;       ///< of the difference to the largest element; not used if it is not stable
  TableQuantizer exp_output;      ///< unsigned; always RND_CONV and SAT
  TableQuantizer inverse_input;   ///< of the sum
  TableQuantizer inverse_output;  ///< unsigned; always RND_CONV and SAT
};

/// exp(x_i) / sum of exp(x_j), as HGQ2's QSoftmax computes it: quantized exponentials, times the quantized reciprocal
/// of their quantized sum plus 1e-7. The product is exact.
///
/// Shapes:  x (...) -> (...).
/// Errors:  FormatError for a quantizer whose format was not given; as quantize of exp and of reciprocal; ShapeError
///          for axes out of range.
/// Source:  Chang Sun et al., HGQ (High Granularity Quantization), layer QSoftmax.
FixedVariableArray softmax(const FixedVariableArray& x, const SoftmaxOptions& options,
                           const Location& location = Location::here());
NumericArray softmax(const NumericArray& x, const SoftmaxOptions& options, const Location& location = Location::here());

}  // namespace wirefold
