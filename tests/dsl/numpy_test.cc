// SPDX-License-Identifier: Apache-2.0
#include "tests/dsl/numpy_testing.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"

namespace wirefold {
namespace {

TEST_CASE("slicing is numpy's") {
  CHECK_LIKE_NUMPY("x[0]", in.x(0));
  CHECK_LIKE_NUMPY("x[-1]", in.x(-1));
  CHECK_LIKE_NUMPY("x[1, 2, 3]", in.x(1, 2, 3));
  CHECK_LIKE_NUMPY("x[..., -1]", in.x(ellipsis, -1));
  CHECK_LIKE_NUMPY("x[0, ..., 1]", in.x(0, ellipsis, 1));
  CHECK_LIKE_NUMPY("x[..., 1, :]", in.x(ellipsis, 1, all()));
  CHECK_LIKE_NUMPY("x[1, ...]", in.x(1, ellipsis));
  CHECK_LIKE_NUMPY("x[:, 1:3]", in.x(all(), range(1, 3)));
  CHECK_LIKE_NUMPY("x[:, :, 1:]", in.x(all(), all(), range(1, wirefold::end)));
  CHECK_LIKE_NUMPY("x[:, :, :-1]", in.x(all(), all(), range(std::nullopt, -1)));
  CHECK_LIKE_NUMPY("x[:, :, ::2]", in.x(all(), all(), range(0, 4, 2)));
  CHECK_LIKE_NUMPY("x[:, :, 1::2]", in.x(all(), all(), range(1, wirefold::end, 2)));
  CHECK_LIKE_NUMPY("x[:, :, ::-1]", in.x(all(), all(), range(wirefold::end, wirefold::end, -1)));
  CHECK_LIKE_NUMPY("x[:, :, 3:0:-1]", in.x(all(), all(), range(3, 0, -1)));
  CHECK_LIKE_NUMPY("x[:, :, 2::-2]", in.x(all(), all(), range(2, wirefold::end, -2)));
  CHECK_LIKE_NUMPY("x[:, :, -2:-5:-1]", in.x(all(), all(), range(-2, -5, -1)));
  CHECK_LIKE_NUMPY("x[:, -100:100]", in.x(all(), range(-100, 100)));
  CHECK_LIKE_NUMPY("x[:, 100:-100:-1]", in.x(all(), range(100, -100, -1)));
  CHECK_LIKE_NUMPY("x[:, :, ::100]", in.x(ellipsis, range(wirefold::end, wirefold::end, 100)));
  CHECK_LIKE_NUMPY("x[:, :, ::-100]", in.x(ellipsis, range(wirefold::end, wirefold::end, -100)));
  CHECK_LIKE_NUMPY("x[:, None]", in.x(all(), newaxis));
  CHECK_LIKE_NUMPY("x[None, ..., None]", in.x(newaxis, ellipsis, newaxis));
  CHECK_LIKE_NUMPY("x[0, None, 1:, None, ::3]",
                   slice(in.x, {0, newaxis, range(1, wirefold::end), newaxis, range(0, wirefold::end, 3)}));
  CHECK_LIKE_NUMPY("x[..., None, 2]", slice(in.x, {ellipsis, newaxis, 2}));
  CHECK_LIKE_NUMPY("v[-4]", in.v(-4));
  CHECK_LIKE_NUMPY("v[3:4]", in.v(range(std::size_t{3}, 4U)));
  CHECK_LIKE_NUMPY("s[None]", in.s(newaxis));
  CHECK_LIKE_NUMPY("s[...]", in.s(ellipsis));
}

TEST_CASE("moving elements is numpy's") {
  CHECK_LIKE_NUMPY("x.reshape(24)", reshape(in.x, {24}));
  CHECK_LIKE_NUMPY("x.reshape(4, 6)", reshape(in.x, {4, 6}));
  CHECK_LIKE_NUMPY("x.reshape(-1, 2)", reshape(in.x, {-1, 2}));
  CHECK_LIKE_NUMPY("x.reshape(2, -1, 2, 1)", reshape(in.x, {2, -1, 2, 1}));
  CHECK_LIKE_NUMPY("s.reshape(1, 1)", reshape(in.s, {1, 1}));
  CHECK_LIKE_NUMPY("v[:1].reshape(())", reshape(in.v(range(0, 1)), {}));
  CHECK_LIKE_NUMPY("x.T", transpose(in.x));
  CHECK_LIKE_NUMPY("np.transpose(m)", transpose(in.m));
  CHECK_LIKE_NUMPY("np.transpose(x, (1, 0, 2))", transpose(in.x, {1, 0, 2}));
  CHECK_LIKE_NUMPY("np.transpose(x, (2, 0, 1))", transpose(in.x, std::vector<std::size_t>{2, 0, 1}));
  CHECK_LIKE_NUMPY("np.transpose(x, (-1, -3, -2))", transpose(in.x, {-1, -3, -2}));
  CHECK_LIKE_NUMPY("np.transpose(v)", transpose(in.v));
  CHECK_LIKE_NUMPY("np.transpose(s)", transpose(in.s));
  CHECK_LIKE_NUMPY("np.repeat(x, 2)", repeat(in.x, 2));
  CHECK_LIKE_NUMPY("np.repeat(x, 2, axis=0)", repeat(in.x, 2, 0));
  CHECK_LIKE_NUMPY("np.repeat(x, 3, axis=1)", repeat(in.x, 3, 1));
  CHECK_LIKE_NUMPY("np.repeat(x, 2, axis=-1)", repeat(in.x, 2, -1));
  CHECK_LIKE_NUMPY("np.repeat(v, 1, axis=0)", repeat(in.v, 1, 0));
  CHECK_LIKE_NUMPY("np.repeat(s, 3)", repeat(in.s, 3));
  CHECK_LIKE_NUMPY("np.concatenate([m, m * 2])", concatenate({in.m, in.m * 2}));
  CHECK_LIKE_NUMPY("np.concatenate([x, x[:, 1:], x[:, :1]], axis=1)",
                   concatenate({in.x, in.x(all(), range(1, wirefold::end)), in.x(all(), range(0, 1))}, 1));
  CHECK_LIKE_NUMPY("np.concatenate([x, x[..., :1]], axis=-1)", concatenate({in.x, in.x(ellipsis, range(0, 1))}, -1));
  CHECK_LIKE_NUMPY("np.concatenate([v])", concatenate(std::vector{in.v}));
  CHECK_LIKE_NUMPY("np.stack([m, m * 2])", stack({in.m, in.m * 2}));
  CHECK_LIKE_NUMPY("np.stack([m, m * 2, m * 4], axis=1)", stack({in.m, in.m * 2, in.m * 4}, 1));
  CHECK_LIKE_NUMPY("np.stack([m, m * 2], axis=-1)", stack(std::vector{in.m, in.m * 2}, -1));
  CHECK_LIKE_NUMPY("np.stack([s, s])", stack({in.s, in.s}));
}

TEST_CASE("arithmetic element by element is numpy's") {
  CHECK_LIKE_NUMPY("x + v", in.x + in.v);
  CHECK_LIKE_NUMPY("v + x", in.v + in.x);
  CHECK_LIKE_NUMPY("x - m", in.x - in.m);
  CHECK_LIKE_NUMPY("m - x", in.m - in.x);
  CHECK_LIKE_NUMPY("x * v", in.x * in.v);
  CHECK_LIKE_NUMPY("x + s", in.x + in.s);
  CHECK_LIKE_NUMPY("s - x", in.s - in.x);
  CHECK_LIKE_NUMPY("x[:, :1] + x[:, :, :1]", in.x(all(), range(0, 1)) + in.x(all(), all(), range(0, 1)));
  CHECK_LIKE_NUMPY("v[:, None] * v", in.v(all(), newaxis) * in.v);
  CHECK_LIKE_NUMPY("x + 3", in.x + 3);
  CHECK_LIKE_NUMPY("3 - x", 3 - in.x);
  CHECK_LIKE_NUMPY("x * 5", in.x * 5);
  CHECK_LIKE_NUMPY("-x", -in.x);
  CHECK_LIKE_NUMPY("x * 8", in.x * 8);
  CHECK_LIKE_NUMPY("x << 3", in.x << 3);
  CHECK_LIKE_NUMPY("abs(x)", abs(in.x));
  CHECK_LIKE_NUMPY("np.maximum(x, v)", maximum(in.x, in.v));
  CHECK_LIKE_NUMPY("np.maximum(x, 2)", maximum(in.x, 2));
  CHECK_LIKE_NUMPY("np.minimum(m, x)", minimum(in.m, in.x));
  CHECK_LIKE_NUMPY("np.minimum(-1, x)", minimum(-1, in.x));
}

TEST_CASE("reductions are numpy's") {
  CHECK_LIKE_NUMPY("np.sum(x)", sum(in.x));
  CHECK_LIKE_NUMPY("np.sum(x, axis=0)", sum(in.x, 0));
  CHECK_LIKE_NUMPY("np.sum(x, axis=1)", sum(in.x, 1));
  CHECK_LIKE_NUMPY("np.sum(x, axis=-1)", sum(in.x, -1));
  CHECK_LIKE_NUMPY("np.sum(x, axis=(0, 2))", sum(in.x, {0, 2}));
  CHECK_LIKE_NUMPY("np.sum(x, axis=(-1, 0), keepdims=True)", sum(in.x, {-1, 0}, true));
  CHECK_LIKE_NUMPY("np.sum(x, keepdims=True)", sum(in.x, {}, true));
  CHECK_LIKE_NUMPY("np.sum(v[:1], axis=0)", sum(in.v(range(0, 1)), 0));
  CHECK_LIKE_NUMPY("np.sum(s)", sum(in.s));
  CHECK_LIKE_NUMPY("np.amax(x)", amax(in.x));
  CHECK_LIKE_NUMPY("np.amax(-x, axis=1)", amax(-in.x, 1));
  CHECK_LIKE_NUMPY("np.amax(x, axis=(1, 2), keepdims=True)", amax(in.x, std::vector{1, 2}, true));
  CHECK_LIKE_NUMPY("np.amin(x, axis=-1)", amin(in.x, -1));
  CHECK_LIKE_NUMPY("np.amin(x, axis=(0, 1))", amin(in.x, {0, 1}));
  CHECK_LIKE_NUMPY("np.amin(-x)", amin(-in.x));
}

TEST_CASE("products of arrays are numpy's") {
  CHECK_LIKE_NUMPY("np.matmul(m, n)", matmul(in.m, in.n));
  CHECK_LIKE_NUMPY("np.matmul(x, n)", matmul(in.x, in.n));
  CHECK_LIKE_NUMPY("np.matmul(v, n)", matmul(in.v, in.n));
  CHECK_LIKE_NUMPY("np.matmul(m, v)", matmul(in.m, in.v));
  CHECK_LIKE_NUMPY("np.matmul(v, v)", matmul(in.v, in.v));
  CHECK_LIKE_NUMPY("np.matmul(x, v)", matmul(in.x, in.v));
  CHECK_LIKE_NUMPY("np.matmul(x, np.transpose(x, (0, 2, 1)))", matmul(in.x, transpose(in.x, {0, 2, 1})));
  CHECK_LIKE_NUMPY(
      "np.matmul(x[:, None], n[:, :3].reshape(2, 2, 3)[:1].repeat(2, axis=1))",
      matmul(in.x(all(), newaxis), repeat(reshape(in.n(all(), range(0, 3)), {2, 2, 3})(range(0, 1)), 2, 1)));
  CHECK_LIKE_NUMPY("np.matmul(v, np.transpose(x, (0, 2, 1)))", matmul(in.v, transpose(in.x, {0, 2, 1})));
  CHECK_LIKE_NUMPY("np.matmul(x[:1], np.transpose(x, (0, 2, 1)))",
                   matmul(in.x(range(0, 1)), transpose(in.x, {0, 2, 1})));
  CHECK_LIKE_NUMPY("np.dot(m, n)", dot(in.m, in.n));
  CHECK_LIKE_NUMPY("np.dot(x, n)", dot(in.x, in.n));
  CHECK_LIKE_NUMPY("np.dot(x, np.transpose(x, (0, 2, 1)))", dot(in.x, transpose(in.x, {0, 2, 1})));
  CHECK_LIKE_NUMPY("np.dot(x, v)", dot(in.x, in.v));
  CHECK_LIKE_NUMPY("np.dot(v, v)", dot(in.v, in.v));
  CHECK_LIKE_NUMPY("np.einsum('ij,jk->ik', m, n)", einsum("ij,jk->ik", in.m, in.n));
  CHECK_LIKE_NUMPY("np.einsum('ij,jk', m, n)", einsum("ij,jk", in.m, in.n));
  CHECK_LIKE_NUMPY("np.einsum('ij,jk->ki', m, n)", einsum("ij,jk->ki", in.m, in.n));
  CHECK_LIKE_NUMPY("np.einsum('ijk,k->ij', x, v)", einsum("ijk,k->ij", in.x, in.v));
  CHECK_LIKE_NUMPY("np.einsum('ijk,jk->ik', x, m)", einsum("ijk,jk->ik", in.x, in.m));
  CHECK_LIKE_NUMPY("np.einsum('ijk,jk->', x, m)", einsum("ijk,jk->", in.x, in.m));
  CHECK_LIKE_NUMPY("np.einsum('ijk,ljk->il', x, x)", einsum("ijk,ljk->il", in.x, in.x));
  CHECK_LIKE_NUMPY("np.einsum('i,j->ij', v, v)", einsum("i,j->ij", in.v, in.v));
  CHECK_LIKE_NUMPY("np.einsum('i,i->i', v, v)", einsum("i,i->i", in.v, in.v));
  CHECK_LIKE_NUMPY("np.einsum('i,j->', v, v)", einsum("i,j->", in.v, in.v));
  CHECK_LIKE_NUMPY("np.einsum('ij,k->k', m, v)", einsum("ij,k->k", in.m, in.v));
  CHECK_LIKE_NUMPY("np.einsum('ij,k->ik', m, v)", einsum("ij,k->ik", in.m, in.v));
  CHECK_LIKE_NUMPY("np.einsum('ij,jk->k', m, n)", einsum("ij,jk->k", in.m, in.n));
  CHECK_LIKE_NUMPY("np.einsum('...j,jk->...k', x, n)", einsum("...j,jk->...k", in.x, in.n));
  CHECK_LIKE_NUMPY("np.einsum('...ij,...kj->...ik', x, x)", einsum("...ij,...kj->...ik", in.x, in.x));
  CHECK_LIKE_NUMPY("np.einsum('...ij,...kj->ik...', x, x)", einsum("...ij,...kj->ik...", in.x, in.x));
  CHECK_LIKE_NUMPY("np.einsum('i...,i->...', x, v[:2])", einsum("i...,i->...", in.x, in.v(range(0, 2))));
  CHECK_LIKE_NUMPY("np.einsum('...,...->...', x, v)", einsum("...,...->...", in.x, in.v));
  CHECK_LIKE_NUMPY("np.einsum('...j,...j', x, v)", einsum("...j,...j", in.x, in.v));
  CHECK_LIKE_NUMPY("np.einsum('ii,i->i', n[:, :4], v)", einsum("ii,i->i", in.n(all(), range(0, 4)), in.v));
  CHECK_LIKE_NUMPY("np.einsum('ii,j->j', n[:, :4], v)", einsum("ii,j->j", in.n(all(), range(0, 4)), in.v));
  CHECK_LIKE_NUMPY("np.einsum('ba,bc', n, n)", einsum("ba,bc", in.n, in.n));
  CHECK_LIKE_NUMPY("np.einsum(',ij->ij', s, m)", einsum(",ij->ij", in.s, in.m));
  CHECK_LIKE_NUMPY("np.einsum(',->', s, s)", einsum(",->", in.s, in.s));
  CHECK_LIKE_NUMPY("np.einsum('bij,bjk->bik', x, x.transpose(0, 2, 1))",
                   einsum("bij,bjk->bik", in.x, transpose(in.x, {0, 2, 1})));
  CHECK_LIKE_NUMPY("np.einsum('ij , jk -> ik', m, n)", einsum("ij , jk -> ik", in.m, in.n));
}

}  // namespace
}  // namespace wirefold
