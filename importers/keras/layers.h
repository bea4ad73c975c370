// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/importers/keras/layer_call.h"

// The handlers of layers, as the layer table lists them: each computes one call.

namespace wirefold::keras {

// layers_dense.cc: products with weights.
Signals call_q_dense(const LayerCall& call);
Signals call_q_einsum_dense(const LayerCall& call);
Signals call_q_einsum_dense_batchnorm(const LayerCall& call);
Signals call_q_batchnorm_dense(const LayerCall& call);
Signals call_q_batchnormalization(const LayerCall& call);

}  // namespace wirefold::keras
