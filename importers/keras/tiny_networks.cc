// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/tiny_networks.h"

#include <cmath>

#include "wirefold/importers/keras/activation.h"
#include "wirefold/importers/keras/json_fields.h"

namespace wirefold::keras {
namespace {

Shape without_last(const Shape& shape, std::size_t count) {
  Shape result;
  for (std::size_t axis = 0; axis + count < shape.rank(); ++axis) result.push_back(shape[axis]);
  return result;
}

// HGQ2 builds the first layer of an einsum of tables for as many values as the hidden layers have, and gives it one,
// which einsum repeats: so the weights of a hidden value are added up.
FloatTensor added_up(const FloatTensor& kernel) {
  const std::size_t rank = kernel.shape.rank();
  const auto values = static_cast<std::size_t>(kernel.shape[rank - 2]);
  const auto width = static_cast<std::size_t>(kernel.shape[rank - 1]);
  FloatTensor result{kernel.shape, {}};
  result.shape[rank - 2] = 1;
  result.values.assign(kernel.values.size() / values, 0);
  for (std::size_t i = 0; i < kernel.values.size(); ++i) {
    result.values[i / (values * width) * width + i % width] += kernel.values[i];
  }
  return result;
}

}  // namespace

TinyNetworks::TinyNetworks(const LayerCall& call, bool has_bias)
    : activation_(float_function(function_name(call.config, "subnn_activation"))),
      hidden_layers_(integer_or(call.config, "n_hl", 1)) {
  constexpr std::int64_t kMostLayers = 1000;
  if (hidden_layers_ < 0 || hidden_layers_ > kMostLayers) {
    call.config.refuse("an n_hl of " + std::to_string(hidden_layers_));
  }
  for (std::int64_t i = 0; i <= hidden_layers_; ++i) {
    const LayerCall part =
        call.part(call.config, "module/layers/einsum_dense" + (i == 0 ? "" : "_" + std::to_string(i)));
    const FloatTensor& stored = part.variable(0, "kernel");
    const std::size_t rank = stored.shape.rank();
    const bool is_repeated = i == 0 && hidden_layers_ > 0 && rank > 2 && stored.shape[rank - 2] > 1 &&
                             stored.shape[rank - 2] == stored.shape[rank - 1];
    if (is_repeated) first_kernel_ = added_up(stored);
    const FloatTensor& kernel = is_repeated ? first_kernel_ : stored;
    // Behind the axes of the networks: values in, and values out but for the last layer, which gives one.
    const std::size_t own_axes = i == hidden_layers_ ? 1 : 2;
    const std::size_t axes = kernel.shape.rank();
    const auto width = [&](std::size_t axis) { return kernel.shape[axis]; };
    const std::int64_t values = i == 0 ? 1 : kernels_.back()->shape[kernels_.back()->shape.rank() - 1];
    const bool fits = axes > own_axes && width(axes - own_axes) == values &&
                      (i == 0 || without_last(kernel.shape, own_axes) == shape());
    if (!fits) call.config.refuse("a kernel of another shape than n_hl says: " + to_string(kernel.shape));
    kernels_.push_back(&kernel);
    biases_.push_back(has_bias ? &part.variable(1, "bias") : nullptr);
    if (!has_bias) continue;
    const Shape& bias = biases_.back()->shape;
    const bool is_wide = i == hidden_layers_ || (bias.rank() > 0 && bias[bias.rank() - 1] == width(axes - 1));
    if (!is_wide || without_last(bias, own_axes - 1) != bias_shape()) {
      call.config.refuse("a bias of another shape than n_hl says: " + to_string(bias));
    }
  }
}

Shape TinyNetworks::shape() const { return without_last(kernels_[0]->shape, hidden_layers_ == 0 ? 1 : 2); }

Shape TinyNetworks::bias_shape() const {
  if (biases_[0] == nullptr) return {};
  return without_last(biases_[0]->shape, kernels_[0]->shape.rank() - shape().rank() - 1);
}

float TinyNetworks::operator()(float x, std::size_t network, std::size_t bias) const {
  std::vector<float> values{x};
  for (std::size_t layer = 0; layer < kernels_.size(); ++layer) {
    const FloatTensor& kernel = *kernels_[layer];
    const bool is_last = layer + 1 == kernels_.size();
    const auto width = is_last ? std::size_t{1} : static_cast<std::size_t>(kernel.shape[kernel.shape.rank() - 1]);
    std::vector<float> sums(width, 0);
    for (std::size_t from = 0; from < values.size(); ++from) {
      for (std::size_t to = 0; to < width; ++to) {
        sums[to] += values[from] * kernel.values.at((network * values.size() + from) * width + to);
      }
    }
    for (std::size_t to = 0; to < width; ++to) {
      if (biases_[layer] != nullptr) sums[to] += biases_[layer]->values.at(bias * width + to);
      if (!is_last) sums[to] = activation_(sums[to]);
    }
    values = std::move(sums);
  }
  return values[0];
}

TableNormalization table_normalization(const LayerCall& call, const LayerCall& owner, NormalizationFactor kind) {
  constexpr float kEpsilon = 1e-3F;
  const bool has_scale = boolean_or(call.config, "bn_scale", true);
  const bool has_center = boolean_or(call.config, "bn_center", true);
  const std::size_t first = static_cast<std::size_t>(has_scale) + static_cast<std::size_t>(has_center);
  const FloatTensor& mean = owner.variable(first, "moving_mean");
  const FloatTensor& variance = owner.variable(first + 1, "moving_variance");
  const float epsilon = float_or(call.config, "bn_epsilon", kEpsilon);
  TableNormalization result;
  for (std::size_t i = 0; i < mean.values.size(); ++i) {
    const float root = std::sqrt(variance.values.at(i) + epsilon);
    const float gamma = has_scale ? owner.variable(0, "gamma").values.at(i) : 1;
    const float factor = kind == NormalizationFactor::kQuotient ? gamma / root : gamma * (1 / root);
    float offset = -mean.values[i] * factor;
    if (has_center) offset += owner.variable(first - 1, "beta").values.at(i);
    result.factors.push_back(factor);
    result.offsets.push_back(offset);
  }
  return result;
}

}  // namespace wirefold::keras
