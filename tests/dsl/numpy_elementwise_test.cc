// SPDX-License-Identifier: Apache-2.0
#include "tests/dsl/numpy_testing.h"
#include "wirefold/dsl/elementwise.h"

namespace wirefold {
namespace {

TEST_CASE("clipping and powers are numpy's") {
  CHECK_LIKE_NUMPY("np.clip(x, -3, 5)", clip(in.x, -3, 5));
  CHECK_LIKE_NUMPY("np.clip(x, v, v + 4)", clip(in.x, numbers().v, numbers().v + 4));
  CHECK_LIKE_NUMPY("np.clip(x, 5, -3)", clip(in.x, 5, -3));
  CHECK_LIKE_NUMPY("np.clip(m, -v, s)", clip(in.m, -numbers().v, numbers().s));
  CHECK_LIKE_NUMPY("np.square(x)", square(in.x));
  CHECK_LIKE_NUMPY("np.power(x, 0)", power(in.x, 0));
  CHECK_LIKE_NUMPY("np.power(x, 1)", power(in.x, 1));
  CHECK_LIKE_NUMPY("np.power(x, 2)", power(in.x, 2U));
  CHECK_LIKE_NUMPY("np.power(m, 3)", power(in.m, 3));
  CHECK_LIKE_NUMPY("np.power(v, 5)", power(in.v, 5));
  CHECK_LIKE_NUMPY("np.power(v, 6)", power(in.v, 6));
  CHECK_LIKE_NUMPY("np.power(v, 7)", power(in.v, 7));
  CHECK_LIKE_NUMPY("np.power(s, 4)", power(in.s, 4));
  CHECK_LIKE_NUMPY("np.abs(m - n[:3, :4])", abs(in.m - in.n(range(0, 3), range(0, 4))));
}

TEST_CASE("rounding to integers is numpy's") {
  CHECK_LIKE_NUMPY("np.floor(x / 4)", floor(in.x / 4));
  CHECK_LIKE_NUMPY("np.ceil(x / 4)", ceil(in.x / 4));
  CHECK_LIKE_NUMPY("np.round(x / 4)", round(in.x / 4));
  CHECK_LIKE_NUMPY("np.trunc(x / 4)", trunc(in.x / 4));
  CHECK_LIKE_NUMPY("np.floor(x / 3)", floor(in.x / 3));
  CHECK_LIKE_NUMPY("np.ceil(x / 3)", ceil(in.x / 3));
  CHECK_LIKE_NUMPY("np.round(x / 6)", round(in.x / 6));
  CHECK_LIKE_NUMPY("np.trunc(x / 3)", trunc(in.x / 3));
  CHECK_LIKE_NUMPY("np.floor(x)", floor(in.x));
  CHECK_LIKE_NUMPY("np.round(-x / 2)", round(-in.x / 2));
  CHECK_LIKE_NUMPY("np.ceil(-x / 8)", ceil(-in.x >> 3));
}

TEST_CASE("shifts scale by powers of two") {
  CHECK_LIKE_NUMPY("np.left_shift(m, 2)", in.m << 2);
  CHECK_LIKE_NUMPY("np.ldexp(m * 4, -2)", (in.m * 4) >> 2);
  CHECK_LIKE_NUMPY("x / 4 * 4", in.x / 4 * 4);
}

}  // namespace
}  // namespace wirefold
