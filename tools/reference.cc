// SPDX-License-Identifier: Apache-2.0
#include "tools/reference.h"

#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/predictor.h"
#include "wirefold/ir/error.h"

namespace wirefold::tools {
namespace {

// Takes `stem` out of the arrays, or `stem`0 to `stem`(count - 1).
std::vector<NumericArray> taken(std::map<std::string, NumericArray>& arrays, const std::string& stem, std::size_t count,
                                const std::string& path) {
  std::vector<NumericArray> result;
  for (std::size_t i = 0; i < count; ++i) {
    auto found = arrays.find(stem + std::to_string(i));
    if (found == arrays.end() && count == 1) found = arrays.find(stem);
    if (found == arrays.end()) {
      throw IoError("verify", "'" + path + "' must hold " +
                                  (count == 1 ? "the array '" + stem + "'"
                                              : "the arrays '" + stem + "0' to '" + stem + std::to_string(count - 1) +
                                                    "', one a tensor"));
    }
    result.push_back(found->second);
    arrays.erase(found);
  }
  return result;
}

}  // namespace

Reference read_reference(const std::string& path, const CombLogic& logic) {
  auto arrays = load_npz(path);
  Reference reference{
      taken(arrays, "inputs", logic.inputs().size(), path), taken(arrays, "outputs", logic.outputs().size(), path), {}};
  for (const NamedTensor& tensor : logic.named_tensors()) {
    const auto found = arrays.find(tensor.name);
    if (found == arrays.end()) continue;
    reference.layers.push_back({tensor.name, found->second});
    arrays.erase(found);
  }
  if (arrays.empty()) return reference;
  throw IoError("verify", "'" + path + "' holds '" + arrays.begin()->first +
                              "', which is neither inputs, outputs nor a " + "tensor that the program names");
}

std::optional<std::string> first_wrong_layer(const CombLogic& logic, const Reference& reference) {
  if (reference.layers.empty()) return std::nullopt;
  EngineOptions options;
  for (const Reference::Layer& layer : reference.layers) options.taps.push_back(layer.name);
  const std::vector<NumericArray> computed = Predictor(logic, options).predict_all(reference.inputs);
  for (std::size_t i = 0; i < reference.layers.size(); ++i) {
    const std::string mismatch = first_mismatch(computed[logic.outputs().size() + i], reference.layers[i].values);
    if (!mismatch.empty()) return "layer '" + reference.layers[i].name + "': " + mismatch;
  }
  return "";
}

}  // namespace wirefold::tools
