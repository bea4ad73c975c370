// SPDX-License-Identifier: Apache-2.0
// Models in the ONNX format, each with what QONNX's own executor computed for it (fixtures/make_onnx_models.py).
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/scratch_folder.h"
#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/predict.h"
#include "wirefold/importers/onnx.h"

namespace wirefold {
namespace {

const std::filesystem::path kFolder = WIREFOLD_SOURCE_DIR "/tests/importers/fixtures/onnx";

// "s3.4" as a format.
Format format_of(const std::string& text) {
  const auto dot = text.find('.');
  return {text[0] == 's', std::stoi(text.substr(1, dot - 1)), std::stoi(text.substr(dot + 1))};
}

nlohmann::json document(const std::string& name) {
  return nlohmann::json::parse(read_bytes((kFolder / name).string()));
}

// What the files of the models do not tell, of every model.
std::map<std::string, OnnxOptions> models() {
  std::map<std::string, OnnxOptions> result;
  const nlohmann::json of_inputs = document("formats.json");
  const nlohmann::json of_softmax = document("softmax_formats.json");
  for (const auto& [model, inputs] : of_inputs.items()) {
    for (const auto& [input, format] : inputs.items()) {
      result[model].input_formats[input] = format_of(format.get<std::string>());
    }
  }
  for (const auto& [model, nodes] : of_softmax.items()) {
    for (const auto& [node, text] : nodes.items()) {
      std::istringstream stream(text.get<std::string>());
      std::vector<Format> formats;
      for (std::string part; std::getline(stream, part, ',');) formats.push_back(format_of(part));
      result[model].softmax_formats[node] = {formats.at(0), formats.at(1), formats.at(2), formats.at(3)};
    }
  }
  return result;
}

struct Comparison {
  CombLogic logic;
  std::vector<NumericArray> computed;
  std::vector<NumericArray> expected;
};

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

Comparison compared(const std::string& name, const OnnxOptions& options) {
  Comparison result{read_onnx((kFolder / (name + ".onnx")).string(), options), {}, {}};
  const auto arrays = load_npz((kFolder / (name + ".npz")).string());
  result.expected = arrays_of(arrays, "outputs");
  result.computed = interpret_all(result.logic, arrays_of(arrays, "inputs"));
  REQUIRE(result.computed.size() == result.expected.size());
  return result;
}

TEST_CASE("a model with scales that are powers of two computes what QONNX computes, on every sample") {
  std::size_t count = 0;
  for (const auto& [name, options] : models()) {
    if (name.starts_with("scaled") || name.starts_with("tables")) continue;
    INFO(name);
    const Comparison model = compared(name, options);
    for (std::size_t i = 0; i < model.expected.size(); ++i) {
      INFO("output " << i << ", " << model.logic.outputs()[i].name);
      CHECK(first_mismatch(model.computed[i], model.expected[i]) == "");
    }
    ++count;
  }
  CHECK(count > 25);
}

// How many elements are further apart than float32 rounds a number and a sum of a few.
std::size_t count_of_differing(const NumericArray& computed, const NumericArray& executed) {
  REQUIRE(computed.shape() == executed.shape());
  std::size_t differing = 0;
  for (std::size_t place = 0; place < executed.size(); ++place) {
    const double expected = executed.numbers()[place].to_double().value();
    const Dyadic difference = computed.numbers()[place] - executed.numbers()[place];
    const Dyadic limit = *Dyadic::from_double(std::ldexp(std::max(std::fabs(expected), 1.0), -20));
    differing += difference > limit || -difference > limit ? 1 : 0;
  }
  return differing;
}

TEST_CASE("a model with other scales computes what it means over the rational numbers, on every sample") {
  std::size_t count = 0;
  std::size_t differing = 0;
  std::size_t all = 0;
  for (const auto& [name, options] : models()) {
    if (!name.starts_with("scaled")) continue;
    INFO(name);
    const Comparison model = compared(name, options);
    const std::vector<NumericArray> executed = arrays_of(load_npz((kFolder / (name + ".npz")).string()), "executed");
    REQUIRE(executed.size() == model.expected.size());
    for (std::size_t i = 0; i < model.expected.size(); ++i) {
      INFO("output " << i << ", " << model.logic.outputs()[i].name);
      CHECK(first_mismatch(model.computed[i], model.expected[i]) == "");
      differing += count_of_differing(model.computed[i], executed[i]);
      all += executed[i].size();
    }
    ++count;
  }
  CHECK(count == 8);
  // The executor rounds to float32 between two quantizers; that decides where a number lies next to a step.
  CHECK(differing > 0);
  CHECK(differing * 50 < all);
}

TEST_CASE("a softmax computes what its tables give, on every sample, and is as near to the function as they are fine") {
  // By model and output: how far the float32 softmax of the executor may be away.
  const std::map<std::string, double> tolerances = {
      {"tables_softmax Softmax_1_out", 3e-4},    {"tables_softmax Softmax_2_out", 0.0625},
      {"tables_softmax Quant_5_out", 0},         {"tables_softmax Softmax_4_out", 3e-3},
      {"tables_softmax LogSoftmax_6_out", 3e-4}, {"tables_softmax_11 Softmax_2_out", 3e-4},
      {"tables_softmax_11 Softmax_3_out", 3e-4},
  };
  std::size_t count = 0;
  for (const auto& [name, options] : models()) {
    if (!name.starts_with("tables")) continue;
    const Comparison model = compared(name, options);
    const std::vector<NumericArray> executed = arrays_of(load_npz((kFolder / (name + ".npz")).string()), "executed");
    REQUIRE(executed.size() == model.expected.size());
    for (std::size_t i = 0; i < model.expected.size(); ++i) {
      INFO(name << ", output " << i << ", " << model.logic.outputs()[i].name);
      CHECK(first_mismatch(model.computed[i], model.expected[i]) == "");
      const double tolerance = tolerances.at(name + " " + model.logic.outputs()[i].name);
      double largest = 0;
      for (std::size_t place = 0; place < executed[i].size(); ++place) {
        const Dyadic difference = model.computed[i].numbers()[place] - executed[i].numbers()[place];
        largest = std::max(largest, std::fabs(difference.to_double().value()));
      }
      CHECK(largest <= tolerance);
      ++count;
    }
  }
  CHECK(count == tolerances.size());
}

TEST_CASE("what is only compared needs no tables: the largest of a softmax is the largest of what it is taken of") {
  const std::string path = (kFolder / "order.onnx").string();
  const CombLogic logic = read_onnx(path, {.input_formats = {{"", {true, 2, 4}}}});
  for (const Operation& operation : logic.operations()) CHECK(operation.opcode != Opcode::kLookup);
}

}  // namespace
}  // namespace wirefold
