# SPDX-License-Identifier: Apache-2.0
"""Register bits of four networks, as alkaid and da4ml cut them and as wirefold does at the same number of stages and a
longest stage no longer than theirs: input, output and all registers between stages. wirefold looks for the depth of
each layer that makes the fewest (optimizer/depth_search.h).

Usage: registers_against_peers.py PIPELINE JSC_LIKE_NPZ [CUTOFF [NETWORK]], by the python of the virtual environment that
scripts/install_peers makes; PIPELINE is the program bench/pipeline of the build folder. CUTOFF (default 5) is what the
peers are asked for as the longest stage, ns or adders: at 8, alkaid cuts the first network into 4 stages.

Every stage, the peers' and ours, is timed by the peer: ours is written as ALIR, which alkaid reads, brings into its own
form (constants that are added become opcode 4) and gives latencies; da4ml reads no file of ours, so its formula, a level
for each adder of two variables, is applied to what alkaid read. Delays of alkaid are ns, at one carry a bit.
alkaid cuts its graph twice: with adders of two, and with those of three that it fuses by default.
"""
import math
import pathlib
import subprocess
import sys
import tempfile

try:
    import alkaid.trace
    import alkaid.trace.passes
    import alkaid.trace.pipeline
    import alkaid.types
    import da4ml.trace
    import da4ml.trace.pipeline
    import numpy as np
except ImportError as error:
    print(error)
    sys.exit(77)

CUTOFF = float(sys.argv[3]) if len(sys.argv) > 3 else 5


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
    """By the latencies that da4ml noted: an operation's own is what it adds to the latest of its operands."""
    ends = []
    for op in stage.ops:
        reads = operands(op)
        own = op.latency - max((stage.ops[i].latency for i in reads), default=op.latency)
        ends.append(max((ends[i] for i in reads), default=0) + own)
    return max(ends, default=0)


def longest_in_ns(stage):
    """By alkaid, from inputs that are there at 0."""
    return max((op.latency for op in alkaid.trace.passes.add_surrogate(stage).ops), default=0)


def own_in_ns(stage):
    return longest_in_ns(alkaid.trace.passes.optimize(stage))


def adder_levels(stage):
    """By da4ml's formula for adders of one level: opcodes 0 and 1, constants added and all else are free."""
    ends = []
    for op in alkaid.trace.passes.optimize(stage).ops:
        own = 1 if op.opcode in (0, 1) else 0
        ends.append(max((ends[i] for i in operands(op)), default=0) + own)
    return max(ends, default=0)


def register_bits(stages):
    between = sum(width(q) for stage in stages for q in stage.inp_qint)
    return between + sum(width(q) for q in stages[-1].out_qint)


def alkaid_stages(arrays, fuses=False):
    raw = alkaid.trace.FVArrayInput((len(arrays["w0"]),))
    program = alkaid.trace.trace(raw, layers(raw.quantize(1, 3, 4), arrays))
    if fuses:
        fused = alkaid.trace.passes.fuse_ternary_adders(program)
        program = alkaid.trace.passes.add_surrogate(alkaid.trace.passes.dead_code_elimin(fused))
    return alkaid.trace.pipeline._split_comb_logic(program, latency_cutoff=CUTOFF, verbose=False)


def da4ml_stages(arrays):
    raw = da4ml.trace.FixedVariableArrayInput((len(arrays["w0"]),))
    program = da4ml.trace.comb_trace(raw, layers(raw.quantize(1, 3, 4), arrays))
    return da4ml.trace.pipeline.to_pipeline(program, CUTOFF, verbose=False).solutions


def main():
    pipeline, golden = sys.argv[1:3]
    networks = {
        "16-64-32-32-5": {name: value for name, value in np.load(golden).items() if name[0] in "wb"},
        "64-24-10": random_network(1, 64, 24, 10),
        "12-20-20-20-20-3": random_network(2, 12, 20, 20, 20, 20, 3),
        "32-8-32-8": random_network(3, 32, 8, 32, 8),
    }
    all_well = True
    print(f"{'network':<18} {'peer':<15} {'stages':>6} {'longest':>8} {'ours':>8} {'peer bits':>9} {'ours':>8} {'ratio':>6}")
    peers = (("alkaid", alkaid_stages, longest_in_ns, own_in_ns, 1024),
             ("alkaid, ternary", lambda arrays: alkaid_stages(arrays, True), longest_in_ns, own_in_ns, 1024),
             ("da4ml", da4ml_stages, longest_path, adder_levels, 1))
    with tempfile.TemporaryDirectory() as folder:
        for name, arrays in networks.items():
            if len(sys.argv) > 4 and name != sys.argv[4]:
                continue
            path = pathlib.Path(folder) / f"{name}.npz"
            np.savez(path, **arrays)
            for peer, cut, time_peer, time_ours, unit in peers:
                stages = cut(arrays)
                longest = max(map(time_peer, stages))
                bits = register_bits(stages)
                written = pathlib.Path(folder) / f"{name} {peer}"
                written.mkdir()
                limit, our_longest = math.floor(longest * unit + 1e-6), math.inf
                # alkaid may derive a wider sum than ours: what it finds too long is asked for that much shorter.
                while our_longest > longest + 1e-9:
                    command = [pipeline, path, len(stages), limit, peer.split(",")[0], written]
                    run = subprocess.run([str(word) for word in command], capture_output=True, text=True)
                    if run.returncode != 0:
                        break
                    ours = [alkaid.types.CombLogic.load(written / f"stage{i}.json") for i in range(len(stages))]
                    our_longest, our_bits = max(map(time_ours, ours)), register_bits(ours)
                    limit -= max(math.ceil((our_longest - longest) * unit - 1e-6), 1)
                if run.returncode != 0:
                    print(f"{name:<18} {peer:<15} {len(stages):>6} {longest:>8.3f} {run.stdout.strip() or run.stderr}")
                    all_well = False
                    continue
                if our_bits != int(run.stdout):
                    raise RuntimeError(f"{our_bits} register bits by alkaid, {run.stdout.strip()} by wirefold")
                all_well = all_well and our_bits < bits
                print(f"{name:<18} {peer:<15} {len(stages):>6} {longest:>8.3f} {our_longest:>8.3f} {bits:>9} "
                      f"{our_bits:>8} {our_bits / bits:6.3f}", flush=True)
    return 0 if all_well else 1


sys.exit(main())
