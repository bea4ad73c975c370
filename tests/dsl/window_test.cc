// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/window.h"

#include <random>

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/structure.h"

namespace wirefold {
namespace {

// Everything is compared with the sums written out below, on numbers and on variables.

using Numbers = std::vector<std::int64_t>;

NumericArray random_array(std::mt19937& random, const Shape& shape) {
  Numbers values;
  for (std::size_t i = 0; i < shape.size(); ++i) values.push_back(static_cast<std::int64_t>(random() % 15) - 7);
  return NumericArray::from_values(shape, values);
}

std::int64_t at(const NumericArray& x, std::initializer_list<std::int64_t> index) {
  std::size_t place = 0;
  std::size_t axis = 0;
  for (const std::int64_t i : index)
    place = place * static_cast<std::size_t>(x.shape()[axis++]) + static_cast<std::size_t>(i);
  return x.numbers()[place].on_grid(0).to_int64();
}

// A window along one axis; before: elements of padding in front.
struct AxisOf {
  std::int64_t extent, size, stride, dilation, before, behind;
  std::int64_t places() const { return (extent + before + behind - (size - 1) * dilation - 1) / stride + 1; }
  std::int64_t index(std::int64_t place, std::int64_t i) const { return place * stride + i * dilation - before; }
  bool holds(std::int64_t place, std::int64_t i) const { return index(place, i) >= 0 && index(place, i) < extent; }
};

// x (batch, h, w, c), kernel (k, l, c / groups, f).
NumericArray written_out(const NumericArray& x, const NumericArray& kernel, const AxisOf& rows, const AxisOf& columns,
                         std::int64_t groups) {
  const std::int64_t filters = kernel.shape()[3];
  const std::int64_t channels = kernel.shape()[2];
  Numbers results;
  for (std::int64_t b = 0; b < x.shape()[0]; ++b)
    for (std::int64_t r = 0; r < rows.places(); ++r)
      for (std::int64_t q = 0; q < columns.places(); ++q)
        for (std::int64_t f = 0; f < filters; ++f) {
          std::int64_t total = 0;
          for (std::int64_t i = 0; i < rows.size; ++i)
            for (std::int64_t j = 0; j < columns.size; ++j)
              for (std::int64_t c = 0; c < channels; ++c) {
                if (!rows.holds(r, i) || !columns.holds(q, j)) continue;
                const std::int64_t channel = f / (filters / groups) * channels + c;
                total += at(x, {b, rows.index(r, i), columns.index(q, j), channel}) * at(kernel, {i, j, c, f});
              }
          results.push_back(total);
        }
  return NumericArray::from_values({x.shape()[0], rows.places(), columns.places(), filters}, results);
}

template <class Function>
void check(const NumericArray& x, const NumericArray& wanted, Function function) {
  CHECK(to_string(function(x)) == to_string(wanted));
  CHECK(function(x).shape() == wanted.shape());
  const auto in = FixedVariableArrayInput(x.shape(), {true, 3, 0});
  const NumericArray traced = run(comb_trace(in, function(in)), x);
  CHECK(to_string(traced) == to_string(wanted));
  CHECK(traced.shape() == wanted.shape());
}

TEST_CASE("a convolution in two dimensions is the sum of products under the window") {
  std::mt19937 random(1);
  const NumericArray x = random_array(random, {2, 6, 5, 4});
  const NumericArray kernel = random_array(random, {3, 2, 4, 3});
  const NumericArray halves = random_array(random, {3, 2, 2, 6});
  check(x, written_out(x, kernel, {6, 3, 1, 1, 0, 0}, {5, 2, 1, 1, 0, 0}, 1),
        [&](const auto& a) { return conv2d(a, kernel); });
  check(x, written_out(x, kernel, {6, 3, 2, 1, 0, 1}, {5, 2, 3, 1, 0, 0}, 1), [&](const auto& a) {
    return conv2d(a, kernel, {.stride = {2, 3}, .padding = SAME});
  });
  check(x, written_out(x, kernel, {6, 3, 1, 2, 1, 2}, {5, 2, 1, 3, 0, 4}, 1), [&](const auto& a) {
    return conv2d(a, kernel, {.padding = {{1, 2}, {0, 4}}, .dilation = {2, 3}});
  });
  check(x, written_out(x, halves, {6, 3, 1, 1, 1, 1}, {5, 2, 1, 1, 0, 1}, 2),
        [&](const auto& a) { return conv2d(a, halves, {.padding = SAME, .groups = 2}); });
  check(x, written_out(x, kernel, {6, 3, 1, 1, 2, 2}, {5, 2, 1, 1, 1, 1}, 1),
        [&](const auto& a) { return conv2d(a, kernel, {.padding = FULL}); });
}

TEST_CASE("channels may come first") {
  std::mt19937 random(2);
  const NumericArray x = random_array(random, {2, 5, 6, 3});
  const NumericArray kernel = random_array(random, {2, 3, 3, 2});
  const NumericArray first = transpose(x, {0, 3, 1, 2});
  check(first, transpose(conv2d(x, kernel), {0, 3, 1, 2}),
        [&](const auto& a) { return conv2d(a, kernel, {.channels_first = true}); });
  check(first, transpose(max_pool(x, {2, 3}), {0, 3, 1, 2}), [&](const auto& a) {
    return max_pool(a, {2, 3}, {.channels_first = true});
  });
  check(first, extract_patches(x, {2, 2}), [&](const auto& a) {
    return extract_patches(a, {2, 2}, {.channels_first = true});
  });
}

TEST_CASE("a convolution in one dimension takes any leading axes, or none") {
  std::mt19937 random(3);
  const NumericArray x = random_array(random, {1, 1, 7, 2});
  const NumericArray kernel = random_array(random, {1, 3, 2, 3});
  const NumericArray wanted = written_out(x, kernel, {1, 1, 1, 1, 0, 0}, {7, 3, 2, 1, 1, 1}, 1);
  const NumericArray row_kernel = reshape(kernel, {3, 2, 3});
  check(reshape(x, {7, 2}), reshape(wanted, {4, 3}),
        [&](const auto& a) { return conv1d(a, row_kernel, {.stride = 2, .padding = SAME}); });
  check(x, wanted, [&](const auto& a) { return conv1d(a, row_kernel, {.stride = 2, .padding = 1}); });
}

TEST_CASE("each place of a window of numbers is one linear operation") {
  const auto x = FixedVariableArrayInput({4, 4, 1}, {true, 3, 0});
  const NumericArray kernel = NumericArray::from_values({2, 2, 1, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  CHECK(count(comb_trace(x, conv2d(x, kernel)), Opcode::kLinear) == 9);
}

TEST_CASE("a variable kernel is correlated with a variable picture") {
  std::mt19937 random(4);
  const NumericArray x = random_array(random, {1, 4, 4, 2});
  const NumericArray kernel = random_array(random, {2, 2, 2, 2});
  const auto in = FixedVariableArrayInput(x.shape(), {true, 3, 0});
  const auto weights = FixedVariableArrayInput(kernel.shape(), {true, 3, 0});
  const std::vector<NumericArray> samples = {x, kernel};
  const CombLogic logic = comb_trace({in, weights}, conv2d(in, weights));
  CHECK(to_string(run(logic, samples).front()) == to_string(conv2d(x, kernel)));
}

TEST_CASE("pools take what the window covers, and padding does not count") {
  const NumericArray x = NumericArray::from_values({5, 1}, {3, -5, -7, -2, 4});
  check(x, NumericArray::from_values({2, 1}, {3, -2}), [](const auto& a) { return max_pool(a, {2}); });
  check(x, NumericArray::from_values({3, 1}, {3, -2, 4}),
        [](const auto& a) { return max_pool(a, {2}, {.padding = SAME}); });
  check(x, NumericArray::from_values({4, 1}, {3, -5, -2, 4}),
        [](const auto& a) { return max_pool(a, {2}, {.stride = 1}); });
  check(x, NumericArray::from_values({3, 1}, {-4, -18, 16}),
        [](const auto& a) { return average_pool(a, {2}, {.padding = SAME}) << 2; });
  check(x, NumericArray::from_values({3, 1}, {-4, -19, 4}), [](const auto& a) {
    return quantize(average_pool(a, {3}, {.stride = 2, .padding = 1}), {true, 4, 2}) << 2;
  });
}

TEST_CASE("patches hold the window with the channel fastest") {
  const NumericArray x = NumericArray::from_values({1, 3, 2}, {1, 2, 3, 4, 5, 6});
  check(x, NumericArray::from_values({1, 2, 4}, {1, 2, 3, 4, 3, 4, 5, 6}), [](const auto& a) {
    return extract_patches(a, {1, 2});
  });
  check(x, NumericArray::from_values({1, 1, 8}, {7, 7, 7, 7, 1, 2, 5, 6}), [](const auto& a) {
    return extract_patches(a, {2, 2}, {.padding = {{1, 0}, 0}, .dilation = {1, 2}}, 7);
  });
}

FixedVariableArray array_of(const Shape& shape) { return FixedVariableArrayInput(shape, {true, 3, 0}); }

TEST_CASE("windows that do not fit are refused") {
  const auto x = array_of({4, 2});
  CHECK(WIREFOLD_ERROR(ShapeError, max_pool(x, {5})) ==
        "max_pool: a window of 5 elements along an axis of 4 with 0 of padding [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, max_pool(x, {2, 2})) ==
        "max_pool: an array of shape (4, 2) for a window of 2 axes, it needs these and one of channels [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, max_pool(x, {2}, {.padding = 3})) ==
        "max_pool: under this padding a window covers nothing but padding [here]");
  CHECK(WIREFOLD_ERROR(ValueError, max_pool(x, {2}, {.stride = 0})) ==
        "max_pool: a stride of 0, it is at least 1 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, average_pool(x, {2}, {.stride = {1, 1}})) ==
        "average_pool: a stride for 2 axes, the window has 1 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, extract_patches(x, {2}, {.padding = {{1, 1}, {0, 0}}})) ==
        "extract_patches: 2 widths for an array of shape (4,), each of its axes needs one [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, extract_patches(x, {2}, {}, {1, 2})) ==
        "extract_patches: a pad_value of shape (2,), it must be one number [here]");
}

TEST_CASE("kernels that do not fit are refused") {
  const auto x = array_of({4, 4});
  const NumericArray kernel = NumericArray::from_values({1, 2, 3}, {1, 2, 3, 4, 5, 6});
  CHECK(WIREFOLD_ERROR(ShapeError, conv1d(x, kernel)) ==
        "conv1d: a kernel of shape (1, 2, 3) for 4 channels in 1 group, its axis -2 must be 4 [here]");
  CHECK(WIREFOLD_ERROR(ValueError, conv1d(x, kernel, {.groups = 2})) ==
        "conv1d: 2 groups of 4 channels and 3 filters, both must be multiples [here]");
  CHECK(WIREFOLD_ERROR(ValueError, conv1d(x, kernel, {.groups = 0})) ==
        "conv1d: 0 groups of 4 channels and 3 filters, both must be multiples [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, conv2d(x, kernel)) ==
        "conv2d: an array of shape (4, 4) for a window of 2 axes, it needs these and one of channels [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, conv1d(x, kernel(0))) ==
        "conv1d: a kernel of shape (2, 3), it must have 3 axes: the window, channels and filters [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, convolve(x, kernel)) ==
        "convolve: shapes (4, 4) and (1, 2, 3), both need one axis [here]");
}

// Each element of x adds its multiples of the kernel to the places that a window of the options starts from.
NumericArray scattered(const NumericArray& x, const NumericArray& kernel, std::int64_t stride, std::int64_t dilation,
                       std::int64_t cut, std::int64_t added) {
  const std::int64_t taps = kernel.shape()[0];
  const std::int64_t filters = kernel.shape()[2];
  const std::int64_t places = (x.shape()[0] - 1) * stride + dilation * (taps - 1) + 1 - 2 * cut + added;
  Numbers results(static_cast<std::size_t>(places * filters), 0);
  for (std::int64_t i = 0; i < x.shape()[0]; ++i)
    for (std::int64_t k = 0; k < taps; ++k)
      for (std::int64_t c = 0; c < x.shape()[1]; ++c)
        for (std::int64_t f = 0; f < filters; ++f) {
          const std::int64_t place = i * stride + k * dilation - cut;
          if (place < 0 || place >= places) continue;
          results[static_cast<std::size_t>(place * filters + f)] += at(x, {i, c}) * at(kernel, {k, c, f});
        }
  return NumericArray::from_values({places, filters}, results);
}

TEST_CASE("transposed patches times a kernel are the transposed convolution, on numbers and on variables") {
  std::mt19937 random(5);
  for (const std::int64_t stride : {1, 2, 3}) {
    for (const std::int64_t dilation : {1, 2}) {
      for (const std::int64_t cut : {0, 1, 3}) {
        for (const std::int64_t added : {0, 1}) {
          INFO("stride " << stride << ", dilation " << dilation << ", padding " << cut << ", output padding " << added);
          const NumericArray x = random_array(random, {5, 2});
          const NumericArray kernel = random_array(random, {3, 2, 2});
          const auto convolved = [&](const auto& a) {
            const auto patches = extract_patches_transposed(
                a, {3}, {.stride = stride, .padding = cut, .dilation = dilation, .output_padding = {{0, added}}});
            return matmul(patches, reshape(kernel, {6, 2}));
          };
          const NumericArray expected = scattered(x, kernel, stride, dilation, cut, added);
          CHECK(convolved(x) == expected);
          const auto input = FixedVariableArrayInput({5, 2}, Format{true, 3, 0});
          CHECK(run(comb_trace(input, convolved(input)), x) == expected);
        }
      }
    }
  }
}

TEST_CASE("transposed patches of two axes put the window before the channels") {
  const NumericArray x = NumericArray::from_values(Shape{1, 2, 1}, {5, 7});
  const NumericArray patches = extract_patches_transposed(x, {2, 2}, {.stride = {1, 2}}, -1);
  // Places (2, 4); the window's positions in the kernel's order.
  CHECK(patches(0, 0) == NumericArray{5, -1, -1, -1});
  CHECK(patches(0, 1) == NumericArray{-1, 5, -1, -1});
  CHECK(patches(1, 2) == NumericArray{-1, -1, 7, -1});
  CHECK(patches(1, 3) == NumericArray{-1, -1, -1, 7});
}

TEST_CASE("transposed patches whose padding leaves nothing are refused") {
  const NumericArray x = NumericArray::from_values(Shape{2, 1}, {5, 7});
  CHECK(WIREFOLD_ERROR(ShapeError, extract_patches_transposed(x, {1}, {.padding = 3})) ==
        "extract_patches_transposed: padding that leaves nothing of axis 0 of (2, 1) [here]");
}

}  // namespace
}  // namespace wirefold
