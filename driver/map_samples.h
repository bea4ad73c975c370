// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/structure.h"

namespace wirefold {

/// `model` applied to every sample of a batch: what hardware should compute, by the numeric twin.
///
/// Shapes:  x (n, ...), model (...) -> (m...) gives (n, m...).
/// Errors:  ShapeError if there are no samples.
/// Example: auto expected = wf::map_samples(x, [&](const wf::NumericArray& sample) { return model(sample, w); });
template <class Model>
NumericArray map_samples(const NumericArray& x, const Model& model) {
  std::vector<NumericArray> results;
  const std::int64_t count = x.rank() == 0 ? 0 : x.shape()[0];
  for (std::int64_t i = 0; i < count; ++i) results.push_back(model(x(i)));
  return stack(results, 0);
}

}  // namespace wirefold
