# SPDX-License-Identifier: Apache-2.0
"""Computes the golden vectors again in exact integer numpy, independently of wirefold.

A number is an int64 array n with an exponent e, its value n * 2^e. Usage: golden_against_numpy.py GOLDEN_FOLDER
"""
import pathlib
import sys

try:
    import numpy as np
except ImportError as error:
    print(error)
    sys.exit(77)


def to_grid(values, fraction_bits):
    """The int64 array n with values == n * 2^-fraction_bits; an error where a bit would be lost."""
    scaled = np.ldexp(values, fraction_bits)
    integers = scaled.astype(np.int64)
    if not np.array_equal(integers.astype(np.float64), scaled):
        raise ValueError(f"not on the grid 2^-{fraction_bits}")
    return integers


def floor_to_grid(values, fraction_bits):
    """The largest n with n * 2^-fraction_bits <= values; scaling a double by a power of two is exact."""
    return np.floor(np.ldexp(values, fraction_bits)).astype(np.int64)


def wrap(integers, width_bits, is_signed):
    """The value modulo 2^width_bits in the range of the format."""
    low = -(1 << (width_bits - 1)) if is_signed else 0
    return ((integers - low) & ((1 << width_bits) - 1)) + low


def jsc_like(golden):
    """Input signed 3.4, weights and biases on 2^-4; relu to unsigned 2.4 between layers; y on 2^-8."""
    x = wrap(floor_to_grid(golden["x"], 4), 8, is_signed=True)
    for layer in range(4):
        w = to_grid(golden[f"w{layer}"], 4)
        b = to_grid(golden[f"b{layer}"], 8)
        x = x @ w + b
        if layer < 3:
            x = wrap(np.maximum(x, 0) >> 4, 6, is_signed=False)
    return x, 8


def tutorial_operation(golden):
    """The tutorial's function: quantize, relu, transpose, repeat, stack, maximum, matmul, quantize, einsum."""
    x = wrap(floor_to_grid(golden["x"], 0), 8, is_signed=True).reshape(-1, 4, 5)
    out1 = np.maximum(x, 0)
    out2 = np.repeat(np.swapaxes(x[:, :, 1:3], 1, 2), 2, axis=1) * 3 + 4
    out2 = np.maximum(out2, -out2 * 2)
    product = np.matmul(out2, out1)
    out3 = wrap(product << 2, 13, is_signed=True)
    w = to_grid(golden["w"], 7)
    y = np.einsum("ijk,nij->nik", w, out3)
    return y.reshape(len(y), -1), 9


def check(name, function, folder):
    golden = np.load(folder / f"{name}.npz")
    integers, fraction_bits = function(golden)
    expected = to_grid(golden["y"], fraction_bits)
    if integers.shape != expected.shape:
        print(f"{name}: shape {integers.shape}, golden {expected.shape}")
        return False
    wrong = np.argwhere(integers != expected)
    for sample, output in wrong[:3]:
        print(f"{name}: sample {sample}, output {output}: {integers[sample, output]} * 2^-{fraction_bits}, "
              f"golden {expected[sample, output]} * 2^-{fraction_bits}")
    print(f"{name}: {integers.size - len(wrong)} of {integers.size} numbers equal")
    return len(wrong) == 0


def main():
    folder = pathlib.Path(sys.argv[1])
    results = [check("jsc_like", jsc_like, folder), check("tutorial_operation", tutorial_operation, folder)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
