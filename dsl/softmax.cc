// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/softmax.h"

#include <cmath>
#include <type_traits>

#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/unary.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// Keras adds its epsilon as a float.
constexpr float kEpsilon = 1e-7F;

// What an operator takes beside an array, with the user's line.
template <class Array>
using OperandOf = std::conditional_t<SymbolicArray<Array>, SymbolicOperand, NumericOperand>;

const FormatArray& given(const FormatArray& formats, const char* name, const Location& location) {
  if (formats.formats().size() == 1 && formats.formats()[0].is_zero()) {
    throw FormatError("softmax", std::string("the format of ") + name + " has no bits, give it", location);
  }
  return formats;
}

// The tables' values are never negative, so a sign bit of their formats is left out.
FormatArray unsigned_formats(const FormatArray& formats, const char* name, const Location& location) {
  std::vector<Format> result = given(formats, name, location).formats();
  for (Format& format : result) format.is_signed = false;
  return {formats.shape(), std::move(result), location};
}

template <class Array>
Array exponentials(const Array& x, const SoftmaxOptions& options, const Location& location) {
  const auto scale = static_cast<float>(options.input_scale);
  const FormatArray output = unsigned_formats(options.exp_output.format, "exp_output", location);
  if (!options.is_stable)
    return quantize(exp(pending(x, location) * NumberOperand(scale, location), location), output, RND_CONV, SAT,
                    location);
  const TableQuantizer& input = options.exp_input;
  const Array largest = amax(x, options.axes, /*keepdims=*/true, location);
  const Array distance = quantize(largest - OperandOf<Array>(x, location), given(input.format, "exp_input", location),
                                  input.rounding, input.overflow, location);
  return quantize(exp(pending(distance, location) * NumberOperand(-scale, location), location), output, RND_CONV, SAT,
                  location);
}

template <class Array>
Array normalized(const Array& x, const SoftmaxOptions& options, const Location& location) {
  if (!std::isfinite(static_cast<float>(options.input_scale))) {
    throw ValueError("softmax", "an input scale of " + std::to_string(options.input_scale), location);
  }
  const Array e = exponentials(x, options, location);
  const TableQuantizer& input = options.inverse_input;
  const Array total =
      quantize(sum(e, options.axes, /*keepdims=*/true, location), given(input.format, "inverse_input", location),
               input.rounding, input.overflow, location);
  const auto inverse = reciprocal(pending(total, location) + NumberOperand(kEpsilon, location), location);
  return e *
         OperandOf<Array>(quantize(inverse, unsigned_formats(options.inverse_output.format, "inverse_output", location),
                                   RND_CONV, SAT, location),
                          location);
}

}  // namespace

FixedVariableArray softmax(const FixedVariableArray& x, const SoftmaxOptions& options, const Location& location) {
  return normalized(x, options, location);
}
NumericArray softmax(const NumericArray& x, const SoftmaxOptions& options, const Location& location) {
  return normalized(x, options, location);
}

}  // namespace wirefold
