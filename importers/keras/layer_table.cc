// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/layer_table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

constexpr std::array kTypes = {
    LayerType{"QBatchNormDense", Origin::kHgq, call_q_batchnorm_dense},
    LayerType{"QBatchNormalization", Origin::kHgq, call_q_batchnormalization},
    LayerType{"QDense", Origin::kHgq, call_q_dense},
    LayerType{"QEinsumDense", Origin::kHgq, call_q_einsum_dense},
    LayerType{"QEinsumDenseBatchnorm", Origin::kHgq, call_q_einsum_dense_batchnorm},
};

Origin origin_of(const Layer& layer) {
  if (layer.is_operation()) return Origin::kOperation;
  return layer.module.starts_with("hgq") ? Origin::kHgq : Origin::kKeras;
}

}  // namespace

const char* to_string(Origin origin) {
  switch (origin) {
    case Origin::kHgq:
      return "hgq";
    case Origin::kKeras:
      return "keras";
    case Origin::kOperation:
      return "keras.ops";
  }
  throw InternalError("an origin that is not in the list");
}

std::span<const LayerType> layer_types() { return kTypes; }

const LayerType* find_layer_type(const Layer& layer) {
  const Origin origin = origin_of(layer);
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [&](const LayerType& type) {
    return type.origin == origin && type.class_name == std::string_view(layer.class_name);
  });
  return found == kTypes.end() ? nullptr : &*found;
}

}  // namespace wirefold::keras
