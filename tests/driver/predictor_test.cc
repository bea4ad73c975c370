// SPDX-License-Identifier: Apache-2.0
#include <wirefold/wirefold.hpp>

#include "tests/catch.h"

namespace {

namespace wf = wirefold;

template <class Error, class Action>
std::string error_text(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    const std::string text = error.what();
    return text.substr(0, text.find("  ["));
  }
  return "no error";
}

// Two outputs a sample from four inputs, with a named tensor between.
wf::CombLogic small_network() {
  const auto in = wf::FixedVariableArrayInput({4}, wf::Format{true, 3, 4});
  const auto hidden = wf::name(wf::matmul(in, wf::NumericArray{{1, -2}, {3, 4}, {-5, 6}, {7, -8}}), "hidden");
  return wf::comb_trace(in, wf::relu(hidden));
}

TEST_CASE("a predictor gives what the interpreter gives, for arrays and for plain numbers") {
  const wf::CombLogic logic = small_network();
  const wf::NumericArray x = wf::random_samples(logic, 1000, 7)[0];
  const wf::Batch batch = wf::input_batch(logic, std::vector{x}, wf::Inputs::wrap, "test", {});
  const auto expected = wf::output_arrays(logic, wf::run_interpreter(logic, batch, 1))[0];
  const wf::Predictor predictor(logic);
  CHECK(predictor.predict(x) == expected);
  CHECK(wf::predict(logic, x) == expected);
  CHECK(predictor.predict(x.to_doubles()) == expected.to_doubles());
  const std::vector<double> numbers = x.to_doubles();
  const std::vector<float> floats(numbers.begin(), numbers.end());
  const std::vector<float> results = predictor.predict<float>(floats);
  CHECK(std::vector<double>(results.begin(), results.end()) == expected.to_doubles());
}

TEST_CASE("a predictor shows the named tensors that were asked for") {
  const wf::CombLogic logic = small_network();
  const wf::Predictor predictor(logic, {.taps = {"hidden"}});
  const auto results = predictor.predict_all({wf::NumericArray{{1, 2, 3, 4}, {-1, 0, 0, 0}}});
  REQUIRE(results.size() == 2);
  CHECK(results[0] == wf::NumericArray{{20, 0}, {0, 2}});
  CHECK(results[1] == wf::NumericArray{{20, -8}, {-1, 2}});
  CHECK(error_text<wf::UnsupportedError>([&] {
          (void)predictor.predict(wf::NumericArray{{1, 2, 3, 4}});
        }) == "predict: the program has 2 outputs; use predict_all");
}

TEST_CASE("a predictor's mistakes are named") {
  const wf::Predictor predictor(small_network());
  CHECK(error_text<wf::ShapeError>([&] { (void)predictor.predict(std::vector<double>(6)); }) ==
        "predict: a sample of input 'x' has 4 numbers, got 6");
  CHECK(error_text<wf::ShapeError>([&] {
          (void)predictor.predict(wf::NumericArray{{1, 2, 3}});
        }) == "predict: input 'x' takes samples of shape (n, 4), got (1, 3)");
  CHECK(error_text<wf::ValueError>([&] {
          (void)predictor.predict<int>(std::vector<double>{0.5, 0, 0, 0});
        }) == "predict: element 0 of output 'y' in sample 0 is 1/2, which an int32 does not hold exactly");
}

}  // namespace
