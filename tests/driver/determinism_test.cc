// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <sstream>

#include "tests/catch.h"
#include "wirefold/backends/backend.h"
#include "wirefold/driver/wirefold.hpp"
#include "wirefold/ir/text.h"

namespace wf = wirefold;

namespace {

template <class Tensor>
Tensor model(const Tensor& raw) {
  const wf::NumericArray w = {{3, -5, 7}, {0.5, 9, -1}, {11, 0, 2.25}};
  const auto x = wf::quantize(raw, {true, 3, 2});
  const auto both = wf::matmul(x, w) + wf::matmul(w, x);  // the compiler chooses which side comes first
  return wf::amax(wf::stack({both, -both, wf::abs(both) - x}, 0), 0);
}

wf::VerilogModel make() {
  auto in = wf::FixedVariableArrayInput({3});
  return wf::VerilogModel(wf::comb_trace(in, model(in)), {.name = "twice", .latency_cutoff = 4});
}

std::string everything(const wf::VerilogModel& model) {
  std::string text = wf::print(model.logic());
  for (const wf::ProjectFile& file : model.files()) text += file.path + "\n" + file.contents;
  return text;
}

TEST_CASE("two runs give the same bytes") { CHECK(everything(make()) == everything(make())); }

TEST_CASE("any number of threads gives the same numbers") {
  auto rtl = make();
  const auto x = wf::random_samples(rtl.logic(), 101, 3)[0];
  const auto expected = rtl.predict(x, {.threads = 1});
  for (const unsigned threads : {2U, 3U, 0U}) {
    CHECK(rtl.predict(x, {.threads = threads}) == expected);
    CHECK(wf::predict(rtl.logic(), x, {.threads = threads}) == expected);
  }
}

TEST_CASE("every compiler gives the bytes of the golden file") {
  // Written by one compiler and read by all: see CONTRIBUTING.md for how to renew it.
  const std::string path = WIREFOLD_SOURCE_DIR "/tests/golden/twice.txt";
  if (std::getenv("WIREFOLD_RENEW_GOLDEN") != nullptr) std::ofstream(path) << everything(make());
  std::ifstream file(path);
  std::ostringstream golden;
  golden << file.rdbuf();
  CHECK(everything(make()) == golden.str());
}

TEST_CASE("the version is that of the project") { CHECK(wf::kVersion == WIREFOLD_PROJECT_VERSION); }

}  // namespace
