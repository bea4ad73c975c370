// SPDX-License-Identifier: Apache-2.0
#include "tests/dsl/numpy_testing.h"
#include "wirefold/dsl/mask.h"
#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/rearrange.h"

namespace wirefold {
namespace {

TEST_CASE("moving axes is numpy's") {
  CHECK_LIKE_NUMPY("np.ravel(x)", ravel(in.x));
  CHECK_LIKE_NUMPY("np.ravel(s)", ravel(in.s));
  CHECK_LIKE_NUMPY("np.moveaxis(x, 0, -1)", moveaxis(in.x, 0, -1));
  CHECK_LIKE_NUMPY("np.moveaxis(x, 2, 0)", moveaxis(in.x, 2, 0));
  CHECK_LIKE_NUMPY("np.moveaxis(x, -1, -2)", moveaxis(in.x, -1, -2));
  CHECK_LIKE_NUMPY("np.swapaxes(x, 0, 2)", swapaxes(in.x, 0, 2));
  CHECK_LIKE_NUMPY("np.swapaxes(x, -1, 1)", swapaxes(in.x, -1, 1));
  CHECK_LIKE_NUMPY("np.expand_dims(x, 1)", expand_dims(in.x, 1));
  CHECK_LIKE_NUMPY("np.expand_dims(x, (0, -1))", expand_dims(in.x, {0, -1}));
  CHECK_LIKE_NUMPY("np.expand_dims(s, 0)", expand_dims(in.s, 0));
  CHECK_LIKE_NUMPY("np.squeeze(x[:1, :, 2:3])", squeeze(in.x(range(0, 1), all(), range(2, 3))));
  CHECK_LIKE_NUMPY("np.squeeze(x[:1, :, 2:3], axis=0)", squeeze(in.x(range(0, 1), all(), range(2, 3)), 0));
  CHECK_LIKE_NUMPY("np.squeeze(x[:1, :, 2:3], axis=(-1, 0))", squeeze(in.x(range(0, 1), all(), range(2, 3)), {-1, 0}));
  CHECK_LIKE_NUMPY("np.squeeze(x)", squeeze(in.x));
}

TEST_CASE("reversing and rolling is numpy's") {
  CHECK_LIKE_NUMPY("np.flip(x)", flip(in.x));
  CHECK_LIKE_NUMPY("np.flip(x, axis=1)", flip(in.x, 1));
  CHECK_LIKE_NUMPY("np.flip(x, axis=(0, -1))", flip(in.x, {0, -1}));
  CHECK_LIKE_NUMPY("np.flip(s)", flip(in.s));
  CHECK_LIKE_NUMPY("np.roll(x, 5)", roll(in.x, 5));
  CHECK_LIKE_NUMPY("np.roll(x, -7)", roll(in.x, -7));
  CHECK_LIKE_NUMPY("np.roll(x, 1, axis=0)", roll(in.x, 1, 0));
  CHECK_LIKE_NUMPY("np.roll(x, 102, axis=2)", roll(in.x, 102, 2));
  CHECK_LIKE_NUMPY("np.roll(x, -1, axis=-2)", roll(in.x, -1, -2));
}

TEST_CASE("repeating arrays is numpy's") {
  CHECK_LIKE_NUMPY("np.broadcast_to(v, (2, 3, 4))", broadcast_to(in.v, {2, 3, 4}));
  CHECK_LIKE_NUMPY("np.broadcast_to(m[:, :1], (2, 3, 2))", broadcast_to(in.m(all(), range(0, 1)), {2, 3, 2}));
  CHECK_LIKE_NUMPY("np.broadcast_to(s, (2, 2))", broadcast_to(in.s, {2, 2}));
  CHECK_LIKE_NUMPY("np.tile(v, 3)", tile(in.v, {3}));
  CHECK_LIKE_NUMPY("np.tile(m, (2, 1, 2))", tile(in.m, {2, 1, 2}));
  CHECK_LIKE_NUMPY("np.tile(x, 2)", tile(in.x, {2}));
  CHECK_LIKE_NUMPY("np.tile(s, (2, 2))", tile(in.s, {2, 2}));
}

TEST_CASE("taking and splitting is numpy's") {
  CHECK_LIKE_NUMPY("np.take(x, [5, -1, 0])", take(in.x, {5, -1, 0}));
  CHECK_LIKE_NUMPY("np.take(x, [[3, 0], [1, -4]], axis=2)", take(in.x, {{3, 0}, {1, -4}}, 2));
  CHECK_LIKE_NUMPY("np.take(x, 1, axis=1)", take(in.x, 1, 1));
  CHECK_LIKE_NUMPY("np.take(v, [1, 1, 1, 2, 0], axis=0)", take(in.v, {1, 1, 1, 2, 0}, 0));
  CHECK_LIKE_NUMPY("np.split(x, 3, axis=1)[1]", split(in.x, 3, 1)[1]);
  CHECK_LIKE_NUMPY("np.split(v, 2)[1]", split(in.v, 2)[1]);
  CHECK_LIKE_NUMPY("np.split(x, [1, 3], axis=-1)[0]", split(in.x, {1, 3}, -1)[0]);
  CHECK_LIKE_NUMPY("np.split(x, [1, 3], axis=-1)[1]", split(in.x, {1, 3}, -1)[1]);
  CHECK_LIKE_NUMPY("np.split(x, [1, 3], axis=-1)[2]", split(in.x, {1, 3}, -1)[2]);
}

TEST_CASE("padding is numpy's") {
  CHECK_LIKE_NUMPY("np.pad(m, 2)", pad(in.m, 2));
  CHECK_LIKE_NUMPY("np.pad(m, ((1, 0), (0, 2)), constant_values=7)",
                   pad(in.m, {{1, 0}, {0, 2}}, PadMode::kConstant, 7));
  CHECK_LIKE_NUMPY("np.pad(x, ((0, 1), (3, 2), (5, 9)), 'edge')", pad(in.x, {{0, 1}, {3, 2}, {5, 9}}, PadMode::kEdge));
  CHECK_LIKE_NUMPY("np.pad(x, ((0, 1), (3, 2), (5, 9)), 'reflect')",
                   pad(in.x, {{0, 1}, {3, 2}, {5, 9}}, PadMode::kReflect));
  CHECK_LIKE_NUMPY("np.pad(x, ((2, 1), (3, 2), (5, 9)), 'symmetric')",
                   pad(in.x, {{2, 1}, {3, 2}, {5, 9}}, PadMode::kSymmetric));
  CHECK_LIKE_NUMPY("np.pad(x, ((2, 1), (3, 2), (5, 9)), 'wrap')", pad(in.x, {{2, 1}, {3, 2}, {5, 9}}, PadMode::kWrap));
  CHECK_LIKE_NUMPY("np.pad(x[:, :1, :2], ((0, 0), (2, 3), (4, 5)), 'reflect')",
                   pad(in.x(all(), range(0, 1), range(0, 2)), {0, {2, 3}, {4, 5}}, PadMode::kReflect));
  CHECK_LIKE_NUMPY("np.pad(v, (1, 2), 'edge')", pad(in.v, {{1, 2}}, PadMode::kEdge));
}

TEST_CASE("choosing by a constant mask is numpy's") {
  CHECK_LIKE_NUMPY("m[np.array([[1, 0, 1, 0], [0, 0, 1, 1], [0, 1, 0, 0]], bool)]",
                   extract(in.m, {{1, 0, 1, 0}, {0, 0, 1, 1}, {0, 1, 0, 0}}));
  CHECK_LIKE_NUMPY("x[np.array([[1, 0, 1], [0, 1, 1]], bool)]", extract(in.x, {{1, 0, 1}, {0, 1, 1}}));
  CHECK_LIKE_NUMPY("x[np.array([0, 1], bool)]", extract(in.x, {0, 1}));
  CHECK_LIKE_NUMPY("np.extract([[1, 0, 1, 0], [0, 0, 1, 1], [0, 1, 0, 0]], m)",
                   extract(in.m, {{1, 0, 1, 0}, {0, 0, 1, 1}, {0, 1, 0, 0}}));
  CHECK_LIKE_NUMPY("np.compress([0, 1, 1], x, axis=1)", compress(in.x, {0, 1, 1}, 1));
  CHECK_LIKE_NUMPY("np.compress([0, 1], x, axis=-1)", compress(in.x, {0, 1}, -1));
  CHECK_LIKE_NUMPY("np.compress([1, 0, 0, 0, 1], m)", compress(in.m, {1, 0, 0, 0, 1}));
}

}  // namespace
}  // namespace wirefold
