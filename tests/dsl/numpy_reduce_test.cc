// SPDX-License-Identifier: Apache-2.0
#include "tests/dsl/numpy_testing.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"

namespace wirefold {
namespace {

NumericArray counting(const Shape& shape) {
  std::vector<int> values(shape.size());
  std::iota(values.begin(), values.end(), 0);
  return NumericArray::from_values(shape, values);
}

TEST_CASE("products and extrema over axes are numpy's") {
  CHECK_LIKE_NUMPY("np.prod(v)", prod(in.v));
  CHECK_LIKE_NUMPY("np.prod(m, axis=1)", prod(in.m, 1));
  CHECK_LIKE_NUMPY("np.prod(x, axis=(0, 1))", prod(in.x, {0, 1}));
  CHECK_LIKE_NUMPY("np.prod(x, axis=1, keepdims=True)", prod(in.x, 1, true));
  CHECK_LIKE_NUMPY("np.prod(n[:, :3], axis=0)", prod(in.n(all(), range(0, 3)), 0));
  CHECK_LIKE_NUMPY("np.prod(s)", prod(in.s));
  CHECK_LIKE_NUMPY("np.max(x, axis=1)", max(in.x, 1));
  CHECK_LIKE_NUMPY("np.max(n)", max(in.n));
  CHECK_LIKE_NUMPY("np.min(x, axis=(0, 2), keepdims=True)", min(in.x, {0, 2}, true));
  CHECK_LIKE_NUMPY("np.min(n, axis=0)", min(in.n, 0));
}

TEST_CASE("means and averages are numpy's") {
  CHECK_LIKE_NUMPY("np.mean(x, axis=-1) * 4", mean(in.x, -1) << 2);
  CHECK_LIKE_NUMPY("np.mean(x[:, :2], axis=(0, 1)) * 4", mean(in.x(all(), range(0, 2)), {0, 1}) << 2);
  CHECK_LIKE_NUMPY("np.mean(v, keepdims=True) * 4", mean(in.v, {}, true) << 2);
  CHECK_LIKE_NUMPY("np.floor(np.mean(x, axis=1) * 16)", quantize(mean(in.x, 1), {true, 9, 4}) << 4);
  CHECK_LIKE_NUMPY("np.floor(np.mean(x, axis=(0, 1), keepdims=True) * 16)",
                   quantize(mean(in.x, {0, 1}, true), {true, 9, 4}) << 4);
  CHECK_LIKE_NUMPY("np.average(m, axis=1) * 4", average(in.m, 1) << 2);
  CHECK_LIKE_NUMPY("np.average(m, axis=1, weights=[1, 2, 4, 1]) * 8", average(in.m, 1, {1, 2, 4, 1}) << 3);
  CHECK_LIKE_NUMPY("np.floor(np.average(x, weights=np.arange(24).reshape(2, 3, 4) // 7 % 2 + 1, axis=0) * 4)",
                   quantize(average(in.x, 0, quantize(counting({2, 3, 4}) / 7, {false, 1, 0}) + 1), {true, 9, 2}) << 2);
  CHECK_LIKE_NUMPY("np.floor(np.average(m, axis=0, weights=[1, -2, 4]) * 4)",
                   quantize(average(in.m, 0, {1, -2, 4}), {true, 9, 2}) << 2);
  CHECK_LIKE_NUMPY("np.average(m, weights=(np.arange(12).reshape(3, 4) < 8) + 0, keepdims=True) * 8",
                   average(in.m, {}, {{1, 1, 1, 1}, {1, 1, 1, 1}, {0, 0, 0, 0}}, true) << 3);
}

TEST_CASE("running sums are numpy's") {
  CHECK_LIKE_NUMPY("np.cumsum(x)", cumsum(in.x));
  CHECK_LIKE_NUMPY("np.cumsum(x, axis=0)", cumsum(in.x, 0));
  CHECK_LIKE_NUMPY("np.cumsum(x, axis=1)", cumsum(in.x, 1));
  CHECK_LIKE_NUMPY("np.cumsum(x, axis=-1)", cumsum(in.x, -1));
  CHECK_LIKE_NUMPY("np.cumsum(n, axis=1)", cumsum(in.n, 1));
  CHECK_LIKE_NUMPY("np.cumsum(s)", cumsum(in.s));
  CHECK_LIKE_NUMPY("np.cumsum(v)", cumsum(in.v));
}

}  // namespace
}  // namespace wirefold
