# SPDX-License-Identifier: Apache-2.0
"""Exchanges random programs with alkaid or da4ml; both sides have to compute the same.

Usage: exchange_programs.py alkaid|da4ml write|check TOOL FOLDER

write: TOOL writes programs with samples and outputs, the package runs them. check: the package traces programs, runs them and
saves them with samples and outputs, TOOL reads and runs them.
"""
import importlib
import pathlib
import shutil
import subprocess
import sys

try:
    import numpy as np

    peer = importlib.import_module(sys.argv[1])
    types = importlib.import_module(f"{sys.argv[1]}.types")
    tracing = importlib.import_module(f"{sys.argv[1]}.trace")
except ImportError as error:
    print(error)
    sys.exit(77)

SUFFIX = {"alkaid": ".alir.json", "da4ml": ".comb.json"}[sys.argv[1]]
PROGRAMS = 150
SAMPLES = 64


def run_ours(tool, folder):
    """Programs of ours: every output that the package computes has to be ours."""
    subprocess.run([tool, "write", "11", str(PROGRAMS), str(folder)], check=True)
    names = sorted(path for path in folder.iterdir() if SUFFIX in path.name)
    wrong = 0
    for path in names:
        base = str(path).split(SUFFIX)[0]
        x, y = np.load(base + ".x.npy"), np.load(base + ".y.npy")
        try:
            outputs = types.CombLogic.load(path).predict(x, n_threads=1).reshape(y.shape)
        except Exception as error:  # whatever it is, the package could not run the program
            print(f"{path}: {type(error).__name__}: {error}")
            wrong += 1
            continue
        places = np.argwhere(outputs != y)
        if len(places):
            sample, output = places[0]
            print(f"{path}: sample {sample}, output {output}: {outputs[sample, output]}, wirefold {y[sample, output]}")
            wrong += 1
    print(f"{sys.argv[1]} {peer.__version__}: {len(names) - wrong} of {len(names)} programs equal")
    return wrong == 0 and len(names) > PROGRAMS // 2


class Tracer:
    """A random program of the package's own operations over a few inputs."""

    def __init__(self, random):
        self.random = random
        self.is_alkaid = sys.argv[1] == "alkaid"
        array = tracing.FVArray if self.is_alkaid else tracing.FixedVariableArray
        count = 4
        signs = random.integers(0, 2, count)
        integers = random.integers(-1, 5, count)
        fractions = np.maximum(random.integers(-2, 5, count), 1 - integers)
        self.inputs = array.from_kif(signs, integers, fractions)
        self.values = [self.inputs[i] for i in range(count)]

    def value(self):
        """A value of at most 10 bits, scaled and negated at random."""
        value = self.values[self.random.integers(len(self.values))]
        if value.qint[0] != value.qint[1] and sum(value.kif if self.is_alkaid else value.kif) > 10:
            value = value.quantize(int(self.random.integers(2)), 4, int(self.random.integers(0, 4)))
        if self.random.random() < 0.3:
            value = value * 2.0 ** int(self.random.integers(-2, 3))
        return -value if self.random.random() < 0.25 else value

    def step(self):
        kind = int(self.random.integers(12))
        a, b = self.value(), self.value()
        if kind < 3:
            return a + b
        if kind == 3:
            return a - b
        if kind == 4:
            return a * b
        if kind == 5:
            return a + float(self.random.integers(-20, 20)) / 4
        if kind == 6:
            sign, integers = int(self.random.integers(2)), int(self.random.integers(0, 4))
            overflow = ["WRAP", "SAT", "SAT_SYM"][self.random.integers(3)]
            rounding = ["TRN", "RND"][self.random.integers(2)]
            return a.quantize(sign, integers, int(self.random.integers(0, 4)) + 1, overflow, rounding)
        if kind == 7:
            return a.relu(int(self.random.integers(1, 4)), int(self.random.integers(0, 4)))
        if kind == 8:
            return a.max_of(b) if self.random.random() < 0.5 else a.min_of(b)
        if kind == 9:
            return abs(a)
        if kind == 10:
            return [lambda: a & b, lambda: a | b, lambda: a ^ b][self.random.integers(3)]()
        return self.lookup(a)

    def lookup(self, a):
        low, high, step = (float(bound) for bound in a.qint)
        if low == high or (high - low) / step > 1000:
            return a
        count = round((high - low) / step) + 1
        return a.lookup(self.random.integers(-64, 64, count) / 8.0)

    def program(self):
        for _ in range(int(self.random.integers(3, 14))):
            self.values.append(self.step())
        outputs = type(self.inputs)(np.array(self.values[-5:], dtype=object), self.inputs.solver_options)
        trace = tracing.trace if self.is_alkaid else tracing.comb_trace
        return trace(self.inputs, outputs)


def run(program, x):
    """What a program of the package computes. The two interpreters of da4ml disagree where a condition is unsigned and has more
    than two bits (the compiled one tests the wrong bit) and where a select wraps (the other does not)."""
    y = program.predict(x, n_threads=1)
    if sys.argv[1] == "da4ml":
        slow = np.array([program(sample, quantize=True) for sample in x], dtype=float)
        if not np.array_equal(y, slow.reshape(y.shape)):
            raise ValueError("its interpreters disagree")
    return y


def run_theirs(tool, folder):
    """Programs of the package: every output that we compute has to be the package's."""
    written, refused = 0, {}
    for seed in range(PROGRAMS):
        random = np.random.default_rng(seed)
        try:
            program = Tracer(random).program()
            x = np.floor(random.uniform(-40, 40, (SAMPLES, program.shape[0])) * 32) / 32
            y = run(program, x)
        except Exception as error:  # the package could not trace or run its own program
            key = f"{type(error).__name__}: {error}"[:80]
            refused[key] = refused.get(key, 0) + 1
            continue
        program.save(folder / f"{seed}{SUFFIX}{'.gz' if SUFFIX == '.alir.json' and seed % 3 == 0 else ''}")
        np.save(folder / f"{seed}.x.npy", x)
        np.save(folder / f"{seed}.y.npy", y.reshape(SAMPLES, -1))
        written += 1
    for reason, count in refused.items():
        print(f"{count} programs that {sys.argv[1]} itself refuses: {reason}")
    print(f"{sys.argv[1]} {peer.__version__}: {written} programs")
    return written > PROGRAMS // 2 and subprocess.run([tool, "check", str(folder)], check=False).returncode == 0


def main():
    _, name, direction, tool, root = sys.argv
    folder = pathlib.Path(root) / f"{name}_{direction}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return 0 if (run_ours if direction == "write" else run_theirs)(tool, folder) else 1


if __name__ == "__main__":
    sys.exit(main())
