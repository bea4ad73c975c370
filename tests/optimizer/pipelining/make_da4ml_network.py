#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Usage: make_da4ml_network.py COMB_JSON > da4ml_network.txt
#
# What a schedule depends on in a program file of da4ml 0.6: one line an operation with its delay in adders, the width of
# its value and its operands; then one line an output with the width of its port and its value.
import json
import sys
from fractions import Fraction


def width(low, high, step):
    """Bits of the smallest format that holds low..high on a grid of step."""
    low, high, step = Fraction(low), Fraction(high), Fraction(step)
    if low == high == 0:
        return 0
    top = 0  # the range is below 2^top grid steps
    while not (-(2**top) <= low / step and high / step <= 2**top - 1):
        top += 1
    return top + (1 if low < 0 else 0)


def operands(operation):
    id0, id1, opcode, data = operation[:4]
    if opcode in (-1, 5):
        return []
    if abs(opcode) == 6:
        return [id0, id1, data & 0xFFFFFFFF]
    return [id0, id1] if opcode in (0, 1, 7, 10) else [id0]


_, _, out_idxs, out_shifts, out_negs, operations = json.load(open(sys.argv[1]))[:6]
print("# adders width operands...")
for operation in operations:
    print(1 if operation[2] in (0, 1) else 0, width(*operation[4]), *operands(operation))
print("# outputs: width value")
for index, shift, negate in zip(out_idxs, out_shifts, out_negs):
    low, high, step = operations[index][4]
    print("output", width(-high if negate else low, -low if negate else high, step), index)
