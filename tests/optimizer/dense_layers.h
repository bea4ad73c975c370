// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "tests/programs/random_program.h"
#include "wirefold/ir/builder.h"

namespace wirefold {

/// Dense layers of random weights of four bits with relus between them: as many values as `sizes` says at the input and
/// after each layer.
inline CombLogic dense_layers(Random& random, const std::vector<std::size_t>& sizes) {
  Builder builder;
  builder.begin_input("x", Shape{sizes[0]});
  std::vector<Use> values;
  for (std::size_t i = 0; i < sizes[0]; ++i) values.push_back({builder.input({true, 3, 2})});
  for (std::size_t layer = 1; layer < sizes.size(); ++layer) {
    Matrix weights(sizes[layer - 1], sizes[layer]);
    for (Dyadic& weight : weights.entries) weight = random.between(-7, 7);
    const ValueId first = builder.linear(values, weights);
    values.clear();
    for (std::size_t j = 0; j < sizes[layer]; ++j) {
      const Use column{static_cast<ValueId>(first + j)};
      values.push_back(layer + 1 < sizes.size() ? Use{builder.relu(column, {false, 4, 0})} : column);
    }
  }
  builder.add_output({"y", Shape{values.size()}, values});
  return builder.finish();
}

}  // namespace wirefold
