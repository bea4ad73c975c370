// SPDX-License-Identifier: Apache-2.0
// Usage: check_keras_models FOLDER
//
// Every NAME.keras of the folder against the inputs and outputs in NAME.npz: the reference interpreter, the batch
// engine on the optimized program, and the RTL, whose ports get the numbers as they are. Status 77 without a folder.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/predict.h"
#include "wirefold/driver/verilog_model.h"
#include "wirefold/importers/keras.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

// Larger designs take Verilator minutes.
constexpr std::size_t kMostOperations = 20'000;

bool is_right(const std::string& what, const NumericArray& actual, const NumericArray& expected) {
  const std::string mismatch = first_mismatch(actual, expected);
  std::printf("%s: %s\n", what.c_str(), mismatch.empty() ? "bit-exact" : mismatch.c_str());
  std::fflush(stdout);
  return mismatch.empty();
}

bool check(const std::filesystem::path& path) {
  std::filesystem::path reference = path;
  const auto arrays = load_npz(reference.replace_extension(".npz").string());
  const NumericArray& x = arrays.at("inputs");
  const NumericArray& y = arrays.at("outputs");
  const std::string name = path.stem().string();
  const CombLogic logic = read_keras(path.string());
  bool all_well = is_right(name + ", interpreter", interpret_all(logic, {x})[0], y);
  const CombLogic optimized = optimize(logic);
  all_well = is_right(name + ", optimized", predict(optimized, x), y) && all_well;
  if (optimized.operations().size() > kMostOperations) return all_well;
  VerilogModel rtl(optimized, {.name = "model", .latency_cutoff = 5});
  return is_right(name + ", RTL of " + std::to_string(rtl.schedule().stage_count) + " stages", rtl.predict(x), y) &&
         all_well;
}

int run(const std::string& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> models;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".keras") models.push_back(entry.path());
  }
  if (models.empty()) {
    std::printf("not run: no .keras files in '%s'; set WIREFOLD_KERAS_MODELS to a folder of them\n", folder.c_str());
    return 77;
  }
  std::sort(models.begin(), models.end());
  bool all_well = true;
  for (const std::filesystem::path& model : models) all_well = check(model) && all_well;
  return all_well ? 0 : 1;
}

}  // namespace
}  // namespace wirefold

int main(int argc, char** argv) {
  try {
    return wirefold::run(argc > 1 ? argv[1] : "");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
