// SPDX-License-Identifier: Apache-2.0
#include "tests/dsl/numpy_testing.h"
#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/histogram.h"
#include "wirefold/dsl/logic.h"
#include "wirefold/dsl/search.h"
#include "wirefold/dsl/sort.h"

namespace wirefold {
namespace {

TEST_CASE("comparisons are numpy's") {
  CHECK_LIKE_NUMPY("np.less(x, v)", less(in.x, in.v));
  CHECK_LIKE_NUMPY("np.less(x, 2)", less(in.x, 2));
  CHECK_LIKE_NUMPY("np.less(2, x)", less(2, in.x));
  CHECK_LIKE_NUMPY("np.less_equal(x, m)", less_equal(in.x, in.m));
  CHECK_LIKE_NUMPY("np.less_equal(x, -1)", less_equal(in.x, -1));
  CHECK_LIKE_NUMPY("np.greater(x, v)", greater(in.x, in.v));
  CHECK_LIKE_NUMPY("np.greater(m, 4)", greater(in.m, 4));
  CHECK_LIKE_NUMPY("np.greater_equal(x, v)", greater_equal(in.x, in.v));
  CHECK_LIKE_NUMPY("np.greater_equal(v, 3)", greater_equal(in.v, 3));
  CHECK_LIKE_NUMPY("np.equal(x, v)", equal(in.x, in.v));
  CHECK_LIKE_NUMPY("np.equal(x, -7)", equal(in.x, -7));
  CHECK_LIKE_NUMPY("np.equal(x, 0.5)", equal(in.x, 0.5));
  CHECK_LIKE_NUMPY("np.not_equal(m, x)", not_equal(in.m, in.x));
  CHECK_LIKE_NUMPY("np.not_equal(4, v)", not_equal(4, in.v));
  CHECK_LIKE_NUMPY("np.greater(x, x - 1)", greater(in.x, in.x - 1));
  CHECK_LIKE_NUMPY("np.less(x, 0.5)", less(in.x, 0.5));
  CHECK_LIKE_NUMPY("np.sign(x)", sign(in.x));
  CHECK_LIKE_NUMPY("np.sign(v)", sign(in.v));
  CHECK_LIKE_NUMPY("np.signbit(x)", signbit(in.x));
}

TEST_CASE("choices are numpy's") {
  CHECK_LIKE_NUMPY("np.where(x > v, x, v)", where(greater(in.x, in.v), in.x, in.v));
  CHECK_LIKE_NUMPY("np.where(x, 1, 0)", where(in.x, 1, 0));
  CHECK_LIKE_NUMPY("np.where(x > 2, m, -1)", where(greater(in.x, 2), in.m, -1));
  CHECK_LIKE_NUMPY("np.where(v, x, m)", where(in.v, in.x, in.m));
  CHECK_LIKE_NUMPY("np.where(s, v, x)", where(in.s, in.v, in.x));
}

TEST_CASE("logical functions are numpy's") {
  CHECK_LIKE_NUMPY("np.logical_and(x, v - 3)", logical_and(in.x, in.v - 3));
  CHECK_LIKE_NUMPY("np.logical_and(2, x)", logical_and(2, in.x));
  CHECK_LIKE_NUMPY("np.logical_or(x, v + 1)", logical_or(in.x, in.v + 1));
  CHECK_LIKE_NUMPY("np.logical_xor(x, m)", logical_xor(in.x, in.m));
  CHECK_LIKE_NUMPY("np.logical_not(x)", logical_not(in.x));
  CHECK_LIKE_NUMPY("np.logical_not(v - 4)", logical_not(in.v - 4));
  CHECK_LIKE_NUMPY("np.any(x, axis=0)", any(in.x, 0));
  CHECK_LIKE_NUMPY("np.any(v + 1, keepdims=True)", any(in.v + 1, {}, true));
  CHECK_LIKE_NUMPY("np.all(x, axis=-1)", all(in.x, -1));
  CHECK_LIKE_NUMPY("np.all(x, axis=(0, 2), keepdims=True)", all(in.x, {0, 2}, true));
  CHECK_LIKE_NUMPY("np.all(n)", all(in.n));
  CHECK_LIKE_NUMPY("np.count_nonzero(x, axis=1)", count_nonzero(in.x, 1));
  CHECK_LIKE_NUMPY("np.count_nonzero(n)", count_nonzero(in.n));
  CHECK_LIKE_NUMPY("np.count_nonzero(v + 1, axis=0, keepdims=True)", count_nonzero(in.v + 1, 0, true));
}

TEST_CASE("bitwise functions are numpy's") {
  CHECK_LIKE_NUMPY("np.bitwise_and(x, v)", bitwise_and(in.x, in.v));
  CHECK_LIKE_NUMPY("np.bitwise_and(x, 12)", bitwise_and(in.x, 12));
  CHECK_LIKE_NUMPY("np.bitwise_or(m, x)", bitwise_or(in.m, in.x));
  CHECK_LIKE_NUMPY("np.bitwise_xor(x, m)", bitwise_xor(in.x, in.m));
  CHECK_LIKE_NUMPY("np.bitwise_xor(x, -1)", bitwise_xor(in.x, -1));
  CHECK_LIKE_NUMPY("np.bitwise_and(2, 1)", bitwise_and(in.s / 2 - 1, 1));
  CHECK_LIKE_NUMPY("np.bitwise_and.reduce(x, axis=-1)", bitwise_and_reduce(in.x, -1));
  CHECK_LIKE_NUMPY("np.bitwise_or.reduce(x, axis=(0, 1))", bitwise_or_reduce(in.x, {0, 1}));
  CHECK_LIKE_NUMPY("np.bitwise_xor.reduce(x, axis=1, keepdims=True)", bitwise_xor_reduce(in.x, 1, true));
  CHECK_LIKE_NUMPY("np.invert(x)", invert(in.x, {true, 7, 0}));
}

TEST_CASE("searches are numpy's") {
  CHECK_LIKE_NUMPY("np.argmax(x)", argmax(in.x));
  CHECK_LIKE_NUMPY("np.argmax(n, axis=0)", argmax(in.n, 0));
  CHECK_LIKE_NUMPY("np.argmax(n, axis=1)", argmax(in.n, 1));
  CHECK_LIKE_NUMPY("np.argmax(x, axis=1, keepdims=True)", argmax(in.x, 1, true));
  CHECK_LIKE_NUMPY("np.argmin(n)", argmin(in.n));
  CHECK_LIKE_NUMPY("np.argmin(n, axis=-1)", argmin(in.n, -1));
  CHECK_LIKE_NUMPY("np.argmin(v, axis=0)", argmin(in.v, 0));
  CHECK_LIKE_NUMPY("np.searchsorted([-3, 0, 0, 4, 20], x)", searchsorted({-3, 0, 0, 4, 20}, in.x));
  CHECK_LIKE_NUMPY("np.searchsorted([-3, 0, 0, 4, 20], x, side='right')",
                   searchsorted({-3, 0, 0, 4, 20}, in.x, Side::kRight));
  CHECK_LIKE_NUMPY("np.searchsorted([2], v)", searchsorted({2}, in.v));
  CHECK_LIKE_NUMPY("np.searchsorted(np.sort(v), x)", searchsorted(sort(in.v), in.x));
  CHECK_LIKE_NUMPY("np.searchsorted(np.sort(v), x, side='right')", searchsorted(sort(in.v), in.x, Side::kRight));
  CHECK_LIKE_NUMPY("np.histogram(x, bins=[-7, -2, 0, 5, 16])[0]", histogram(in.x, {-7, -2, 0, 5, 16}));
  CHECK_LIKE_NUMPY("np.histogram(n, bins=[-1, 0, 2])[0]", histogram(in.n, {-1, 0, 2}));
  CHECK_LIKE_NUMPY("np.histogram(v, bins=[-2, 4])[0]", histogram(in.v, {-2, 4}));
  CHECK_LIKE_NUMPY("np.histogram(x, bins=[-7, -2, 0, 5, 16], weights=x)[0]",
                   histogram(in.x, {-7, -2, 0, 5, 16}, numbers().x));
  CHECK_LIKE_NUMPY("np.histogram(v, bins=[-2, 4], weights=[1, 2, 4, -3])[0]", histogram(in.v, {-2, 4}, {1, 2, 4, -3}));
  CHECK_LIKE_NUMPY("np.histogram(x, bins=3, range=(-4, 4))[0]", histogram(in.x, 3, {-4, 4}));
  CHECK_LIKE_NUMPY("np.histogram(x, bins=7, range=(-7, 16))[0]", histogram(in.x, 7, {-7, 16}));
  CHECK_LIKE_NUMPY("np.histogram(m, bins=4, range=(-4.5, 20))[0]", histogram(in.m, 4, {-4.5, 20}));
  CHECK_LIKE_NUMPY("np.histogram(v / 8, bins=3, range=(0, 0.5))[0]", histogram(in.v >> 3, 3, {0, 0.5}));
  CHECK_LIKE_NUMPY("np.histogram(n, bins=5, range=(-3, 3), weights=n + 1)[0]",
                   histogram(in.n, 5, {-3, 3}, numbers().n + 1));
}

TEST_CASE("sorting is numpy's") {
  CHECK_LIKE_NUMPY("np.sort(n)", sort(in.n));
  CHECK_LIKE_NUMPY("np.sort(n, axis=0)", sort(in.n, 0));
  CHECK_LIKE_NUMPY("np.sort(-x, axis=1)", sort(-in.x, 1, SortingNetwork::kBitonic));
  CHECK_LIKE_NUMPY("np.sort(v)", sort(in.v));
  CHECK_LIKE_NUMPY("np.argsort(n, kind='stable')", argsort(in.n));
  CHECK_LIKE_NUMPY("np.argsort(n, axis=0, kind='stable')", argsort(in.n, 0));
  CHECK_LIKE_NUMPY("np.argsort(-x, axis=-1, kind='stable')", argsort(-in.x, -1, SortingNetwork::kBitonic));
  CHECK_LIKE_NUMPY("np.argsort(v, kind='stable')", argsort(in.v));
  CHECK_LIKE_NUMPY("np.take_along_axis(m, np.argsort(n[:3, :4], kind='stable'), 1)",
                   sort_by(in.n(range(0, 3), range(0, 4)), in.m));
  CHECK_LIKE_NUMPY("np.take_along_axis(m, np.argsort(n[:3, :4], axis=0, kind='stable'), 0)",
                   sort_by(in.n(range(0, 3), range(0, 4)), in.m, 0, SortingNetwork::kBitonic));
}

}  // namespace
}  // namespace wirefold
