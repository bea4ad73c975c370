// SPDX-License-Identifier: Apache-2.0
// Weights and samples that other tools round without a word.
#include <limits>

#include "tests/catch.h"
#include "wirefold/driver/catch_matchers.h"
#include "wirefold/driver/wirefold.hpp"

namespace wf = wirefold;

namespace {

wf::NumericArray exact(std::vector<std::string> texts, const wf::Shape& shape) {
  std::vector<wf::Dyadic> numbers;
  for (const std::string& text : texts) numbers.push_back(wf::Dyadic::parse(text).value());
  return wf::NumericArray::from_numbers(shape, numbers);
}

// y = x W + b on 8-bit inputs, as numbers, in the interpreter and as RTL.
void check_layer(const wf::NumericArray& weights, const wf::NumericArray& bias) {
  const auto rows = weights.shape()[0];
  const auto layer = [&](const auto& raw) { return wf::matmul(wf::quantize(raw, {true, 3, 4}), weights) + bias; };
  auto in = wf::FixedVariableArrayInput({rows});
  const auto logic = wf::comb_trace(in, layer(in));
  const auto x = wf::random_samples(logic, 200, 5)[0];
  const auto expected = wf::map_samples(x, layer);
  CHECK_THAT(wf::predict(logic, x), wf::BitExactTo(expected));
  wf::VerilogModel rtl(logic, {.name = "layer"});
  CHECK_THAT(rtl.predict(x), wf::BitExactTo(expected));
  CHECK_THAT(wf::VerilogModel(logic, {.name = "layer", .latency_cutoff = 8}).predict(x), wf::BitExactTo(expected));
}

TEST_CASE("weights that float32 and int32 do not hold are exact in twin, interpreter and RTL") {
  check_layer({{16777217.0 / 1024, 2147483647}, {1e12, 1}, {1, -2147483648.0}}, {0.5, 1e12});
}

TEST_CASE("a 200-bit weight is exact in twin, interpreter and RTL") {
  check_layer(exact({"0x8123456789abcdef0123456789abcdef0123456789abcdef01", "1", "-3*2^-60", "5*2^190"}, {2, 2}),
              exact({"1*2^-70", "0"}, {2}));
}

TEST_CASE("the smallest and the largest double are taken exactly") {
  const double tiny = std::numeric_limits<double>::denorm_min();
  const auto layer = [&](const auto& raw) { return wf::quantize(raw, {true, 3, 4}) * tiny; };
  auto in = wf::FixedVariableArrayInput({1});
  const auto logic = wf::comb_trace(in, layer(in));
  const wf::NumericArray x = {{1.5}, {-8}};
  CHECK_THAT(wf::VerilogModel(logic, {.name = "tiny"}).predict(x), wf::BitExactTo(wf::map_samples(x, layer)));
}

TEST_CASE("samples off the grid and out of range wrap as the port does") {
  const auto identity = [](const auto& raw) { return wf::quantize(raw, {true, 2, 1}); };
  auto in = wf::FixedVariableArrayInput({1});
  wf::VerilogModel rtl(wf::comb_trace(in, identity(in)), {.name = "identity"});
  const wf::NumericArray x = {{0.75}, {-0.1}, {4}, {-4.5}, {1e300}, {-1e-300}, {123456789.25}};
  const wf::NumericArray expected = {{0.5}, {-0.5}, {-4}, {3.5}, {0}, {-0.5}, {-3}};
  CHECK_THAT(wf::map_samples(x, identity), wf::BitExactTo(expected));
  CHECK_THAT(rtl.predict(x), wf::BitExactTo(expected));
}

TEST_CASE("a division by three is rounded exactly in every backend") {
  for (const auto rounding :
       {wf::TRN, wf::TRN_ZERO, wf::RND, wf::RND_ZERO, wf::RND_INF, wf::RND_MIN_INF, wf::RND_CONV}) {
    INFO(to_string(rounding));
    const auto third = [&](const auto& raw) {
      return wf::quantize(wf::quantize(raw, {true, 4, 3}) / 3, {true, 3, 2}, rounding, wf::SAT);
    };
    auto in = wf::FixedVariableArrayInput({1});
    const auto logic = wf::comb_trace(in, third(in), {.name = "third"});
    const auto lowered = wf::optimize(logic);
    std::vector<double> every;
    for (int n = -128; n < 128; ++n) every.push_back(n / 8.0);
    const auto x = wf::NumericArray::from_values({256, 1}, every);
    CHECK_THAT(wf::predict(lowered, x), wf::BitExactTo(wf::map_samples(x, third)));
    if (rounding == wf::RND_CONV) {
      CHECK_THAT(wf::VerilogModel(lowered, {.name = "third"}).predict(x), wf::BitExactTo(wf::map_samples(x, third)));
    }
  }
}

}  // namespace
