#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes numpy_cases.cc: what numpy says about the expressions that the tests of the DSL compare with.

Run it by hand when an expression is added, then clang-format; the tests need no Python.
"""
import pathlib

import numpy as np

x = np.arange(24).reshape(2, 3, 4) - 7
m = np.arange(12).reshape(3, 4) * 3 - 5
n = np.arange(20).reshape(4, 5) % 7 - 3
v = np.array([3, -1, 4, -1])
s = np.array(6)

EXPRESSIONS = """
x[0]
x[-1]
x[1, 2, 3]
x[..., -1]
x[0, ..., 1]
x[..., 1, :]
x[1, ...]
x[:, 1:3]
x[:, :, 1:]
x[:, :, :-1]
x[:, :, ::2]
x[:, :, 1::2]
x[:, :, ::-1]
x[:, :, 3:0:-1]
x[:, :, 2::-2]
x[:, :, -2:-5:-1]
x[:, -100:100]
x[:, 100:-100:-1]
x[:, :, ::100]
x[:, :, ::-100]
x[:, None]
x[None, ..., None]
x[0, None, 1:, None, ::3]
x[..., None, 2]
v[-4]
v[3:4]
s[None]
s[...]
x.reshape(24)
x.reshape(4, 6)
x.reshape(-1, 2)
x.reshape(2, -1, 2, 1)
s.reshape(1, 1)
v[:1].reshape(())
x.T
np.transpose(m)
np.transpose(x, (1, 0, 2))
np.transpose(x, (2, 0, 1))
np.transpose(x, (-1, -3, -2))
np.transpose(v)
np.transpose(s)
np.repeat(x, 2)
np.repeat(x, 2, axis=0)
np.repeat(x, 3, axis=1)
np.repeat(x, 2, axis=-1)
np.repeat(v, 1, axis=0)
np.repeat(s, 3)
np.concatenate([m, m * 2])
np.concatenate([x, x[:, 1:], x[:, :1]], axis=1)
np.concatenate([x, x[..., :1]], axis=-1)
np.concatenate([v])
np.stack([m, m * 2])
np.stack([m, m * 2, m * 4], axis=1)
np.stack([m, m * 2], axis=-1)
np.stack([s, s])
x + v
v + x
x - m
m - x
x * v
x + s
s - x
x[:, :1] + x[:, :, :1]
v[:, None] * v
x + 3
3 - x
x * 5
-x
x * 8
x << 3
abs(x)
np.sum(x)
np.sum(x, axis=0)
np.sum(x, axis=1)
np.sum(x, axis=-1)
np.sum(x, axis=(0, 2))
np.sum(x, axis=(-1, 0), keepdims=True)
np.sum(x, keepdims=True)
np.sum(v[:1], axis=0)
np.sum(s)
np.amax(x)
np.amax(-x, axis=1)
np.amax(x, axis=(1, 2), keepdims=True)
np.amin(x, axis=-1)
np.amin(x, axis=(0, 1))
np.amin(-x)
np.maximum(x, v)
np.maximum(x, 2)
np.minimum(m, x)
np.minimum(-1, x)
np.matmul(m, n)
np.matmul(x, n)
np.matmul(v, n)
np.matmul(m, v)
np.matmul(v, v)
np.matmul(x, v)
np.matmul(x, np.transpose(x, (0, 2, 1)))
np.matmul(x[:, None], n[:, :3].reshape(2, 2, 3)[:1].repeat(2, axis=1))
np.matmul(v, np.transpose(x, (0, 2, 1)))
np.matmul(x[:1], np.transpose(x, (0, 2, 1)))
np.dot(m, n)
np.dot(x, n)
np.dot(x, np.transpose(x, (0, 2, 1)))
np.dot(x, v)
np.dot(v, v)
np.einsum('ij,jk->ik', m, n)
np.einsum('ij,jk', m, n)
np.einsum('ij,jk->ki', m, n)
np.einsum('ijk,k->ij', x, v)
np.einsum('ijk,jk->ik', x, m)
np.einsum('ijk,jk->', x, m)
np.einsum('ijk,ljk->il', x, x)
np.einsum('i,j->ij', v, v)
np.einsum('i,i->i', v, v)
np.einsum('i,j->', v, v)
np.einsum('ij,k->k', m, v)
np.einsum('ij,k->ik', m, v)
np.einsum('ij,jk->k', m, n)
np.einsum('...j,jk->...k', x, n)
np.einsum('...ij,...kj->...ik', x, x)
np.einsum('...ij,...kj->ik...', x, x)
np.einsum('i...,i->...', x, v[:2])
np.einsum('...,...->...', x, v)
np.einsum('...j,...j', x, v)
np.einsum('ii,i->i', n[:, :4], v)
np.einsum('ii,j->j', n[:, :4], v)
np.einsum('ba,bc', n, n)
np.einsum(',ij->ij', s, m)
np.einsum(',->', s, s)
np.einsum('bij,bjk->bik', x, x.transpose(0, 2, 1))
np.einsum('ij , jk -> ik', m, n)
""".strip().splitlines()

HEAD = """// SPDX-License-Identifier: Apache-2.0
// Written by numpy_cases.py.
#include "tests/dsl/numpy_cases.h"

namespace wirefold {

const std::vector<NumpyCase>& numpy_cases() {
  static const std::vector<NumpyCase> cases = {
"""


def case(expression):
    result = np.asarray(eval(expression))
    shape = ", ".join(map(str, result.shape))
    values = ", ".join(map(str, result.ravel()))
    return f'      {{"{expression}", {{{shape}}}, {{{values}}}}},\n'


TAIL = """  };
  return cases;
}

}  // namespace wirefold
"""
text = HEAD + "".join(map(case, EXPRESSIONS)) + TAIL
pathlib.Path(__file__).with_suffix(".cc").write_text(text)
