// SPDX-License-Identifier: Apache-2.0
// Arithmetic and functions of elements.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/unary.h"
#include "wirefold/importers/onnx/arithmetic.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

NumericArray number(double value) { return NumericArray(exact(value, "attribute")); }

bool are_constant(const NodeCall& call) {
  return std::all_of(call.inputs.begin(), call.inputs.end(),
                     [](const Signal* input) { return input == nullptr || input->is_constant(); });
}

void refuse_constants(const NodeCall& call) {
  if (are_constant(call)) throw UnsupportedError("inputs", "are all constants; fold them (qonnx-cleanup)");
}

// x where it is not negative, x * slope elsewhere.
Signal leaky(const Signal& x, const NumericArray& slope, const Location& location) {
  const FixedVariableArray values = x.values(location);
  const NumericArray zero(0);
  return where(less(values, zero, location), values * NumericOperand(slope, location), values, location);
}

}  // namespace

Signals call_add(const NodeCall& call) { return {add(call.input(0), call.input(1), call.location)}; }

Signals call_subtract(const NodeCall& call) {
  return {add(call.input(0), negated(call.input(1), call.location), call.location)};
}

Signals call_multiply(const NodeCall& call) { return {multiply(call.input(0), call.input(1), call.location)}; }
Signals call_divide(const NodeCall& call) { return {divide(call.input(0), call.input(1), call.location)}; }
Signals call_negate(const NodeCall& call) { return {negated(call.input(), call.location)}; }

// Scale and offset are computed in float32, step by step as ONNX Runtime does.
Signals call_batch_normalization(const NodeCall& call) {
  const Signal& x = call.input(0);
  if (call.integer("training_mode", 0) != 0) throw UnsupportedError("training_mode", "is set; export for inference");
  if (x.shape().rank() < 2) throw ShapeError("input", "of shape " + to_string(x.shape()) + " has no channels");
  const std::vector<float> gamma = floats_of(call.constant(1, "scale"));
  const std::vector<float> beta = floats_of(call.constant(2, "offset"));
  const std::vector<float> mean = floats_of(call.constant(3, "mean"));
  const std::vector<float> variance = floats_of(call.constant(4, "variance"));
  const auto channels = static_cast<std::size_t>(x.shape()[1]);
  if (gamma.size() != channels || beta.size() != channels || mean.size() != channels || variance.size() != channels) {
    throw ShapeError("parameters", "are not one for each of " + std::to_string(channels) + " channels");
  }
  const float epsilon = call.real("epsilon", 1e-5F);
  std::vector<Dyadic> scales;
  std::vector<Dyadic> offsets;
  for (std::size_t c = 0; c < channels; ++c) {
    const float scale = 1 / std::sqrt(variance[c] + epsilon) * gamma[c];
    const float shifted = mean[c] * scale;
    scales.push_back(exact(static_cast<double>(scale), "scale"));
    offsets.push_back(exact(static_cast<double>(beta[c] - shifted), "offset"));
  }
  std::vector<std::int64_t> along(x.shape().rank(), 1);
  along[1] = x.shape()[1];
  for (std::size_t i = 1; i < 5; ++i) call.count(*call.inputs[i]);
  const Signal product =
      multiply(x, Signal(NumericArray::from_numbers(along, std::move(scales), call.location)), call.location);
  return {add(product, Signal(NumericArray::from_numbers(along, std::move(offsets), call.location)), call.location)};
}

Signals call_relu(const NodeCall& call) {
  const Signal& x = call.input();
  refuse_constants(call);
  if (x.is_plain()) return {relu(x.elements(call.location), {}, TRN, WRAP, call.location)};
  return {clipped(x, NumericArray(0), std::nullopt, call.location)};
}

Signals call_leaky_relu(const NodeCall& call) {
  refuse_constants(call);
  return {leaky(call.input(), number(static_cast<double>(call.real("alpha", 0.01F))), call.location)};
}

Signals call_prelu(const NodeCall& call) {
  refuse_constants(call);
  call.count(call.input(1).evaluated(call.location));
  return {leaky(call.input(), call.constant(1, "slope"), call.location)};
}

Signals call_clip(const NodeCall& call) {
  const auto limit = [&](std::size_t index, const char* attribute) -> std::optional<NumericArray> {
    if (call.has_input(index)) return call.constant(index, attribute);
    if (call.find(attribute) != nullptr) return number(static_cast<double>(call.real(attribute, 0)));
    return std::nullopt;
  };
  const std::optional<NumericArray> low = limit(1, "min");
  const std::optional<NumericArray> high = limit(2, "max");
  const Signal& x = call.input();
  if (!low && !high) return {x};
  if (!x.is_constant()) return {clipped(x, low, high, call.location)};
  // Weights of narrow integers, as Brevitas exports them.
  NumericArray numbers = x.numbers();
  if (low) numbers = maximum(numbers, *low, call.location);
  if (high) numbers = minimum(numbers, *high, call.location);
  Signal result(numbers);
  result.type = x.type;
  return {result};
}

namespace {

Signals extremum(const NodeCall& call, bool is_maximum) {
  refuse_constants(call);
  std::optional<Signal> result;
  std::vector<const Signal*> bounds;
  for (std::size_t i = 0; i < call.inputs.size(); ++i) {
    const Signal& x = call.input(i);
    if (x.is_constant()) {
      bounds.push_back(&x);
    } else if (!result) {
      result = x;
    } else {
      const FixedVariableArray a = result->values(call.location);
      const FixedVariableArray b = x.values(call.location);
      result = Signal(is_maximum ? maximum(a, b, call.location) : minimum(a, b, call.location));
    }
  }
  for (const Signal* bound : bounds) {
    const NumericArray limit = bound->numbers();
    const Shape shape = broadcast_shape(is_maximum ? "Max" : "Min", result->shape(), limit.shape(), call.location);
    const Signal x = stretched(*result, shape, call.location);
    result =
        is_maximum ? clipped(x, limit, std::nullopt, call.location) : clipped(x, std::nullopt, limit, call.location);
  }
  return {*result};
}

}  // namespace

Signals call_maximum(const NodeCall& call) { return extremum(call, true); }
Signals call_minimum(const NodeCall& call) { return extremum(call, false); }

Signals call_abs(const NodeCall& call) {
  refuse_constants(call);
  return {abs(call.input().values(call.location), call.location)};
}

Signals call_sign(const NodeCall& call) {
  refuse_constants(call);
  return {sign(call.input().values(call.location), call.location)};
}

Signals call_round_to_integer(const NodeCall& call) {
  refuse_constants(call);
  const FixedVariableArray x = call.input().values(call.location);
  if (call.node.op_type == "Floor") return {floor(x, call.location)};
  if (call.node.op_type == "Ceil") return {ceil(x, call.location)};
  return {round(x, call.location)};
}

Signals call_function(const NodeCall& call) {
  refuse_constants(call);
  constexpr std::array<std::pair<std::string_view, UnaryFunction>, 18> kFunctions = {{
      {"Acos", UnaryFunction::kArccos},
      {"Asin", UnaryFunction::kArcsin},
      {"Atan", UnaryFunction::kArctan},
      {"Cos", UnaryFunction::kCos},
      {"Cosh", UnaryFunction::kCosh},
      {"Erf", UnaryFunction::kErf},
      {"Exp", UnaryFunction::kExp},
      {"Gelu", UnaryFunction::kGelu},
      {"Log", UnaryFunction::kLog},
      {"Reciprocal", UnaryFunction::kReciprocal},
      {"Sigmoid", UnaryFunction::kSigmoid},
      {"Sin", UnaryFunction::kSin},
      {"Sinh", UnaryFunction::kSinh},
      {"Softplus", UnaryFunction::kSoftplus},
      {"Sqrt", UnaryFunction::kSqrt},
      {"Swish", UnaryFunction::kSilu},
      {"Tan", UnaryFunction::kTan},
      {"Tanh", UnaryFunction::kTanh},
  }};
  if (call.text("approximate", "none") != "none")
    throw UnsupportedError("approximate", "is set; use the exact function");
  if (call.real("alpha", 1) != 1.0F) throw UnsupportedError("alpha", "is not 1");
  for (const auto& [name, function] : kFunctions) {
    if (name != call.node.op_type) continue;
    const UnaryFunction step = function;
    return {call.input().then([step](const RealFunction& f) { return f.then(step); }, call.location)};
  }
  throw InternalError("a function that is not in the list");
}

// max(0, min(1, alpha * x + beta)).
Signals call_hard_sigmoid(const NodeCall& call) {
  refuse_constants(call);
  const Signal alpha(number(static_cast<double>(call.real("alpha", 0.2F))));
  const Signal beta(number(static_cast<double>(call.real("beta", 0.5F))));
  const Signal line = add(multiply(call.input(), alpha, call.location), beta, call.location);
  return {clipped(line, NumericArray(0), NumericArray(1), call.location)};
}

namespace {

// The axis of channels as QONNX finds it: told by the layout, or guessed from the rank.
std::size_t channel_axis(const NodeCall& call, std::size_t rank) {
  std::string layout = call.text("data_layout", "");
  constexpr std::array<const char*, 5> kLayouts = {"", "", "NC", "NWC", "NCHW"};
  if (layout.empty() && rank < kLayouts.size()) layout = kLayouts[rank];
  const auto place = layout.find('C');
  const std::size_t axis = place == std::string::npos ? 1 : place;
  if (axis < rank) return axis;
  throw ShapeError("data_layout", "'" + layout + "' for an array of " + std::to_string(rank) + " axes");
}

// How many of the thresholds an element is not below; they are compared with what hardware holds.
FixedVariableArray counted(const Signal& x, const NumericArray& thresholds, std::size_t axis,
                           const Location& location) {
  const std::int64_t count = thresholds.shape()[1];
  const bool is_global = thresholds.shape()[0] == 1;
  const FixedVariableArray elements = x.elements(location);
  const NumericArray step = elements.step(location);
  const std::vector<std::ptrdiff_t> strides = strides_of(x.shape());
  std::vector<FixedVariableArray> reached;
  for (std::int64_t t = 0; t < count; ++t) {
    std::vector<Dyadic> limits;
    for (std::size_t place = 0; place < x.size(); ++place) {
      const auto channel = static_cast<std::int64_t>(place) / strides[axis] % x.shape()[axis];
      const Dyadic& threshold = thresholds.numbers()[static_cast<std::size_t>((is_global ? 0 : channel) * count + t)];
      // element * scale + offset >= threshold, for elements on a grid.
      const Affine affine = x.affine(place);
      const Ratio limit = (Ratio(threshold) - affine.offset) / affine.scale;
      const int grid = step.numbers()[place].exponent();
      limits.emplace_back(-(-limit * Ratio(Dyadic(1, -grid))).floor(), grid);
    }
    const NumericArray all = NumericArray::from_numbers(x.shape(), std::move(limits), location);
    reached.push_back(greater_equal(elements, all, location));
  }
  return sum(stack(reached, 0, location), 0, false, location);
}

}  // namespace

Signals call_multi_threshold(const NodeCall& call) {
  refuse_constants(call);
  const bool is_bounded = [&] {
    for (std::size_t i = 0; i < call.input().size(); ++i) {
      if (call.input().affine(i).is_bounded()) return true;
    }
    return call.input().function() != nullptr;
  }();
  const Signal x = is_bounded ? call.input().evaluated(call.location) : call.input();
  const std::size_t axis = channel_axis(call, x.shape().rank());
  const NumericArray thresholds = call.constant(1, "thresholds");
  if (thresholds.rank() != 2 || (thresholds.shape()[0] != 1 && thresholds.shape()[0] != x.shape()[axis])) {
    throw ShapeError("thresholds", "of shape " + to_string(thresholds.shape()) + " for an input of shape " +
                                       to_string(x.shape()) + "; they are (channels or 1, steps)");
  }
  call.count(call.input(1));
  const Signal codes(counted(x, thresholds, axis, call.location));
  const Signal scale(number(static_cast<double>(call.real("out_scale", 1))));
  const Signal bias(number(static_cast<double>(call.real("out_bias", 0))));
  return {add(multiply(codes, scale, call.location), bias, call.location)};
}

}  // namespace wirefold::onnx
