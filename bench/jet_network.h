// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <wirefold/wirefold.hpp>

#include <map>
#include <string>

/// A jet classifier as tests/golden/jsc_like.npz holds one: as many dense layers as `weights` has arrays w0 and b0, w1
/// and b1, ..., with 16-64-32-32-5 channels there.
template <class Tensor>
Tensor jet_network(const Tensor& raw, const std::map<std::string, wirefold::NumericArray>& weights) {
  auto x = wirefold::quantize(raw, {true, 3, 4});
  for (int layer = 0;; ++layer) {
    const std::string number = std::to_string(layer);
    x = wirefold::matmul(x, weights.at("w" + number)) + weights.at("b" + number);
    if (weights.count("w" + std::to_string(layer + 1)) == 0) return x;
    x = wirefold::relu(x, {.integer_bits = 2, .fraction_bits = 4});
  }
}
