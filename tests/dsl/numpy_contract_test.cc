// SPDX-License-Identifier: Apache-2.0
#include "tests/dsl/numpy_testing.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/window.h"

namespace wirefold {
namespace {

TEST_CASE("inner, outer and tensor products are numpy's") {
  CHECK_LIKE_NUMPY("np.inner(v, v)", inner(in.v, in.v));
  CHECK_LIKE_NUMPY("np.inner(x, v)", inner(in.x, in.v));
  CHECK_LIKE_NUMPY("np.inner(x, m)", inner(in.x, in.m));
  CHECK_LIKE_NUMPY("np.inner(s, m)", inner(in.s, in.m));
  CHECK_LIKE_NUMPY("np.inner(m, m)", inner(in.m, in.m));
  CHECK_LIKE_NUMPY("np.outer(v, v)", outer(in.v, in.v));
  CHECK_LIKE_NUMPY("np.outer(m, s)", outer(in.m, in.s));
  CHECK_LIKE_NUMPY("np.outer(v, n[0])", outer(in.v, in.n(0)));
  CHECK_LIKE_NUMPY("np.tensordot(x, m, 2)", tensordot(in.x, in.m));
  CHECK_LIKE_NUMPY("np.tensordot(m, n, 1)", tensordot(in.m, in.n, 1));
  CHECK_LIKE_NUMPY("np.tensordot(v, v, 0)", tensordot(in.v, in.v, 0));
  CHECK_LIKE_NUMPY("np.tensordot(x, x, axes=((0, 2), (0, 2)))", tensordot(in.x, in.x, {{0, 2}, {0, 2}}));
  CHECK_LIKE_NUMPY("np.tensordot(x, n, axes=(2, 0))", tensordot(in.x, in.n, {2, 0}));
  CHECK_LIKE_NUMPY("np.tensordot(x, m, axes=((-1, 1), (1, 0)))", tensordot(in.x, in.m, {{-1, 1}, {1, 0}}));
}

TEST_CASE("einsum of one array is numpy's") {
  CHECK_LIKE_NUMPY("np.einsum('ii', n[:, :4])", einsum("ii", in.n(all(), range(0, 4))));
  CHECK_LIKE_NUMPY("np.einsum('ii->i', n[:, :4])", einsum("ii->i", in.n(all(), range(0, 4))));
  CHECK_LIKE_NUMPY("np.einsum('ijk->ki', x)", einsum("ijk->ki", in.x));
  CHECK_LIKE_NUMPY("np.einsum('ijk->kij', x)", einsum("ijk->kij", in.x));
  CHECK_LIKE_NUMPY("np.einsum('...j->...', x)", einsum("...j->...", in.x));
  CHECK_LIKE_NUMPY("np.einsum('ji', m)", einsum("ji", in.m));
  CHECK_LIKE_NUMPY("np.einsum('iji->j', x[:, :, :2])", einsum("iji->j", in.x(all(), all(), range(0, 2))));
  CHECK_LIKE_NUMPY("np.einsum('->', s)", einsum("->", in.s));
}

TEST_CASE("einsum of many arrays is numpy's") {
  CHECK_LIKE_NUMPY("np.einsum('ij,jk,k->i', m, n, n[0])", einsum("ij,jk,k->i", in.m, in.n, in.n(0)));
  CHECK_LIKE_NUMPY("np.einsum('ij,jk,k', m, n, n[0])", einsum("ij,jk,k", in.m, in.n, in.n(0)));
  CHECK_LIKE_NUMPY("np.einsum('i,j,k->ijk', v, v, v[:2])", einsum("i,j,k->ijk", in.v, in.v, in.v(range(0, 2))));
  CHECK_LIKE_NUMPY("np.einsum('ij,kj,k->i', m, m, v[:3])", einsum("ij,kj,k->i", in.m, in.m, in.v(range(0, 3))));
  CHECK_LIKE_NUMPY("np.einsum('...i,ij,...i->...j', x, n, m)", einsum("...i,ij,...i->...j", in.x, in.n, in.m));
  CHECK_LIKE_NUMPY("np.einsum('i,i,i,i', v, v, v, v)", einsum("i,i,i,i", in.v, in.v, in.v, in.v));
  CHECK_LIKE_NUMPY("np.einsum('...,...,...', x, v, s)", einsum("...,...,...", in.x, in.v, in.s));
  CHECK_LIKE_NUMPY("np.einsum('ab,bc,cd,de->ae', m, n, n.T, n)",
                   einsum("ab,bc,cd,de->ae", in.m, in.n, transpose(in.n), in.n));
}

TEST_CASE("convolving rows is numpy's") {
  CHECK_LIKE_NUMPY("np.convolve(v, n[1])", convolve(in.v, in.n(1)));
  CHECK_LIKE_NUMPY("np.convolve(n[1], v, 'same')", convolve(in.n(1), in.v, SAME));
  CHECK_LIKE_NUMPY("np.convolve(v, n[1], 'same')", convolve(in.v, in.n(1), SAME));
  CHECK_LIKE_NUMPY("np.convolve(v, n[0, :3], 'same')", convolve(in.v, in.n(0, range(0, 3)), SAME));
  CHECK_LIKE_NUMPY("np.convolve(n[1], v[:3], 'valid')", convolve(in.n(1), in.v(range(0, 3)), VALID));
  CHECK_LIKE_NUMPY("np.convolve(v, n[1], 'valid')", convolve(in.v, in.n(1), VALID));
  CHECK_LIKE_NUMPY("np.convolve(v, v[:1], 'full')", convolve(in.v, in.v(range(0, 1)), FULL));
}

}  // namespace
}  // namespace wirefold
