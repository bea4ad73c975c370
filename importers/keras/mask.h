// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <variant>

#include "wirefold/importers/keras/layer_call.h"

namespace wirefold::keras {

/// Which elements count, those that are not 0: known from the model, or computed.
using Mask = std::variant<NumericArray, FixedVariableArray>;

/// Of an argument of a call; none for one that is not given. UnsupportedError for what is no array.
std::optional<Mask> mask_of(const Argument& argument, const Location& location);
Mask reshaped(const Mask& mask, const Shape& shape, const Location& location);
const Shape& shape_of(const Mask& mask);
/// Where both count; they broadcast. The other one where one is not there.
std::optional<Mask> both(const std::optional<Mask>& a, const std::optional<Mask>& b, const Location& location);
/// x where the mask is not 0, else `otherwise`.
FixedVariableArray kept(const Mask& mask, const FixedVariableArray& x, const NumericArray& otherwise,
                        const Location& location);

}  // namespace wirefold::keras
