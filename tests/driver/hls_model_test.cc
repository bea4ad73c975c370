// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/hls_model.h"

#include "tests/catch.h"
#include "wirefold/driver/catch_matchers.h"
#include "wirefold/driver/wirefold.hpp"

namespace wf = wirefold;

namespace {

const std::string kGolden = WIREFOLD_SOURCE_DIR "/tests/golden/";

wf::FixedVariableArray network(const wf::FixedVariableArray& raw,
                               const std::map<std::string, wf::NumericArray>& weights) {
  auto x = wf::quantize(raw, {true, 3, 4});
  for (const std::string layer : {"0", "1", "2"}) {
    x = wf::relu(wf::matmul(x, weights.at("w" + layer)) + weights.at("b" + layer),
                 {.integer_bits = 2, .fraction_bits = 4});
  }
  return wf::matmul(x, weights.at("w3")) + weights.at("b3");
}

TEST_CASE("the 16-64-32-32-5 network gives the golden outputs as HLS C++ of every flavor") {
  const auto golden = wf::load_npz(kGolden + "jsc_like.npz");
  auto in = wf::FixedVariableArrayInput({16});
  const auto logic = wf::optimize(wf::comb_trace(in, network(in, golden)));
  for (const wf::HLSFlavor flavor : {wf::HLSFlavor::vitis, wf::HLSFlavor::hlslib, wf::HLSFlavor::oneapi}) {
    INFO("flavor " << static_cast<int>(flavor));
    wf::HLSModel model(logic, {.name = "jet", .flavor = flavor, .cache_dir = WIREFOLD_TEST_DIR "/cache"});
    CHECK_THAT(model.predict(golden.at("x")), wf::BitExactTo(golden.at("y")));
    CHECK_THAT(model.predict(golden.at("x"), {.threads = 1}), wf::BitExactTo(golden.at("y")));
  }
}

// The snippet of docs/hls.md, word for word.
TEST_CASE("the snippet of the document on HLS computes what the program does", "[hls_project]") {
  // clang-format off
auto in = wf::FixedVariableArrayInput({4});
const auto x = wf::quantize(in, {true, 3, 4});
const auto w = wf::NumericArray({{3, -5}, {7, 1}, {-2, 6}, {9, 4}});
const auto logic = wf::comb_trace(in, wf::relu(wf::matmul(x, w), {.integer_bits = 5, .fraction_bits = 2}));
wf::HLSModel model(logic, {.name = "layer", .dir = "build/layer", .flavor = wf::HLSFlavor::vitis});
model.write();
const auto samples = wf::random_samples(model.logic(), 100, 1)[0];
const auto y = model.predict(samples);  // g++ and the tool's own type headers
  // clang-format on
  CHECK_THAT(y, wf::BitExactTo(wf::predict(logic, samples)));
}

}  // namespace
