// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/float_precision.h"

#include <algorithm>
#include <limits>

#include "wirefold/dsl/format_array.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {

void check_float_precision(const LayerCall& call, const FixedVariableArray& y) {
  // Every sum on the way has the grid of the result and lies within what the interval of a sum of products holds.
  constexpr int kMostBits = std::numeric_limits<float>::digits + 1;  // and a sign
  if (call.has_quantized_weights()) return;
  int bits = 0;
  const FormatArray formats = y.format();
  for (const Format& format : formats.formats()) bits = std::max(bits, format.width());
  if (bits <= kMostBits) return;
  throw UnsupportedError("weights", "nothing quantizes them: what the layer gives needs " + std::to_string(bits) +
                                        " bits, and the float32 that Keras computes with holds " +
                                        std::to_string(kMostBits) +
                                        " with the sign; use the layer of HGQ2 of the same kind, or round the weights "
                                        "and the input of the layer to fewer bits");
}

}  // namespace wirefold::keras
