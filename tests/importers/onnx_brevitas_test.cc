// SPDX-License-Identifier: Apache-2.0
// Networks that Brevitas exported, each with what Brevitas computed for it (fixtures/make_brevitas_models.py).
#include <map>
#include <string>

#include "tests/catch.h"
#include "tests/importers/onnx_fixtures.h"
#include "wirefold/driver/mismatch.h"

namespace wirefold {
namespace {

const OnnxFixtures kFixtures("brevitas");

TEST_CASE("a network of Brevitas, as QONNX or as QCDQ, computes what Brevitas computes, on every sample") {
  // What is no fixed-point number in Brevitas: how far its float32 may be away from the exact number.
  const std::map<std::string, double> tolerances = {{"qonnx_classifier", 1e-3}, {"qonnx_scaled", 1e-6}};
  std::size_t count = 0;
  for (const auto& [name, options] : kFixtures.models()) {
    INFO(name);
    const OnnxFixtures::Comparison model = kFixtures.compared(name, options);
    REQUIRE(model.expected.size() == 1);
    const auto tolerance = tolerances.find(name);
    if (tolerance == tolerances.end()) {
      CHECK(first_mismatch(model.computed[0], model.expected[0]) == "");
    } else {
      CHECK(largest_difference(model.computed[0], model.expected[0]) <= tolerance->second);
    }
    ++count;
  }
  CHECK(count == 6);
}

}  // namespace
}  // namespace wirefold
