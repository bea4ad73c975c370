// SPDX-License-Identifier: Apache-2.0
// Softmax and LogSoftmax: by tables of formats that the user states; of two elements by one table of the exact
// function; and, where only the order of the results counts, not at all.
#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/softmax.h"
#include "wirefold/dsl/unary.h"
#include "wirefold/importers/onnx.h"
#include "wirefold/importers/onnx/arithmetic.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

// The axes that a node sums over: one, or before version 13 all axes from one on.
std::vector<std::size_t> summed_axes(const NodeCall& call) {
  constexpr std::int64_t kFirstOfOneAxis = 13;
  const std::size_t rank = call.input().shape().rank();
  const bool are_all = call.opset != 0 && call.opset < kFirstOfOneAxis;
  const std::size_t first = checked_axis(call.integer("axis", are_all ? 1 : -1), rank);
  std::vector<std::size_t> axes;
  for (std::size_t axis = first; axis < (are_all ? rank : first + 1); ++axis) axes.push_back(axis);
  return axes;
}

FixedVariableArray softmax_by_tables(const FixedVariableArray& x, const Axes& axes, const SoftmaxFormats& formats,
                                     const Location& location) {
  SoftmaxOptions options;
  options.axes = axes;
  options.exp_input.format = formats.distance;
  options.exp_output.format = formats.exponential;
  options.inverse_input.format = formats.sum;
  options.inverse_output.format = formats.of_sum;
  return softmax(x, options, location);
}

// x less the largest element, less the logarithm of the sum of the exponentials of that.
FixedVariableArray log_softmax_by_tables(const FixedVariableArray& x, const Axes& axes, const SoftmaxFormats& formats,
                                         const Location& location) {
  const FixedVariableArray distance = amax(x, axes, /*keepdims=*/true, location) - SymbolicOperand(x, location);
  const FixedVariableArray argument = quantize(distance, formats.distance, RND_CONV, SAT, location);
  const FixedVariableArray exponentials =
      quantize(exp(-pending(argument, location), location), formats.exponential, RND_CONV, SAT, location);
  const FixedVariableArray total =
      quantize(sum(exponentials, axes, /*keepdims=*/true, location), formats.sum, RND_CONV, SAT, location);
  const FixedVariableArray logarithm = quantize(log(total, location), formats.of_sum, RND_CONV, SAT, location);
  return -distance - SymbolicOperand(logarithm, location);
}

// softmax(a, b) is sigmoid(a - b), sigmoid(b - a), and the logarithm of sigmoid(t) is -softplus(-t).
Signal of_two(const Signal& x, std::size_t axis, bool is_log, const Location& location) {
  const auto stride = static_cast<std::size_t>(strides_of(x.shape())[axis]);
  Gather others{x.shape(), {}};
  for (std::size_t place = 0; place < x.size(); ++place) {
    others.source.push_back(place / stride % 2 == 0 ? place + stride : place - stride);
  }
  const Signal distance = add(x, negated(x.gathered(others), location), location);
  return distance.then(
      [is_log](const RealFunction& f) {
        if (!is_log) return f.then(UnaryFunction::kSigmoid);
        return f.times(Dyadic(-1)).then(UnaryFunction::kSoftplus).times(Dyadic(-1));
      },
      location);
}

// A number that is refused as soon as it is asked for. Its order is known all the same.
Signal refused(const Signal& x, const NodeCall& call, std::int64_t count) {
  const auto bits = static_cast<int>(Integer(count).bit_length());
  const std::string formats = call.node.label() + "=u4.6,u1.10,u" + std::to_string(bits) + "." +
                              std::to_string(std::max(12 - bits, 4)) +
                              (call.node.op_type == "Softmax" ? ",u1.10" : ",u3.10");
  const std::string problem = "the " + call.node.op_type + " of " + std::to_string(count) + " elements of node '" +
                              call.node.label() + "' is computed by tables whose formats the model does not tell; " +
                              "give them, as --softmax-formats " + formats +
                              " or OnnxOptions::softmax_formats, or leave the node out where only the largest counts";
  return x.then([problem](const RealFunction&) -> RealFunction { throw UnsupportedError("value", problem); },
                call.location);
}

Signal computed(const NodeCall& call, const std::vector<std::size_t>& axes) {
  const Signal& x = call.input();
  const bool is_log = call.node.op_type == "LogSoftmax";
  if (call.softmax_formats != nullptr) {
    const FixedVariableArray values = x.values(call.location);
    return is_log ? log_softmax_by_tables(values, Axes(axes), *call.softmax_formats, call.location)
                  : softmax_by_tables(values, Axes(axes), *call.softmax_formats, call.location);
  }
  std::int64_t count = 1;
  for (const std::size_t axis : axes) count *= x.shape()[axis];
  const auto pair =
      std::find_if(axes.begin(), axes.end(), [&](std::size_t axis) { return x.shape()[axis] == count && count == 2; });
  return pair == axes.end() ? refused(x, call, count) : of_two(x, *pair, is_log, call.location);
}

}  // namespace

Signals call_softmax(const NodeCall& call) {
  if (call.input().is_constant()) throw UnsupportedError("input", "is a constant; fold it (qonnx-cleanup)");
  const std::vector<std::size_t> axes = summed_axes(call);
  Signal result = computed(call, axes);
  result.order = std::make_shared<const SignalOrder>(SignalOrder{axes, call.input()});
  return {result};
}

}  // namespace wirefold::onnx
