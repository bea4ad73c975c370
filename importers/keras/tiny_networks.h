// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "wirefold/importers/keras/layer_call.h"

namespace wirefold::keras {

/// The dense layers that a table layer has in place of each of its weights: networks from a number to a number.
///
/// They are computed in float32, layer by layer, as Keras computes them.
class TinyNetworks {
 public:
  /// Of the layers at `call`/module, as many and as wide as its members n_hl and subnn_activation say.
  TinyNetworks(const LayerCall& call, bool has_bias);
  TinyNetworks(const TinyNetworks&) = delete;
  TinyNetworks& operator=(const TinyNetworks&) = delete;

  /// How many networks there are along each axis of the weights that they stand for.
  Shape shape() const;
  /// The same of their biases, which have 1 where networks share them.
  Shape bias_shape() const;
  /// What network number `network` with the biases number `bias` gives.
  float operator()(float x, std::size_t network, std::size_t bias) const;

 private:
  FloatFunction activation_;
  std::int64_t hidden_layers_;
  FloatTensor first_kernel_;  // where it is not the layer's own
  std::vector<const FloatTensor*> kernels_;
  std::vector<const FloatTensor*> biases_;  // null without
};

/// The batch normalization behind the networks: x * factor + offset in float32, by the place among the statistics.
struct TableNormalization {
  std::vector<float> factors;
  std::vector<float> offsets;
};

/// gamma / sqrt(variance + epsilon) is rounded as one division, or as a product with the reciprocal of the root.
enum class NormalizationFactor { kQuotient, kProduct };

/// Of the variables [gamma], [beta], moving_mean, moving_variance of `owner`, and the options bn_... of `call`.
TableNormalization table_normalization(const LayerCall& call, const LayerCall& owner, NormalizationFactor factor);

}  // namespace wirefold::keras
