# SPDX-License-Identifier: Apache-2.0
"""Register bits of four networks, as alkaid and da4ml cut them and as wirefold does at the same number of stages and a
longest stage no longer than theirs, timed by the peer's own formula: input, output and all registers between stages.
wirefold looks for the depth of each layer that makes the fewest (optimizer/depth_search.h).

Usage: registers_against_peers.py PIPELINE JSC_LIKE_NPZ, by the python of the virtual environment that
scripts/install_peers makes; PIPELINE is the program bench/pipeline of the build folder.

da4ml counts an adder of two variables as 1, alkaid as 1.09375 and one carry of 0.025390625 (in ps here), all else
as nothing. alkaid's graphs are those without adders of three operands.
"""
import math
import pathlib
import subprocess
import sys
import tempfile

try:
    import alkaid.trace
    import alkaid.trace.pipeline
    import da4ml.trace
    import da4ml.trace.pipeline
    import numpy as np
except ImportError as error:
    print(error)
    sys.exit(77)

CUTOFF = 5


def random_network(seed, *sizes):
    """Weights of 4 bits, two fifths of them zero."""
    random = np.random.default_rng(seed)
    arrays = {}
    for layer, shape in enumerate(zip(sizes[:-1], sizes[1:])):
        weights = random.integers(-7, 8, shape) * (random.random(shape) > 0.4)
        arrays[f"w{layer}"] = weights / 8.0
        arrays[f"b{layer}"] = random.integers(-16, 17, shape[1]) / 16.0
    return arrays


def layers(x, arrays):
    for layer in range(len([name for name in arrays if name.startswith("w")])):
        if layer > 0:
            x = x.relu(i=np.full(x.shape, 2), f=np.full(x.shape, 4))
        x = x @ arrays[f"w{layer}"] + arrays[f"b{layer}"]
    return x


def width(qint):
    low, high, step = (float(number) for number in tuple(qint)[:3])
    if low == high == 0:
        return 0
    below, above = int(round(low / step)), int(round(high / step))
    return max((-below - 1).bit_length() if below < 0 else 0, above.bit_length() if above > 0 else 0) + (below < 0)


def operands(op):
    if hasattr(op, "input_ids"):
        return [i for i in op.input_ids if i >= 0]
    return [i for i in (op.id0, op.id1) if i >= 0] if op.opcode != -1 else []


def longest_path(stage):
    """By the latencies that the peer noted: an operation's own is what it adds to the latest of its operands."""
    ends = []
    for op in stage.ops:
        reads = operands(op)
        own = op.latency - max((stage.ops[i].latency for i in reads), default=op.latency)
        ends.append(max((ends[i] for i in reads), default=0) + own)
    return max(ends, default=0)


def register_bits(stages):
    between = sum(width(q) for stage in stages for q in stage.inp_qint)
    return between + sum(width(q) for q in stages[-1].out_qint)


def alkaid_stages(arrays):
    raw = alkaid.trace.FVArrayInput((len(arrays["w0"]),))
    program = alkaid.trace.trace(raw, layers(raw.quantize(1, 3, 4), arrays))
    return alkaid.trace.pipeline._split_comb_logic(program, latency_cutoff=CUTOFF, verbose=False)


def da4ml_stages(arrays):
    raw = da4ml.trace.FixedVariableArrayInput((len(arrays["w0"]),))
    program = da4ml.trace.comb_trace(raw, layers(raw.quantize(1, 3, 4), arrays))
    return da4ml.trace.pipeline.to_pipeline(program, CUTOFF, verbose=False).solutions


def main():
    pipeline, golden = sys.argv[1:]
    networks = {
        "16-64-32-32-5": {name: value for name, value in np.load(golden).items() if name[0] in "wb"},
        "64-24-10": random_network(1, 64, 24, 10),
        "12-20-20-20-20-3": random_network(2, 12, 20, 20, 20, 20, 3),
        "32-8-32-8": random_network(3, 32, 8, 32, 8),
    }
    fewer_everywhere = True
    print(f"{'network':<18} {'peer':<8} {'stages':>6} {'longest':>8} {'peer':>8} {'ours':>8} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for name, arrays in networks.items():
            path = pathlib.Path(folder) / f"{name}.npz"
            np.savez(path, **arrays)
            for peer, cut, adder, unit in (("alkaid", alkaid_stages, 1120, 1000), ("da4ml", da4ml_stages, 1, 1)):
                stages = cut(arrays)
                longest = max(longest_path(stage) for stage in stages)
                limit = math.floor(longest * unit + 0.5)
                bits = register_bits(stages)
                command = [pipeline, str(path), str(len(stages)), str(limit), str(adder)]
                ours = subprocess.run(command, capture_output=True, text=True).stdout.strip()
                fewer = ours.isdigit() and int(ours) < bits
                fewer_everywhere = fewer_everywhere and fewer
                ratio = f"{int(ours) / bits:6.3f}" if ours.isdigit() else ""
                print(f"{name:<18} {peer:<8} {len(stages):>6} {longest:>8.3f} {bits:>8} {ours:>8} {ratio}", flush=True)
    return 0 if fewer_everywhere else 1


sys.exit(main())
