// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <wirefold/wirefold.hpp>

#include <map>
#include <string>

/// The 16-64-32-32-5 network of tests/golden/jsc_like.npz, the shape of a jet classifier; `weights` are the arrays of
/// that file.
template <class Tensor>
Tensor jet_network(const Tensor& raw, const std::map<std::string, wirefold::NumericArray>& weights) {
  auto x = wirefold::quantize(raw, {true, 3, 4});
  for (const std::string layer : {"0", "1", "2"}) {
    x = wirefold::relu(wirefold::matmul(x, weights.at("w" + layer)) + weights.at("b" + layer),
                       {.integer_bits = 2, .fraction_bits = 4});
  }
  return wirefold::matmul(x, weights.at("w3")) + weights.at("b3");
}
