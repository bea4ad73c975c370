// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/lookup.h"

#include <algorithm>
#include <cmath>

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/softmax.h"

namespace wirefold {
namespace {

TEST_CASE("a table of an unsigned index is read as values[x]") {
  const LookupTable table({false, 2, 0}, NumericArray{5, -3, 0.5, 100});
  const auto x = FixedVariableArrayInput(Shape{4}, Format{false, 2, 0});
  const NumericArray indices = NumericArray{3, 0, 2, 1};
  CHECK(lookup(indices, table) == NumericArray{100, 5, 0.5, -3});
  CHECK(run(comb_trace(x, lookup(x, table)), indices) == NumericArray{100, 5, 0.5, -3});
}

TEST_CASE("a table of a signed index begins with the values of the negative numbers") {
  const LookupTable table({true, 1, 0}, NumericArray{10, 11, 12, 13});
  CHECK(lookup(NumericArray{-2, -1, 0, 1}, table) == NumericArray{10, 11, 12, 13});
}

TEST_CASE("an index out of range wraps and one off the grid is floored, on numbers and on hardware") {
  const LookupTable table({true, 1, 1}, NumericArray{0, 1, 2, 3, 4, 5, 6, 7});
  const NumericArray indices = NumericArray{2, 2.25, -2.5, 1.75, -0.25};
  const NumericArray expected = NumericArray{0, 0, 7, 7, 3};
  CHECK(lookup(indices, table) == expected);
  const auto x = FixedVariableArrayInput(Shape{5}, Format{true, 3, 2});
  CHECK(run(comb_trace(x, lookup(x, table)), indices) == expected);
}

TEST_CASE("equal tables are stored once") {
  const auto x = FixedVariableArrayInput(Shape{3}, Format{false, 1, 0});
  const auto y = lookup(x, LookupTable({false, 1, 0}, NumericArray{1, 2})) +
                 lookup(x, LookupTable({false, 1, 0}, NumericArray{1, 2}));
  CHECK(comb_trace(x, y).tables().size() == 1);
}

TEST_CASE("tables that do not fit their index are refused") {
  CHECK(WIREFOLD_ERROR(ShapeError, LookupTable({false, 2, 0}, NumericArray{1, 2, 3})) ==
        "LookupTable: values of shape (3,), an index u2.0 takes (4,) [here]");
  CHECK(WIREFOLD_ERROR(FormatError, LookupTable({false, 30, 0}, NumericArray{1})) ==
        "LookupTable: an index of 30 bits, the limit is 20 [here]");
}

const SoftmaxOptions kSoftmax{.exp_input = {Format{false, 4, 3}, TRN, SAT},
                              .exp_output = {Format{false, 1, 8}},
                              .inverse_input = {Format{false, 4, 4}, RND, SAT},
                              .inverse_output = {Format{false, 1, 8}}};

// By hand, in doubles, with the quantizers of kSoftmax.
std::vector<double> softmax_by_hand(const std::vector<double>& x) {
  const auto nearest = [](double value, double step, double limit) {
    return std::min(std::nearbyint(value / step) * step, limit - step);
  };
  const double largest = *std::max_element(x.begin(), x.end());
  std::vector<double> e;
  double total = 0;
  for (const double value : x) {
    const double distance = std::min(std::floor((largest - value) * 8) / 8, 16 - 0.125);
    e.push_back(nearest(std::exp(-distance), 1.0 / 256, 2));
    total += e.back();
  }
  const double inverse =
      nearest(1 / (std::min(std::floor(total * 16 + 0.5) / 16, 16 - 1.0 / 16) + 1e-7F), 1.0 / 256, 2);
  for (double& value : e) value *= inverse;
  return e;
}

TEST_CASE("softmax is the product of its two quantized tables") {
  const std::vector<double> logits = {1.5, -2, 0.25, 3, 3, -7.75};
  const NumericArray x = NumericArray::from_values(Shape{6}, logits);
  CHECK(softmax(x, kSoftmax).to_doubles() == softmax_by_hand(logits));
  const auto input = FixedVariableArrayInput(Shape{6}, Format{true, 3, 2});
  CHECK(run(comb_trace(input, softmax(input, kSoftmax)), x) == softmax(x, kSoftmax));
}

TEST_CASE("softmax sums over the axes that are given") {
  const NumericArray x = {{1, 2, 3}, {0.5, -1, 2}};
  SoftmaxOptions options = kSoftmax;
  options.axes = 0;
  const NumericArray y = softmax(x, options);
  for (std::int64_t j = 0; j < 3; ++j) {
    const NumericArray column = x(all(), j);
    CHECK(y(all(), j).to_doubles() == softmax_by_hand(column.to_doubles()));
  }
  const auto input = FixedVariableArrayInput(Shape{2, 3}, Format{true, 3, 2});
  CHECK(run(comb_trace(input, softmax(input, options)), x) == y);
}

TEST_CASE("an unstable softmax takes the exponentials of the elements themselves") {
  SoftmaxOptions options = kSoftmax;
  options.is_stable = false;
  options.input_scale = 0.5;
  options.exp_output = {Format{false, 3, 6}};
  const NumericArray x = NumericArray{1, -2};
  const auto input = FixedVariableArrayInput(Shape{2}, Format{true, 2, 2});
  const NumericArray y = softmax(x, options);
  const double e0 = std::nearbyint(std::exp(0.5) * 64) / 64;
  const double e1 = std::nearbyint(std::exp(-1) * 64) / 64;
  const double inverse = std::nearbyint(256 / (std::floor((e0 + e1) * 16 + 0.5) / 16)) / 256;
  CHECK(y.to_doubles() == std::vector<double>{e0 * inverse, e1 * inverse});
  CHECK(run(comb_trace(input, softmax(input, options)), x) == y);
}

TEST_CASE("a quantizer of softmax without a format is refused by name") {
  SoftmaxOptions options = kSoftmax;
  options.exp_output = {};
  CHECK(WIREFOLD_ERROR(FormatError, softmax(NumericArray{1, 2}, options)) ==
        "softmax: the format of exp_output has no bits, give it [here]");
}

}  // namespace
}  // namespace wirefold
