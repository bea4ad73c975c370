// SPDX-License-Identifier: Apache-2.0
// Products with weights. They are computed on integers; scales that all terms of a sum share go around them.
#include <algorithm>
#include <optional>

#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/window.h"
#include "wirefold/importers/onnx/arithmetic.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/importers/onnx/windows.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

using Extents = std::vector<std::int64_t>;

// Weights that a quantizer made, or that were rounded before, have fewer; float32 weights have 24 and more.
constexpr int kMostWeightBits = 20;

void check_weights(const NodeCall& call, const Signal& weights) {
  if (!weights.is_constant()) return;
  call.count(weights);
  if (!weights.is_plain()) return;
  int least = 0;
  int most = 0;
  bool is_first = true;
  for (const Dyadic& number : std::get<NumericArray>(weights.array()).numbers()) {
    if (number.is_zero()) continue;
    const int high = number.exponent() + static_cast<int>(number.mantissa().bit_length());
    least = is_first ? number.exponent() : std::min(least, number.exponent());
    most = is_first ? high : std::max(most, high);
    is_first = false;
  }
  if (most - least <= kMostWeightBits) return;
  throw UnsupportedError("weights", "of " + std::to_string(most - least) +
                                        " bits, which nothing quantizes; put a Quant node between them and this node, "
                                        "or round them to at most " +
                                        std::to_string(kMostWeightBits) + " bits");
}

void refuse_constants(const Signal& a, const Signal& b) {
  if (a.is_constant() && b.is_constant()) {
    throw UnsupportedError("inputs", "are both constants; fold them (qonnx-cleanup)");
  }
}

// Whether the scales of elements are those of the elements at `representative` of each.
bool share_scales(const Signal& x, const std::vector<std::size_t>& representative) {
  for (std::size_t place = 0; place < x.size(); ++place) {
    if (x.affine(place).scale != x.affine(representative[place]).scale) return false;
  }
  return true;
}

// The places of the first elements along an axis, under the shape with extent 1 there.
std::vector<std::size_t> first_places(const Shape& shape, std::size_t axis) {
  Shape reduced = shape;
  reduced[axis] = 1;
  std::vector<std::size_t> result;
  std::size_t inner = 1;
  for (std::size_t i = axis + 1; i < shape.rank(); ++i) inner *= static_cast<std::size_t>(shape[i]);
  const auto extent = static_cast<std::size_t>(shape[axis]);
  for (std::size_t place = 0; place < reduced.size(); ++place) {
    result.push_back(place / inner * inner * extent + place % inner);
  }
  return result;
}

// The scales along the other axes than `axis`, where they are the same along it; otherwise x is computed and has none.
struct Contracted {
  Signal x;
  Shape shape;
  std::vector<Ratio> scales;
};

Contracted contracted(const Signal& x, std::size_t axis, const Location& location) {
  Shape shape = x.shape();
  shape[axis] = 1;
  const std::vector<std::size_t> firsts = first_places(x.shape(), axis);
  const std::vector<std::size_t> representative = wirefold::gathered(firsts, stretched_places(shape, x.shape()));
  const Signal scaled = with_scales_only(x, location);
  Contracted result{share_scales(scaled, representative) ? scaled : scaled.evaluated(location), shape, {}};
  for (const std::size_t first : firsts) result.scales.push_back(result.x.affine(first).scale);
  return result;
}

std::vector<Affine> product_scales(const Contracted& a, const Contracted& b, const Location& location) {
  const Broadcast plan = broadcast("MatMul", a.shape, b.shape, location);
  std::vector<Affine> affines;
  for (std::size_t place = 0; place < plan.left.size(); ++place) {
    affines.push_back({.scale = a.scales[plan.left[place]] * b.scales[plan.right[place]]});
  }
  return affines;
}

Signal product(const NodeCall& call, const Signal& a, const Signal& b) {
  refuse_constants(a, b);
  if (a.shape().rank() < 2 || b.shape().rank() < 2) {
    throw UnsupportedError(
        "inputs", "of shapes " + to_string(a.shape()) + " and " + to_string(b.shape()) + "; matrices are possible");
  }
  check_weights(call, a);
  check_weights(call, b);
  const Contracted left = contracted(a, a.shape().rank() - 1, call.location);
  const Contracted right = contracted(b, b.shape().rank() - 2, call.location);
  Signal::Array result =
      std::visit([&](const auto& x, const auto& y) -> Signal::Array { return matmul(x, y, call.location); },
                 left.x.array(), right.x.array());
  return {std::move(result), product_scales(left, right, call.location), call.location};
}

Signal swapped(const Signal& x, const Location& location) { return transposed(x, {1, 0}, location); }

// The kernel (filters, channels / groups, window...) as the DSL takes it: window..., channels / groups, filters.
Signal as_kernel(const Signal& weights, std::size_t axes, const Location& location) {
  Extents order;
  for (std::size_t axis = 0; axis < axes; ++axis) order.push_back(static_cast<std::int64_t>(axis + 2));
  order.insert(order.end(), {1, 0});
  return transposed(weights, order, location);
}

// Scales of a convolution's results: that of the group's channels times that of the filter. Nothing where channels of
// a group or weights of a filter differ.
std::optional<std::vector<Ratio>> filter_scales(const Signal& x, const Signal& weights, std::int64_t groups) {
  const std::size_t filters = static_cast<std::size_t>(weights.shape()[0]);
  const std::size_t filter_size = weights.size() / filters;
  const std::size_t batch_size = x.size() / static_cast<std::size_t>(x.shape()[0]);
  const std::size_t group_size = batch_size / static_cast<std::size_t>(groups);
  std::vector<Ratio> scales;
  for (std::size_t place = 0; place < x.size(); ++place) {
    if (x.affine(place).scale != x.affine(place % batch_size / group_size * group_size).scale) return std::nullopt;
  }
  for (std::size_t place = 0; place < weights.size(); ++place) {
    if (weights.affine(place).scale != weights.affine(place / filter_size * filter_size).scale) return std::nullopt;
  }
  for (std::size_t filter = 0; filter < filters; ++filter) {
    const std::size_t group = filter * static_cast<std::size_t>(groups) / filters;
    scales.push_back(x.affine(group * group_size).scale * weights.affine(filter * filter_size).scale);
  }
  return scales;
}

Signal::Array convolved(const NodeCall& call, const Signal& x, const Signal& weights, const Windows& windows,
                        std::int64_t groups) {
  const std::size_t axes = windows.size.size();
  ConvOptions options;
  options.stride = PerAxis(windows.strides);
  options.dilation = PerAxis(windows.dilations);
  options.padding.widths = PadWidths(windows.pads);
  options.groups = static_cast<int>(groups);
  options.channels_first = true;
  const Signal kernel = as_kernel(weights, axes, call.location);
  return std::visit(
      [&](const auto& array, const auto& filters) -> Signal::Array {
        return axes == 1 ? conv1d(array, filters, options, call.location)
                         : conv2d(array, filters, options, call.location);
      },
      x.array(), kernel.array());
}

void check_convolution(const Signal& x, const Signal& weights, std::int64_t groups) {
  const std::size_t rank = x.shape().rank();
  if (rank != 3 && rank != 4) {
    throw UnsupportedError("input",
                           "of shape " + to_string(x.shape()) + "; convolutions over one and two axes are possible");
  }
  if (weights.shape().rank() != rank || groups < 1 || weights.shape()[1] * groups != x.shape()[1] ||
      weights.shape()[0] % groups != 0) {
    throw ShapeError("weights", "of shape " + to_string(weights.shape()) + " in " + std::to_string(groups) +
                                    " groups over an input of shape " + to_string(x.shape()));
  }
}

// The results of a convolution with the scale of each filter, and its bias.
Signal with_scales_and_bias(const NodeCall& call, const Signal::Array& array, const std::vector<Ratio>& scales) {
  const Signal products(array);
  const std::size_t places = products.size() / scales.size() / static_cast<std::size_t>(products.shape()[0]);
  std::vector<Affine> affines;
  for (std::size_t place = 0; place < products.size(); ++place) {
    affines.push_back({.scale = scales[place / places % scales.size()]});
  }
  const Signal result(array, std::move(affines), call.location);
  if (!call.has_input(2)) return result;
  const Signal& bias = call.input(2);
  if (bias.is_constant()) call.count(bias);
  Extents along(result.shape().rank(), 1);
  along[1] = result.shape()[1];
  return add(result, reshaped(bias, along, call.location), call.location);
}

void check_transposed(const Signal& x, const Signal& weights, std::int64_t groups) {
  const std::size_t rank = x.shape().rank();
  if (rank != 3 && rank != 4) {
    throw UnsupportedError("input",
                           "of shape " + to_string(x.shape()) + "; convolutions over one and two axes are possible");
  }
  if (weights.shape().rank() != rank || groups < 1 || weights.shape()[0] != x.shape()[1] ||
      x.shape()[1] % groups != 0) {
    throw ShapeError("weights", "of shape " + to_string(weights.shape()) + " in " + std::to_string(groups) +
                                    " groups over an input of shape " + to_string(x.shape()));
  }
}

// The kernel (channels, filters / groups, window...) of a transposed convolution as that of a plain one, (filters,
// channels / groups, window...), the windows backwards.
Signal reversed_kernel(const Signal& weights, std::int64_t groups, const Location& location) {
  const Extents& shape = weights.shape().extents();
  Extents by_group{groups, shape[0] / groups};
  by_group.insert(by_group.end(), shape.begin() + 1, shape.end());
  Extents plain{shape[1] * groups, shape[0] / groups};
  plain.insert(plain.end(), shape.begin() + 2, shape.end());
  return rearranged(
      weights,
      [&](const NumericArray& places) {
        const NumericArray swapped = swapaxes(reshape(places, by_group, location), 1, 2, location);
        NumericArray kernel = reshape(swapped, plain, location);
        for (std::size_t axis = 2; axis < plain.size(); ++axis) kernel = flip(kernel, axis, location);
        return kernel;
      },
      location);
}

Signal laid_out(const Signal& x, const TransposedWindows& windows, const Location& location) {
  return rearranged(
      x,
      [&](NumericArray places) {
        for (std::size_t i = 0; i < windows.sources.size(); ++i) {
          const std::size_t axis = i + 2;
          // One place of a zero behind the others, which is that of index -1.
          std::vector<PadWidth> widths(places.rank(), PadWidth(0));
          widths[axis] = PadWidth(std::int64_t{0}, std::int64_t{1});
          places = pad(places, widths, PadMode::kConstant, NumericArray(-1), location);
          Extents indices = windows.sources[i];
          for (std::int64_t& index : indices) index = index < 0 ? places.shape()[axis] - 1 : index;
          places = take(places, NumericArray::from_values(Shape{indices.size()}, indices, location), axis, location);
        }
        return places;
      },
      location);
}

}  // namespace

Signals call_matmul(const NodeCall& call) { return {product(call, call.input(0), call.input(1))}; }

Signals call_gemm(const NodeCall& call) {
  Signal a = call.input(0);
  Signal b = call.input(1);
  if (a.shape().rank() != 2 || b.shape().rank() != 2) throw ShapeError("inputs", "are no matrices");
  if (call.integer("transA", 0) != 0) a = swapped(a, call.location);
  if (call.integer("transB", 0) != 0) b = swapped(b, call.location);
  Signal result = product(call, a, b);
  const auto factor = [&](const char* name) {
    return Signal(NumericArray(exact(static_cast<double>(call.real(name, 1)), name)));
  };
  if (call.real("alpha", 1) != 1.0F) result = multiply(result, factor("alpha"), call.location);
  if (!call.has_input(2)) return {result};
  Signal c = call.input(2);
  if (c.is_constant()) call.count(c);
  if (call.real("beta", 1) != 1.0F) c = multiply(c, factor("beta"), call.location);
  return {add(result, c, call.location)};
}

Signals call_conv(const NodeCall& call) {
  const std::int64_t groups = call.integer("group", 1);
  refuse_constants(call.input(0), call.input(1));
  check_convolution(call.input(0), call.input(1), groups);
  check_weights(call, call.input(1));
  Signal x = with_scales_only(call.input(0), call.location);
  Signal weights = with_scales_only(call.input(1), call.location);
  std::optional<std::vector<Ratio>> scales = filter_scales(x, weights, groups);
  if (!scales) {
    x = x.evaluated(call.location);
    weights = weights.evaluated(call.location);
    scales = filter_scales(x, weights, groups);
  }
  const Extents& shape = x.shape().extents();
  const Windows windows =
      windows_of(call, {shape.begin() + 2, shape.end()}, {weights.shape().begin() + 2, weights.shape().end()});
  return {with_scales_and_bias(call, convolved(call, x, weights, windows, groups), *scales)};
}

// A plain convolution over the input with zeros between its elements, with the kernel reversed.
Signals call_conv_transpose(const NodeCall& call) {
  const std::int64_t groups = call.integer("group", 1);
  refuse_constants(call.input(0), call.input(1));
  check_transposed(call.input(0), call.input(1), groups);
  check_weights(call, call.input(1));
  Signal x = with_scales_only(call.input(0), call.location);
  Signal weights = reversed_kernel(with_scales_only(call.input(1), call.location), groups, call.location);
  std::optional<std::vector<Ratio>> scales = filter_scales(x, weights, groups);
  if (!scales) {
    x = x.evaluated(call.location);
    weights = weights.evaluated(call.location);
    scales = filter_scales(x, weights, groups);
  }
  const Extents& shape = x.shape().extents();
  const TransposedWindows transposed = transposed_windows_of(call, {shape.begin() + 2, shape.end()},
                                                             {weights.shape().begin() + 2, weights.shape().end()});
  const std::size_t axes = transposed.size.size();
  const Windows windows{transposed.size, Extents(axes, 1), transposed.dilations,
                        std::vector<PadWidth>(axes, PadWidth(0))};
  // The scales of x are in `scales`.
  const Signal spread = laid_out(x.array(), transposed, call.location);
  return {with_scales_and_bias(call, convolved(call, spread, weights, windows, groups), *scales)};
}

// Zeros and ones stand for -1 and 1; the result counts the pairs that are alike: (a . b + k) / 2.
Signals call_xnor_popcount_matmul(const NodeCall& call) {
  const auto signs = [&](const Signal& bits) {
    return Signal(mapped(bits.evaluated(call.location).array(), [&](const auto& x) {
      return (x << ShiftOperand(1, call.location)) - NumericOperand(1, call.location);
    }));
  };
  const Signal a = signs(call.input(0));
  const Signal result = product(call, a, signs(call.input(1)));
  const std::int64_t terms = a.shape()[a.shape().rank() - 1];
  return {Signal(mapped(result.array(), [&](const auto& x) {
    return (x + NumericOperand(terms, call.location)) >> ShiftOperand(1, call.location);
  }))};
}

}  // namespace wirefold::onnx
