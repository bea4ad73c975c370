// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/dsl/structure.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layer_call.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {

/// Runs `step(x, state)` over the steps of the call's input (1, steps, features): `state` points to what the step
/// before gave, and is null at first. Gives the last state or all of them, quantized by the quantizer at cell/oq.
///
/// Errors: UnsupportedError for what needs a memory from one sample to the next.
template <class Step>
Signals unrolled(const LayerCall& call, Step step) {
  for (const char* const key : {"stateful", "zero_output_for_mask", "return_state"}) {
    if (boolean_or(call.config, key, false)) throw UnsupportedError(key, "is set, which hardware without memory lacks");
  }
  const Signal& x = call.input();
  if (x.function) x.plain();
  if (x.shape().rank() != 3) throw ShapeError("recurrent", "an input of shape " + to_string(x.shape()));
  const std::int64_t steps = x.shape()[1];
  const bool goes_backwards = boolean_or(call.config, "go_backwards", false);
  std::vector<FixedVariableArray> states;
  for (std::int64_t i = 0; i < steps; ++i) {
    const FixedVariableArray x_t = x.array(all(), goes_backwards ? steps - 1 - i : i);
    states.push_back(step(x_t, states.empty() ? nullptr : &states.back()));
  }
  if (!boolean_or(call.config, "return_sequences", false)) {
    return {call.with_output_quantizer({states.back()}, "cell/oq")};
  }
  return {call.with_output_quantizer({stack(states, 1, call.location)}, "cell/oq")};
}

}  // namespace wirefold::keras
