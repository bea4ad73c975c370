// SPDX-License-Identifier: Apache-2.0
// Operations of keras.ops that compare the elements along an axis, or add them up along it.
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/search.h"
#include "wirefold/dsl/sort.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

// An axis that is not that of the batch.
Axis axis_of(const LayerCall& call, const Shape& shape) {
  const bool is_given = has(call.config, "axis");
  const auto rank = static_cast<std::int64_t>(shape.rank());
  const std::int64_t axis = is_given ? integer_or(call.config, "axis", -1) : 0;
  if (axis % rank == 0) throw UnsupportedError("axis", "samples of a batch are compared; give another axis");
  return {axis};
}

}  // namespace

Signals call_op_search(const LayerCall& call) {
  const FixedVariableArray& x = call.input().plain();
  const Axis axis = axis_of(call, x.shape());
  const bool keepdims = boolean_or(call.config, "keepdims", false);
  if (call.layer.class_name == "Argmax") return {{argmax(x, axis, keepdims, call.location)}};
  return {{argmin(x, axis, keepdims, call.location)}};
}

Signals call_op_sort(const LayerCall& call) {
  const FixedVariableArray& x = call.input().plain();
  const Axis axis = axis_of(call, x.shape());
  if (call.layer.class_name == "Sort") return {{sort(x, axis, SortingNetwork::kBatcher, call.location)}};
  return {{argsort(x, axis, SortingNetwork::kBatcher, call.location)}};
}

Signals call_op_cumsum(const LayerCall& call) {
  const FixedVariableArray& x = call.input().plain();
  return {{cumsum(x, axis_of(call, x.shape()), call.location)}};
}

}  // namespace wirefold::keras
