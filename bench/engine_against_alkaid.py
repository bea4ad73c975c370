# SPDX-License-Identifier: Apache-2.0
"""The batch engine beside alkaid's interpreter, in one run: the 16-64-32-32-5 network of tests/golden/jsc_like.npz.

Usage: engine_against_alkaid.py ENGINE JSC_LIKE_NPZ, by the python of the virtual environment that scripts/install_peers
makes; ENGINE is the program bench/engine of the build folder. The two take turns, so that both see the same machine;
each figure is the best of its rounds, in CPU seconds of one thread.
"""
import json
import subprocess
import sys
import time

try:
    import numpy as np
    from alkaid.trace import FVArrayInput, trace
except ImportError as error:
    print(error)
    sys.exit(77)

BATCH = 100_000
ROUNDS = 5


def network(golden):
    """The network as alkaid's program."""
    raw = FVArrayInput((16,))
    x = raw.quantize(1, 3, 4)
    for layer in range(4):
        x = x @ golden[f"w{layer}"] + golden[f"b{layer}"]
        if layer < 3:
            x = x.relu(i=np.full(x.shape, 2), f=np.full(x.shape, 4))
    return trace(raw, x)


def seconds_a_call(work):
    """CPU seconds of one call: the best of three tenths of a second each."""
    work()
    best = float("inf")
    for _ in range(3):
        calls = 0
        start = time.process_time()
        while time.process_time() - start < 0.1:
            work()
            calls += 1
        best = min(best, (time.process_time() - start) / calls)
    return best


def main():
    engine, path = sys.argv[1:]
    golden = np.load(path)
    program = network(golden)
    x = np.resize(golden["x"], (BATCH, 16)).astype(np.float64)
    y = program.predict(x, n_threads=1)
    print(f"alkaid: outputs are {'those of the golden file' if np.array_equal(y, np.resize(golden['y'], y.shape)) else 'WRONG'}")
    rate, single, our_rate, our_single, right = 0, float("inf"), 0, float("inf"), True
    for _ in range(ROUNDS):
        rate = max(rate, BATCH / seconds_a_call(lambda: program.predict(x, n_threads=1)))
        single = min(single, seconds_a_call(lambda: program.predict(x[:1], n_threads=1)))
        ours = json.loads(subprocess.run([engine, path, "--json"], check=True, capture_output=True, text=True).stdout)
        our_rate = max(our_rate, ours["samples_per_second"])
        our_single = min(our_single, ours["one_sample_seconds"])
        right = right and ours["right"]
    print(f"wirefold: outputs are {'those of the golden file' if right else 'WRONG'}")
    operations = len(program.ops)
    print(f"{'':24} {'wirefold':>12} {'alkaid':>12} {'ratio':>8}")
    print(f"{'M samples/s':24} {our_rate / 1e6:12.2f} {rate / 1e6:12.2f} {our_rate / rate:8.1f}")
    print(f"{'G operation-samples/s':24} {our_rate * ours['operations'] / 1e9:12.1f} {rate * operations / 1e9:12.1f}"
          f" {our_rate * ours['operations'] / rate / operations:8.1f}")
    print(f"{'us for one sample':24} {our_single * 1e6:12.2f} {single * 1e6:12.0f} {single / our_single:8.0f}")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
