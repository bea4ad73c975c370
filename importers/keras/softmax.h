// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "wirefold/dsl/axes.h"
#include "wirefold/importers/keras/layer_call.h"
#include "wirefold/importers/keras/mask.h"

namespace wirefold::keras {

/// How a QSoftmax computes, and where its quantizers are.
struct SoftmaxTables {
  HgqQuantizer exp_output;
  HgqQuantizer inverse_input;
  HgqQuantizer inverse_output;
  std::optional<HgqQuantizer> exp_input;  ///< of the distance to the largest element; none if that is not subtracted
  float input_scaler = 1;
};

/// The quantizers of the members PREFIXexp_iq_conf, ... of `call`, with variables under `path`.
SoftmaxTables softmax_tables(const LayerCall& call, const std::string& prefix, const std::string& path, bool is_stable,
                             float input_scaler);

/// exp(x) / sum of exp(x) by two tables; elements that `mask` does not keep count as if they were not there.
FixedVariableArray softmax_of(const FixedVariableArray& x, const SoftmaxTables& tables, const Axes& axes,
                              const std::optional<Mask>& mask, const Location& location);

}  // namespace wirefold::keras
