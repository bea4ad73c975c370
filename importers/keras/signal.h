// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "wirefold/dsl/fixed_variable_array.h"

namespace wirefold::keras {

/// A real function as Keras computes it: each operation rounded to float32.
using FloatFunction = std::function<float(float)>;

/// What flows between layers, with its batch axis, which has extent 1: an array, and the function of its elements that
/// is still to be taken. Only a quantizer behind the function makes a table of it.
struct Signal {
  FixedVariableArray array;
  FloatFunction function = nullptr;

  const Shape& shape() const { return array.shape(); }
  /// The array itself. UnsupportedError if a function, a quotient or the format of the model's input is pending.
  const FixedVariableArray& plain() const;
  /// True while an element belongs to an input of the model that no quantizer has given a format.
  bool has_no_format() const;
  /// The same function of an array that is made of the elements of this one.
  Signal moved(FixedVariableArray to) const { return {std::move(to), function}; }
  /// One more function; `next` of what was pending.
  Signal then(FloatFunction next) const;
};

using Signals = std::vector<Signal>;

}  // namespace wirefold::keras
