// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/importers/keras/layer_call.h"

namespace wirefold::keras {

/// Refuses what a layer without quantizers makes of its weights where Keras itself rounds it: no element may need more
/// bits than float32 holds. Nothing is refused of the layers that quantize their weights.
///
/// Errors: UnsupportedError with the bits and what to do.
void check_float_precision(const LayerCall& call, const FixedVariableArray& y);

}  // namespace wirefold::keras
