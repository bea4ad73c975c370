# SPDX-License-Identifier: Apache-2.0
"""One-bit adders of the constant matrices of programs, with the ranges of their inputs: wirefold's fast and default
efforts, and a longer one, beside alkaid's solver in the same run, in CPU seconds.

Usage: kernels_against_alkaid.py KERNELS [--seconds S | --steps N] PROGRAM..., by the python of the virtual environment
that scripts/install_peers makes; KERNELS is the program bench/kernels of the build folder.

One-bit adders are da4ml's: from the higher of the operands' two least bits to the highest operand bit, sign included.
"""
import json
import math
import subprocess
import sys
import time

try:
    import numpy as np
    from alkaid.cmvm import cmvm_solve
except ImportError as error:
    print(error)
    sys.exit(77)

INPUT = -1
ADDERS = (0, 1)  # opcodes of a + b 2^s and a - b 2^s


def bits_of(qint, shift):
    """The exponents of the least bit and of the bit above the highest one, sign included."""
    low, high, step = (float(number) for number in tuple(qint)[:3])
    if low == high == 0:
        return None
    below, above = int(round(low / step)), int(round(high / step))
    width = max((-below - 1).bit_length() if below < 0 else 0, above.bit_length() if above > 0 else 0) + (below < 0)
    least = int(math.log2(step)) + shift
    return least, least + width


def figures(stage, levels):
    """Adders, their bits, and the levels of the outputs, where inputs have `levels`."""
    adders = bits = 0
    depths = []
    for op in stage.ops:
        if op.opcode not in ADDERS:
            depths.append(levels[op.data[0]] if op.opcode == INPUT else max((depths[i] for i in op.addr), default=0))
            continue
        depths.append(max(depths[i] for i in op.addr) + 1)
        a, b = (stage.ops[i].qint for i in op.addr)
        a, b = bits_of(a, 0), bits_of(b, int(op.data[0]))
        if a is None or b is None:
            continue
        adders += 1
        bits += max(max(a[1], b[1]) - max(a[0], b[0]), 0)
    return adders, bits, [depths[i] if i >= 0 else 0 for i in stage.out_idxs]


def solve(kernel):
    matrix = np.array([mantissa * 2.0**exponent for mantissa, exponent in kernel["weights"]], dtype=np.float32)
    matrix = matrix.reshape(kernel["rows"], kernel["columns"])
    ranges = [(low * 2.0**exponent, high * 2.0**exponent, 2.0**exponent) for low, high, exponent in kernel["inputs"]]
    start = time.process_time()
    stages = cmvm_solve(matrix, qintervals=ranges)
    seconds = time.process_time() - start
    adders = bits = 0
    levels = [0] * kernel["rows"]
    for stage in stages:
        of_stage = figures(stage, levels)
        adders += of_stage[0]
        bits += of_stage[1]
        levels = of_stage[2]
    return adders, bits, max(levels), seconds


def main():
    run = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
    peer = 0
    total = {}
    for line in run.stdout:
        kernel = json.loads(line)
        adders, bits, depth, seconds = solve(kernel)
        zeros = sum(mantissa == 0 for mantissa, _ in kernel["weights"]) / len(kernel["weights"])
        print(f'{kernel["program"].split("/")[-1]}, {kernel["rows"]} x {kernel["columns"]}, {100 * zeros:.0f} % zeros')
        print(f"  alkaid  {adders:6d} adders {bits:7d} bits            {depth:3d} levels {seconds:8.4f} s")
        peer += bits
        for effort, own in kernel["efforts"].items():
            total[effort] = total.get(effort, 0) + own["bits"]
            percent = 100 * (own["bits"] / max(bits, 1) - 1)
            print(f'  {effort:7s} {own["adders"]:6d} adders {own["bits"]:7d} bits {percent:+6.1f} %   {own["depth"]:3d} levels {own["seconds"]:8.4f} s', flush=True)
    for effort, bits in total.items():
        print(f"all, {effort}: {100 * (bits / max(peer, 1) - 1):+.1f} % bits")
    sys.exit(run.wait())


main()
