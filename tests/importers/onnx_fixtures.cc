// SPDX-License-Identifier: Apache-2.0
#include "tests/importers/onnx_fixtures.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.h"
#include "tests/scratch_folder.h"
#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/predict.h"

namespace wirefold {
namespace {

// "s3.4" as a format.
Format format_of(const std::string& text) {
  const auto dot = text.find('.');
  return {text[0] == 's', std::stoi(text.substr(1, dot - 1)), std::stoi(text.substr(dot + 1))};
}

}  // namespace

OnnxFixtures::OnnxFixtures(const std::string& folder)
    : folder_(std::filesystem::path(WIREFOLD_SOURCE_DIR "/tests/importers/fixtures") / folder) {}

std::map<std::string, OnnxOptions> OnnxFixtures::models() const {
  const auto document = [&](const char* name) { return nlohmann::json::parse(read_bytes((folder_ / name).string())); };
  const nlohmann::json of_inputs = document("formats.json");
  const nlohmann::json of_softmax = document("softmax_formats.json");
  std::map<std::string, OnnxOptions> result;
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

std::vector<NumericArray> OnnxFixtures::arrays_of(const std::string& name, const std::string& stem) const {
  const auto arrays = load_npz((folder_ / (name + ".npz")).string());
  if (const auto only = arrays.find(stem); only != arrays.end()) return {only->second};
  std::vector<NumericArray> result;
  while (true) {
    const auto next = arrays.find(stem + std::to_string(result.size()));
    if (next == arrays.end()) return result;
    result.push_back(next->second);
  }
}

OnnxFixtures::Comparison OnnxFixtures::compared(const std::string& name, const OnnxOptions& options) const {
  Comparison result{read_onnx(path_of(name), options), {}, arrays_of(name, "outputs")};
  result.computed = interpret_all(result.logic, arrays_of(name, "inputs"));
  if (result.expected.empty()) result.expected = arrays_of(name, "executed");
  REQUIRE(result.computed.size() == result.expected.size());
  return result;
}

double largest_difference(const NumericArray& a, const NumericArray& b) {
  REQUIRE(a.shape() == b.shape());
  double largest = 0;
  for (std::size_t place = 0; place < a.size(); ++place) {
    const Dyadic difference = a.numbers()[place] - b.numbers()[place];
    largest = std::max(largest, std::fabs(difference.to_double().value()));
  }
  return largest;
}

}  // namespace wirefold
