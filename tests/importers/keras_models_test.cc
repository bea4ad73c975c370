// SPDX-License-Identifier: Apache-2.0
// Models of HGQ2, each with what Keras computed for it (fixtures/make_keras_models.py).
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/predict.h"
#include "wirefold/importers/keras.h"

namespace wirefold {
namespace {

const std::filesystem::path kFolder = WIREFOLD_SOURCE_DIR "/tests/importers/fixtures/keras";

// The arrays `stem`, or `stem`0, `stem`1, ...
std::vector<NumericArray> arrays_of(const std::map<std::string, NumericArray>& arrays, const std::string& stem) {
  if (const auto only = arrays.find(stem); only != arrays.end()) return {only->second};
  std::vector<NumericArray> result;
  while (true) {
    const auto next = arrays.find(stem + std::to_string(result.size()));
    if (next == arrays.end()) return result;
    result.push_back(next->second);
  }
}

std::vector<std::string> model_names(const std::string& extension) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == extension) names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void check_model(const std::string& name, const std::string& extension) {
  INFO(name << extension);
  const CombLogic logic = read_keras((kFolder / (name + extension)).string());
  const auto arrays = load_npz((kFolder / (name + ".npz")).string());
  const std::vector<NumericArray> expected = arrays_of(arrays, "outputs");
  const std::vector<NumericArray> computed = interpret_all(logic, arrays_of(arrays, "inputs"));
  REQUIRE(computed.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("output " << i << ", " << logic.outputs()[i].name);
    CHECK(first_mismatch(computed[i], expected[i]) == "");
  }
}

TEST_CASE("a model of HGQ2 computes what Keras computes, on every sample") {
  const std::vector<std::string> names = model_names(".keras");
  REQUIRE(names.size() > 40);
  for (const std::string& name : names) check_model(name, ".keras");
}

TEST_CASE("a model in one HDF5 file computes what it computes as a .keras file") {
  const std::vector<std::string> names = model_names(".h5");
  REQUIRE(names.size() > 5);
  for (const std::string& name : names) check_model(name, ".h5");
}

}  // namespace
}  // namespace wirefold
