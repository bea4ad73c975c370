// SPDX-License-Identifier: Apache-2.0
// Operations of keras.ops that compute with elements.
#include <map>

#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/logic.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/importers/keras/activation.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

// An operand that is not a tensor: a number, which Keras takes as float32.
NumericArray number_of(const Argument& argument, std::size_t place) {
  if (!argument.value || argument.value->is_list() || argument.value->is_object() || argument.value->is_text()) {
    throw UnsupportedError("operand", "number " + std::to_string(place) + " is neither a tensor nor a number");
  }
  return float_of(*argument.value);
}

bool is_tensor(const LayerCall& call, std::size_t place) {
  return place < call.arguments.size() && call.arguments[place].signal.has_value();
}
const FixedVariableArray& tensor(const LayerCall& call, std::size_t place) {
  if (!is_tensor(call, place)) throw UnsupportedError("operand", "number " + std::to_string(place) + " is no tensor");
  return call.arguments[place].signal->plain();
}
NumericArray number(const LayerCall& call, std::size_t place) {
  return number_of(place < call.arguments.size() ? call.arguments[place] : Argument{}, place);
}

// `compute` of two operands, of which one may be a number.
template <class Compute>
Signals of_two(const LayerCall& call, Compute compute) {
  if (is_tensor(call, 0) && is_tensor(call, 1)) return {{compute(tensor(call, 0), tensor(call, 1))}};
  if (is_tensor(call, 0)) return {{compute(tensor(call, 0), number(call, 1))}};
  return {{compute(number(call, 0), tensor(call, 1))}};
}

// What an operator takes on its right.
SymbolicOperand operand(const FixedVariableArray& x, const Location& location) { return {x, location}; }
NumericOperand operand(const NumericArray& x, const Location& location) { return {x, location}; }

FixedVariableArray negative_of(const FixedVariableArray& x, const Location& location) {
  return x * NumericOperand(-1, location);
}
FixedVariableArray sum_of(const FixedVariableArray& a, const FixedVariableArray& b, const Location& l) {
  return a + operand(b, l);
}
FixedVariableArray sum_of(const FixedVariableArray& a, const NumericArray& b, const Location& l) {
  return a + operand(b, l);
}
FixedVariableArray sum_of(const NumericArray& a, const FixedVariableArray& b, const Location& l) {
  return b + operand(a, l);
}
FixedVariableArray product_of(const FixedVariableArray& a, const FixedVariableArray& b, const Location& l) {
  return a * operand(b, l);
}
FixedVariableArray product_of(const FixedVariableArray& a, const NumericArray& b, const Location& l) {
  return a * operand(b, l);
}
FixedVariableArray product_of(const NumericArray& a, const FixedVariableArray& b, const Location& l) {
  return b * operand(a, l);
}

template <class A, class B>
FixedVariableArray compared(const std::string& name, const A& a, const B& b, const Location& location) {
  if (name == "Greater") return greater(a, b, location);
  if (name == "GreaterEqual") return greater_equal(a, b, location);
  if (name == "Less") return less(a, b, location);
  if (name == "LessEqual") return less_equal(a, b, location);
  if (name == "Equal") return equal(a, b, location);
  return not_equal(a, b, location);
}

template <class A, class B>
FixedVariableArray combined(const std::string& name, const A& a, const B& b, const Location& location) {
  if (name == "LogicalAnd") return logical_and(a, b, location);
  if (name == "LogicalOr") return logical_or(a, b, location);
  return logical_xor(a, b, location);
}

// The axes of a reduction, which must not be that of the batch.
Axes reduced_axes(const LayerCall& call, const Shape& shape) {
  const std::vector<std::int64_t> given =
      has(call.config, "axis") ? integers_of(call.config.at("axis")) : std::vector<std::int64_t>{0};
  for (const std::size_t axis : Axes(given).resolved("axis", shape, call.location)) {
    if (axis == 0) throw UnsupportedError("axis", "samples of a batch are combined; give the other axes");
  }
  return given;
}

}  // namespace

Signals call_op_add(const LayerCall& call) {
  return of_two(call, [&](const auto& a, const auto& b) { return sum_of(a, b, call.location); });
}

Signals call_op_subtract(const LayerCall& call) {
  const Location& location = call.location;
  if (!is_tensor(call, 0)) return {{sum_of(negative_of(tensor(call, 1), location), number(call, 0), location)}};
  if (!is_tensor(call, 1)) return {{tensor(call, 0) - operand(number(call, 1), location)}};
  return {{tensor(call, 0) - operand(tensor(call, 1), location)}};
}

Signals call_op_multiply(const LayerCall& call) {
  return of_two(call, [&](const auto& a, const auto& b) { return product_of(a, b, call.location); });
}

Signals call_op_divide(const LayerCall& call) {
  if (!is_tensor(call, 0) || is_tensor(call, 1)) {
    throw UnsupportedError("divide", "by a tensor; multiply with the output of a QUnaryFunctionLUT of its reciprocal");
  }
  return {{tensor(call, 0) / operand(number(call, 1), call.location)}};
}

Signals call_op_maximum(const LayerCall& call) {
  return of_two(call, [&](const auto& a, const auto& b) { return maximum(a, b, call.location); });
}

Signals call_op_minimum(const LayerCall& call) {
  return of_two(call, [&](const auto& a, const auto& b) { return minimum(a, b, call.location); });
}

Signals call_op_compare(const LayerCall& call) {
  return of_two(call,
                [&](const auto& a, const auto& b) { return compared(call.layer.class_name, a, b, call.location); });
}

Signals call_op_logical(const LayerCall& call) {
  if (call.layer.class_name == "LogicalNot") return {{logical_not(call.input().plain(), call.location)}};
  return of_two(call,
                [&](const auto& a, const auto& b) { return combined(call.layer.class_name, a, b, call.location); });
}

Signals call_op_sign(const LayerCall& call) { return {{sign(call.input().plain(), call.location)}}; }

Signals call_op_where(const LayerCall& call) {
  const FixedVariableArray& condition = tensor(call, 0);
  const Location& location = call.location;
  if (is_tensor(call, 1) && is_tensor(call, 2)) return {{where(condition, tensor(call, 1), tensor(call, 2), location)}};
  if (is_tensor(call, 1)) return {{where(condition, tensor(call, 1), number(call, 2), location)}};
  if (is_tensor(call, 2)) return {{where(condition, number(call, 1), tensor(call, 2), location)}};
  return {{where(condition, number(call, 1), number(call, 2), location)}};
}

Signals call_op_matmul(const LayerCall& call) { return {{matmul(tensor(call, 0), tensor(call, 1), call.location)}}; }

Signals call_op_einsum(const LayerCall& call) {
  std::vector<EinsumOperand> operands;
  for (const Signal& input : call.inputs) operands.emplace_back(input.plain());
  const EinsumSubscripts subscripts(call.config.at("subscripts").text(), call.location);
  return {{*einsum_of_many(subscripts, std::move(operands)).variables}};
}

Signals call_op_unary(const LayerCall& call) {
  if (boolean_or(call.config, "approximate", false)) {
    throw UnsupportedError("approximate", "gelu by tanh; use approximate=False");
  }
  if (float_or(call.config, "alpha", 1) != 1) throw UnsupportedError("alpha", "other than 1");
  return {apply_activation(call.input(), snake_case(call.layer.class_name), call.location)};
}

Signals call_op_negative(const LayerCall& call) { return {{negative_of(call.input().plain(), call.location)}}; }

Signals call_op_absolute(const LayerCall& call) { return {{abs(call.input().plain(), call.location)}}; }

Signals call_op_square(const LayerCall& call) { return {{square(call.input().plain(), call.location)}}; }

Signals call_op_clip(const LayerCall& call) {
  return {{clip(call.input().plain(), NumericArray(float_of(call.config.at("x_min"))),
                NumericArray(float_of(call.config.at("x_max"))), call.location)}};
}

Signals call_op_round(const LayerCall& call) {
  const FixedVariableArray& x = call.input().plain();
  if (call.layer.class_name == "Floor") return {{floor(x, call.location)}};
  if (call.layer.class_name == "Ceil") return {{ceil(x, call.location)}};
  if (integer_or(call.config, "decimals", 0) != 0) throw UnsupportedError("decimals", "other than 0");
  return {{round(x, call.location)}};
}

Signals call_op_reduce(const LayerCall& call) {
  const FixedVariableArray& x = call.input().plain();
  const Axes axes = reduced_axes(call, x.shape());
  const bool keepdims = boolean_or(call.config, "keepdims", false);
  const std::string& name = call.layer.class_name;
  if (name == "Sum") return {{sum(x, axes, keepdims, call.location)}};
  if (name == "Max") return {{amax(x, axes, keepdims, call.location)}};
  if (name == "Min") return {{amin(x, axes, keepdims, call.location)}};
  if (name == "Prod") return {{prod(x, axes, keepdims, call.location)}};
  return {{mean(x, axes, keepdims, call.location)}};
}

}  // namespace wirefold::keras
