// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/signal.h"

#include <algorithm>

#include "wirefold/dsl/trace.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {

bool Signal::has_no_format() const {
  const CombLogic& graph = array.trace().graph();
  const auto& uses = array.elements().uses;
  return std::any_of(uses.begin(), uses.end(), [&](const Use& use) { return is_open(graph, use); });
}

const FixedVariableArray& Signal::plain() const {
  if (function) {
    throw UnsupportedError("activation",
                           "what comes out of a function that only a table computes goes into something else than a "
                           "quantizer; enable the output quantizer of the layer with the function");
  }
  if (!array.elements().divisors.empty()) {
    throw UnsupportedError("mean",
                           "a mean of a number of elements that is no power of two goes into something else than a "
                           "quantizer; enable the output quantizer of the layer with the mean");
  }
  if (has_no_format()) {
    throw UnsupportedError("input",
                           "the model does not quantize its input in front of this; begin with a layer that has an "
                           "input quantizer, or give the format of the input (KerasOptions::input_formats, "
                           "--input-format)");
  }
  return array;
}

Signal Signal::then(FloatFunction next) const {
  if (!function) return {array, std::move(next)};
  return {array, [first = function, next = std::move(next)](float x) { return next(first(x)); }};
}

}  // namespace wirefold::keras
