// SPDX-License-Identifier: Apache-2.0
// Models in the ONNX format, each with what QONNX's own executor computed for it (fixtures/make_onnx_models.py).
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/importers/onnx_fixtures.h"
#include "wirefold/driver/mismatch.h"

namespace wirefold {
namespace {

const OnnxFixtures kFixtures("onnx");

TEST_CASE("a model with scales that are powers of two computes what QONNX computes, on every sample") {
  std::size_t count = 0;
  for (const auto& [name, options] : kFixtures.models()) {
    if (name.starts_with("scaled") || name.starts_with("tables")) continue;
    INFO(name);
    const OnnxFixtures::Comparison model = kFixtures.compared(name, options);
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
  for (const auto& [name, options] : kFixtures.models()) {
    if (!name.starts_with("scaled")) continue;
    INFO(name);
    const OnnxFixtures::Comparison model = kFixtures.compared(name, options);
    const std::vector<NumericArray> executed = kFixtures.arrays_of(name, "executed");
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
  for (const auto& [name, options] : kFixtures.models()) {
    if (!name.starts_with("tables")) continue;
    const OnnxFixtures::Comparison model = kFixtures.compared(name, options);
    const std::vector<NumericArray> executed = kFixtures.arrays_of(name, "executed");
    REQUIRE(executed.size() == model.expected.size());
    for (std::size_t i = 0; i < model.expected.size(); ++i) {
      INFO(name << ", output " << i << ", " << model.logic.outputs()[i].name);
      CHECK(first_mismatch(model.computed[i], model.expected[i]) == "");
      const double tolerance = tolerances.at(name + " " + model.logic.outputs()[i].name);
      CHECK(largest_difference(model.computed[i], executed[i]) <= tolerance);
      ++count;
    }
  }
  CHECK(count == tolerances.size());
}

TEST_CASE("what is only compared needs no tables: the largest of a softmax is the largest of what it is taken of") {
  const CombLogic logic = read_onnx(kFixtures.path_of("order"), {.input_formats = {{"", {true, 2, 4}}}});
  for (const Operation& operation : logic.operations()) CHECK(operation.opcode != Opcode::kLookup);
}

}  // namespace
}  // namespace wirefold
