// SPDX-License-Identifier: Apache-2.0
// Arrays of xtensor beside ours. Its operators take everything that stands beside one of its expressions, so each of
// ours is tried with variables, constants, temporaries and lazy expressions on either side.
#include <xtensor/xadapt.hpp>
#include <xtensor/xarray.hpp>
#include <xtensor/xfixed.hpp>
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"

namespace wf = wirefold;

namespace {

template <class Array>
Array mixed_arithmetic(Array x, xt::xarray<double> w) {
  const Array fixed_x = x;
  const xt::xarray<double> fixed_w = w;
  auto y = x * w;
  auto z = w * x;
  y = y + fixed_w * fixed_x - (w + 1) * x;
  z = z - x * (w - 1) + fixed_x / fixed_w * 4;
  z = w - z;
  y += w;
  y -= w * 2;
  y *= xt::view(w, 0);
  z /= fixed_w;
  return (xt::view(w, 1) - y) + z * (1 - x);
}

TEST_CASE("operators take xtensor's arrays and expressions on either side") {
  const xt::xarray<double> w = {{1, 2, -4}, {0.5, 8, 16}};
  const wf::NumericArray x = {{3, -5, 7}, {1, 2, -8}};
  const auto in = wf::FixedVariableArrayInput({2, 3}, {true, 3, 0});
  CHECK(wf::run(wf::comb_trace(in, mixed_arithmetic(in, w)), x) == mixed_arithmetic(x, w));
  const xt::xarray<double> numbers = {{3, -5, 7}, {1, 2, -8}};
  // Written with xtensor's own operators, in double, which is exact here.
  const xt::xarray<double> y = numbers * w + w * numbers - (w + 1) * numbers;
  const xt::xarray<double> z = w - (w * numbers - numbers * (w - 1) + numbers / w * 4);
  const xt::xarray<double> expected = (xt::view(w, 1) - (y + w - w * 2) * xt::view(w, 0)) + z / w * (1 - numbers);
  CHECK(mixed_arithmetic(x, w) == wf::NumericArray(expected));
}

TEST_CASE("every kind of xtensor array becomes an array of its numbers in C order") {
  const wf::NumericArray expected = {{1, 2, 3}, {4, 5, 6}};
  xt::xarray<double> rows = {{1, 2, 3}, {4, 5, 6}};
  const xt::xarray<double, xt::layout_type::column_major> columns = rows;
  const xt::xtensor<float, 2> floats = rows;
  const xt::xtensor_fixed<int, xt::xshape<2, 3>> fixed = {{1, 2, 3}, {4, 5, 6}};
  const xt::xarray<double> transposed = xt::transpose(rows);
  std::vector<int> flat{1, 2, 3, 4, 5, 6};
  CHECK(wf::NumericArray(rows) == expected);
  CHECK(wf::NumericArray(columns) == expected);
  CHECK(wf::NumericArray(floats) == expected);
  CHECK(wf::NumericArray(fixed) == expected);
  CHECK(wf::NumericArray(xt::transpose(transposed)) == expected);
  CHECK(wf::NumericArray(rows * 2 - rows) == expected);
  CHECK(wf::NumericArray(xt::view(rows, xt::all(), xt::range(1, 3))) == wf::NumericArray({{2, 3}, {5, 6}}));
  CHECK(wf::NumericArray(xt::adapt(flat, std::vector<std::size_t>{2, 3})) == expected);
  CHECK(wf::NumericArray(xt::xarray<double>(7.0)) == wf::NumericArray(7));
}

TEST_CASE("an array of numbers becomes every kind of xtensor array") {
  const wf::NumericArray numbers = {{1, 2, 3}, {4, 5, 6}};
  const xt::xarray<double> rows = numbers;
  const xt::xarray<double, xt::layout_type::column_major> columns = numbers;
  const xt::xtensor<int, 2> integers = numbers;
  CHECK(wf::NumericArray(rows) == numbers);
  CHECK(wf::NumericArray(columns) == numbers);
  CHECK(wf::NumericArray(integers) == numbers);
  xt::xarray<double> assigned;
  assigned = numbers;
  CHECK(wf::NumericArray(assigned) == numbers);
  CHECK(wf::error_of<wf::ShapeError>({}, [&] { const xt::xtensor<int, 1> wrong = numbers; }) ==
        "NumericArray: an array of shape (2, 3) is converted to a container of 1 axis");
}

TEST_CASE("functions take xtensor arrays for numbers") {
  const xt::xarray<double> w = {{1, 2}, {3, 4}};
  const auto in = wf::FixedVariableArrayInput({2}, {true, 3, 0});
  const wf::NumericArray x = {3, -5};
  CHECK(wf::run(wf::comb_trace(in, wf::matmul(in, w)), x) == wf::matmul(x, w));
  CHECK(wf::run(wf::comb_trace(in, wf::einsum("ij,j->i", w * 2, in)), x) == wf::einsum("ij,j->i", w * 2, x));
  CHECK(wf::run(wf::comb_trace(in, wf::maximum(w, in)), x) == wf::maximum(w, x));
  CHECK(wf::run(wf::comb_trace(in, wf::stack({in, wf::constant(xt::view(w, 0))})), x) ==
        wf::stack({x, wf::NumericArray(xt::view(w, 0))}));
  CHECK(to_string(wf::relu(w - 2)) == "[[0, 0], [1, 2]]");
}

TEST_CASE("formats come from arrays of their fields") {
  const xt::xarray<bool> is_signed = {true, false};
  const xt::xarray<double> integer_bits = {{1, 2}, {3, 4}};
  const xt::xarray<int> fraction_bits(std::vector<std::size_t>{}, -1);
  const wf::FormatArray formats(is_signed, integer_bits, fraction_bits);
  CHECK(formats.shape() == wf::Shape{2, 2});
  CHECK(formats.formats() == std::vector<wf::Format>{{true, 1, -1}, {false, 2, -1}, {true, 3, -1}, {false, 4, -1}});
  const xt::xarray<double> halves = {0.5};
  CHECK(WIREFOLD_ERROR(wf::ValueError, wf::FormatArray(is_signed, halves, fraction_bits)) ==
        "FormatArray: element (0,) of integer_bits is 1/2, an integer from -32768 to 32768 is needed [here]");
  const xt::xarray<int> two = {2};
  CHECK(WIREFOLD_ERROR(wf::ValueError, wf::FormatArray(two, integer_bits, fraction_bits)) ==
        "FormatArray: element (0,) of is_signed is 2, an integer from 0 to 1 is needed [here]");
}

// One function, three instantiations: xtensor's own arrays, numbers, variables.
template <class Tensor>
Tensor model(const Tensor& raw, const xt::xarray<double>& w) {
  auto in = wf::quantize(raw, {.is_signed = true, .integer_bits = 7, .fraction_bits = 0});
  auto out1 = wf::relu(in);
  auto out2 = wf::transpose(in(wf::all(), wf::range(1, 3)));
  out2 = wf::repeat(out2, 2, /*axis=*/0) * 3 + 4;
  out2 = wf::amax(wf::stack({out2, -out2 * 2}, 0), 0);
  auto out3 = wf::quantize(wf::matmul(out2, out1), {true, 10, 2});
  return wf::einsum("ijk,ij->ik", w, out3);
}

TEST_CASE("one model function works on xtensor's arrays, numbers and variables") {
  xt::xarray<double> w = xt::zeros<double>({4, 5, 3});
  double next = -7.5;
  for (auto& weight : w) weight = (next += 0.25);
  const auto in = wf::FixedVariableArrayInput({4, 5});
  const wf::CombLogic logic = wf::comb_trace(in, model(in, w));
  for (int sample = 0; sample < 20; ++sample) {
    xt::xarray<double> x = xt::zeros<double>({4, 5});
    double value = sample * 37.3 - 300;
    for (auto& element : x) element = (value += 17.7);
    const wf::NumericArray expected = model(wf::NumericArray(x), w);
    CHECK(wf::run(logic, wf::NumericArray(x)) == expected);
    CHECK(wf::NumericArray(model(x, w)) == expected);
  }
}

}  // namespace
