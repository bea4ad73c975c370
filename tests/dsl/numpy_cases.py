#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes numpy_cases*.cc: what numpy says about the expressions that the tests of the DSL compare with.

Run it by hand when an expression is added, then clang-format; the tests need no Python.
"""
import pathlib

import numpy as np

x = np.arange(24).reshape(2, 3, 4) - 7
m = np.arange(12).reshape(3, 4) * 3 - 5
n = np.arange(20).reshape(4, 5) % 7 - 3
v = np.array([3, -1, 4, -1])
s = np.array(6)

# One file of cases a group.
GROUPS = {}
GROUPS["numpy_cases"] = """
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
"""
GROUPS["numpy_cases_reduce"] = """
np.prod(v)
np.prod(m, axis=1)
np.prod(x, axis=(0, 1))
np.prod(x, axis=1, keepdims=True)
np.prod(n[:, :3], axis=0)
np.prod(s)
np.max(x, axis=1)
np.max(n)
np.min(x, axis=(0, 2), keepdims=True)
np.min(n, axis=0)
np.mean(x, axis=-1) * 4
np.mean(x[:, :2], axis=(0, 1)) * 4
np.mean(v, keepdims=True) * 4
np.floor(np.mean(x, axis=1) * 16)
np.floor(np.mean(x, axis=(0, 1), keepdims=True) * 16)
np.average(m, axis=1, weights=[1, 2, 4, 1]) * 8
np.average(m, axis=1) * 4
np.floor(np.average(x, weights=np.arange(24).reshape(2, 3, 4) // 7 % 2 + 1, axis=0) * 4)
np.floor(np.average(m, axis=0, weights=[1, -2, 4]) * 4)
np.average(m, weights=(np.arange(12).reshape(3, 4) < 8) + 0, keepdims=True) * 8
np.cumsum(x)
np.cumsum(x, axis=0)
np.cumsum(x, axis=1)
np.cumsum(x, axis=-1)
np.cumsum(n, axis=1)
np.cumsum(s)
np.cumsum(v)
"""
GROUPS["numpy_cases_elementwise"] = """
np.clip(x, -3, 5)
np.clip(x, v, v + 4)
np.clip(x, 5, -3)
np.clip(m, -v, s)
np.square(x)
np.power(x, 0)
np.power(x, 1)
np.power(x, 2)
np.power(m, 3)
np.power(v, 5)
np.power(v, 6)
np.power(v, 7)
np.power(s, 4)
np.floor(x / 4)
np.ceil(x / 4)
np.round(x / 4)
np.trunc(x / 4)
np.floor(x / 3)
np.ceil(x / 3)
np.round(x / 6)
np.trunc(x / 3)
np.floor(x)
np.round(-x / 2)
np.ceil(-x / 8)
np.left_shift(m, 2)
np.ldexp(m * 4, -2)
x / 4 * 4
np.abs(m - n[:3, :4])
"""
GROUPS["numpy_cases_rearrange"] = """
np.ravel(x)
np.ravel(s)
np.moveaxis(x, 0, -1)
np.moveaxis(x, 2, 0)
np.moveaxis(x, -1, -2)
np.swapaxes(x, 0, 2)
np.swapaxes(x, -1, 1)
np.flip(x)
np.flip(x, axis=1)
np.flip(x, axis=(0, -1))
np.flip(s)
np.roll(x, 5)
np.roll(x, -7)
np.roll(x, 1, axis=0)
np.roll(x, 102, axis=2)
np.roll(x, -1, axis=-2)
np.expand_dims(x, 1)
np.expand_dims(x, (0, -1))
np.expand_dims(s, 0)
np.squeeze(x[:1, :, 2:3])
np.squeeze(x[:1, :, 2:3], axis=0)
np.squeeze(x[:1, :, 2:3], axis=(-1, 0))
np.squeeze(x)
np.broadcast_to(v, (2, 3, 4))
np.broadcast_to(m[:, :1], (2, 3, 2))
np.broadcast_to(s, (2, 2))
np.tile(v, 3)
np.tile(m, (2, 1, 2))
np.tile(x, 2)
np.tile(s, (2, 2))
np.take(x, [5, -1, 0])
np.take(x, [[3, 0], [1, -4]], axis=2)
np.take(x, 1, axis=1)
np.take(v, [1, 1, 1, 2, 0], axis=0)
np.split(x, 3, axis=1)[1]
np.split(v, 2)[1]
np.split(x, [1, 3], axis=-1)[0]
np.split(x, [1, 3], axis=-1)[1]
np.split(x, [1, 3], axis=-1)[2]
np.pad(m, 2)
np.pad(m, ((1, 0), (0, 2)), constant_values=7)
np.pad(x, ((0, 1), (3, 2), (5, 9)), 'edge')
np.pad(x, ((0, 1), (3, 2), (5, 9)), 'reflect')
np.pad(x, ((2, 1), (3, 2), (5, 9)), 'symmetric')
np.pad(x, ((2, 1), (3, 2), (5, 9)), 'wrap')
np.pad(x[:, :1, :2], ((0, 0), (2, 3), (4, 5)), 'reflect')
np.pad(v, (1, 2), 'edge')
m[np.array([[1, 0, 1, 0], [0, 0, 1, 1], [0, 1, 0, 0]], bool)]
x[np.array([[1, 0, 1], [0, 1, 1]], bool)]
x[np.array([0, 1], bool)]
np.extract([[1, 0, 1, 0], [0, 0, 1, 1], [0, 1, 0, 0]], m)
np.compress([0, 1, 1], x, axis=1)
np.compress([0, 1], x, axis=-1)
np.compress([1, 0, 0, 0, 1], m)
"""
GROUPS["numpy_cases_contract"] = """
np.inner(v, v)
np.inner(x, v)
np.inner(x, m)
np.inner(s, m)
np.inner(m, m)
np.outer(v, v)
np.outer(m, s)
np.outer(v, n[0])
np.tensordot(x, m, 2)
np.tensordot(m, n, 1)
np.tensordot(v, v, 0)
np.tensordot(x, x, axes=((0, 2), (0, 2)))
np.tensordot(x, n, axes=(2, 0))
np.tensordot(x, m, axes=((-1, 1), (1, 0)))
np.einsum('ii', n[:, :4])
np.einsum('ii->i', n[:, :4])
np.einsum('ijk->ki', x)
np.einsum('ijk->kij', x)
np.einsum('...j->...', x)
np.einsum('ji', m)
np.einsum('iji->j', x[:, :, :2])
np.einsum('->', s)
np.einsum('ij,jk,k->i', m, n, n[0])
np.einsum('ij,jk,k', m, n, n[0])
np.einsum('i,j,k->ijk', v, v, v[:2])
np.einsum('ij,kj,k->i', m, m, v[:3])
np.einsum('...i,ij,...i->...j', x, n, m)
np.einsum('i,i,i,i', v, v, v, v)
np.einsum('...,...,...', x, v, s)
np.einsum('ab,bc,cd,de->ae', m, n, n.T, n)
np.convolve(v, n[1])
np.convolve(n[1], v, 'same')
np.convolve(v, n[1], 'same')
np.convolve(v, n[0, :3], 'same')
np.convolve(n[1], v[:3], 'valid')
np.convolve(v, n[1], 'valid')
np.convolve(v, v[:1], 'full')
"""

GROUPS["numpy_cases_compare"] = """
np.less(x, v)
np.less(x, 2)
np.less(2, x)
np.less_equal(x, m)
np.less_equal(x, -1)
np.greater(x, v)
np.greater(m, 4)
np.greater_equal(x, v)
np.greater_equal(v, 3)
np.equal(x, v)
np.equal(x, -7)
np.equal(x, 0.5)
np.not_equal(m, x)
np.not_equal(4, v)
np.greater(x, x - 1)
np.less(x, 0.5)
np.sign(x)
np.sign(v)
np.signbit(x)
np.where(x > v, x, v)
np.where(x, 1, 0)
np.where(x > 2, m, -1)
np.where(v, x, m)
np.where(s, v, x)
np.logical_and(x, v - 3)
np.logical_and(2, x)
np.logical_or(x, v + 1)
np.logical_xor(x, m)
np.logical_not(x)
np.logical_not(v - 4)
np.any(x, axis=0)
np.any(v + 1, keepdims=True)
np.all(x, axis=-1)
np.all(x, axis=(0, 2), keepdims=True)
np.all(n)
np.count_nonzero(x, axis=1)
np.count_nonzero(n)
np.count_nonzero(v + 1, axis=0, keepdims=True)
np.bitwise_and(x, v)
np.bitwise_and(x, 12)
np.bitwise_or(m, x)
np.bitwise_xor(x, m)
np.bitwise_xor(x, -1)
np.bitwise_and(2, 1)
np.bitwise_and.reduce(x, axis=-1)
np.bitwise_or.reduce(x, axis=(0, 1))
np.bitwise_xor.reduce(x, axis=1, keepdims=True)
np.invert(x)
np.argmax(x)
np.argmax(n, axis=0)
np.argmax(n, axis=1)
np.argmax(x, axis=1, keepdims=True)
np.argmin(n)
np.argmin(n, axis=-1)
np.argmin(v, axis=0)
np.sort(n)
np.sort(n, axis=0)
np.sort(-x, axis=1)
np.sort(v)
np.argsort(n, kind='stable')
np.argsort(n, axis=0, kind='stable')
np.argsort(-x, axis=-1, kind='stable')
np.argsort(v, kind='stable')
np.take_along_axis(m, np.argsort(n[:3, :4], kind='stable'), 1)
np.take_along_axis(m, np.argsort(n[:3, :4], axis=0, kind='stable'), 0)
np.searchsorted([-3, 0, 0, 4, 20], x)
np.searchsorted([-3, 0, 0, 4, 20], x, side='right')
np.searchsorted([2], v)
np.searchsorted(np.sort(v), x)
np.searchsorted(np.sort(v), x, side='right')
np.histogram(x, bins=[-7, -2, 0, 5, 16])[0]
np.histogram(n, bins=[-1, 0, 2])[0]
np.histogram(v, bins=[-2, 4])[0]
np.histogram(x, bins=[-7, -2, 0, 5, 16], weights=x)[0]
np.histogram(v, bins=[-2, 4], weights=[1, 2, 4, -3])[0]
np.histogram(x, bins=3, range=(-4, 4))[0]
np.histogram(x, bins=7, range=(-7, 16))[0]
np.histogram(m, bins=4, range=(-4.5, 20))[0]
np.histogram(v / 8, bins=3, range=(0, 0.5))[0]
np.histogram(n, bins=5, range=(-3, 3), weights=n + 1)[0]
"""

HEAD = """// SPDX-License-Identifier: Apache-2.0
// Written by numpy_cases.py.
#include "tests/dsl/numpy_cases.h"

namespace wirefold {

const std::vector<NumpyCase>& %s() {
  static const std::vector<NumpyCase> cases = {
"""

TAIL = """  };
  return cases;
}

}  // namespace wirefold
"""


def case(expression):
    result = np.asarray(eval(expression))
    integers = np.round(result).astype(np.int64)
    assert (np.abs(result - integers) < 1e-9).all(), expression  # means of numpy are doubles
    shape = ", ".join(map(str, integers.shape))
    values = ", ".join(map(str, integers.ravel()))
    return f'      {{"{expression}", {{{shape}}}, {{{values}}}}},\n'


for name, expressions in GROUPS.items():
    text = HEAD % name + "".join(map(case, expressions.strip().splitlines())) + TAIL
    pathlib.Path(__file__).with_name(name + ".cc").write_text(text)
