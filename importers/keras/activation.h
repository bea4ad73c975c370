// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/importers/keras/signal.h"
#include "wirefold/ir/location.h"

namespace wirefold::keras {

/// A function of Keras by its name, of every element: computed where it is exact, such as relu, otherwise pending until
/// a quantizer makes a table of it.
///
/// Errors: UnsupportedError for a function that is not known.
/// Source: keras.activations.
Signal apply_activation(const Signal& x, const std::string& name, const Location& location);

/// The same function of numbers.
FloatFunction float_function(const std::string& name);

/// The float32 nearest to functions of a float32 number, however a math library rounds them.
float float_exp(float x);
float float_log(float x);
float float_log1p(float x);
float float_tanh(float x);

}  // namespace wirefold::keras
