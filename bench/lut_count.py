# SPDX-License-Identifier: Apache-2.0
"""LUT2 to LUT6 and INV that yosys maps (synth_xilinx -family xcup) for the 16-64-32-32-5 network of tests/golden, as
alkaid, da4ml and wirefold make it: combinational, and pipelined as each peer cuts it at a latency of 5.

Usage: lut_count.py BUILD_FOLDER JSC_LIKE_NPZ [combinational|pipelined], by the python of the virtual environment that scripts/install_peers makes.

Every adder is made a carry chain of its own before yosys merges chains (bench/alu_techmap.v), for all three alike: yosys'
alumacc joins adders that are used once and maps them badly. alkaid is asked for adders of two operands, as yosys packs
no three.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import numpy as np
    import alkaid.codegen
    import alkaid.trace
    import da4ml.codegen
    import da4ml.trace
except ImportError as error:
    print(error)
    sys.exit(77)

BENCH = pathlib.Path(__file__).resolve().parent
CUTOFF = 5
WANTED = 0.92  # of the better peer


def layers(x, golden):
    for layer in range(4):
        x = x @ golden[f"w{layer}"] + golden[f"b{layer}"]
        if layer < 3:
            x = x.relu(i=np.full(x.shape, 2), f=np.full(x.shape, 4))
    return x


def alkaid_program(golden):
    raw = alkaid.trace.FVArrayInput((16,))
    return alkaid.trace.trace(raw, layers(raw.quantize(1, 3, 4), golden))


def da4ml_program(golden):
    raw = da4ml.trace.FixedVariableArrayInput((16,))
    return da4ml.trace.comb_trace(raw, layers(raw.quantize(1, 3, 4), golden))


def write_alkaid(golden, folder, is_pipelined):
    cut = {"latency_cutoff": CUTOFF} if is_pipelined else {}
    model = alkaid.codegen.RTLModel(alkaid_program(golden), folder, "top", print_latency=False, ternary_fuse=False, **cut)
    model.write()


def write_da4ml(golden, folder, is_pipelined):
    cut = {"latency_cutoff": CUTOFF} if is_pipelined else {}
    da4ml.codegen.RTLModel(da4ml_program(golden), "top", folder, print_latency=False, **cut).write()


def write_wirefold(build, program, folder, stages):
    command = [build / "bin/wirefold", "convert", program, folder, "--name", "top", "--device", "yosys_xcup"]
    subprocess.run([str(word) for word in command + (["--stages", stages] if stages else [])], check=True,
                   capture_output=True)


def synthesis(folder):
    """LUT2 to LUT6, INV and FDRE of the module `top` in a folder."""
    files = [str(path) for path in sorted(folder.rglob("*.v")) if not re.search(r"(_tb|_wrapper|test)", path.name)]
    script = f"""read_verilog -defer {' '.join(files)}; hierarchy -check -top top; proc; opt_expr; wreduce; opt_clean
        techmap -map {BENCH}/alu_techmap.v
        synth_xilinx -family xcup -flatten -nodsp -noiopad -noclkbuf -top top; stat"""
    text = subprocess.run(["yosys", "-Q", "-p", script], check=True, capture_output=True, text=True).stdout
    cells = dict(re.findall(r"^ +(LUT[1-6]|INV|FDRE|FDCE) +(\d+)$", text[text.rindex("Number of cells"):], re.M))
    return sum(int(n) for name, n in cells.items() if "2" <= name[-1] <= "6"), int(cells.get("INV", 0)), int(cells.get("FDRE", 0))


def print_row(tool, form, counts, best):
    luts, inverters, registers = counts
    ratio = f"{(luts + inverters) / best:6.3f}" if best else ""
    print(f"{tool:<10} {form:<16} {luts:>8} {inverters:>6} {luts + inverters:>8} {registers:>6} {ratio}", flush=True)


def main():
    build, path = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    wanted = sys.argv[3:] or ["combinational", "pipelined"]
    golden = np.load(path)
    all_well = True
    print(f"{'':<10} {'':<16} {'LUT2..6':>8} {'INV':>6} {'sum':>8} {'FDRE':>6}  of the better peer")
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        program = work / "program.wirefold"
        subprocess.run([build / "bench/network", path, program, "yosys_xcup"], check=True, capture_output=True)
        # Stages: as many as alkaid's cut has, and da4ml's.
        for form, peers, stages in (("combinational", (write_alkaid, write_da4ml), (0,)),
                                    ("pipelined", (write_alkaid, write_da4ml), (6, 4))):
            if form not in wanted:
                continue
            sums = []
            for write, tool in zip(peers, ("alkaid", "da4ml")):
                folder = work / f"{tool}_{form}"
                write(golden, folder, form == "pipelined")
                counts = synthesis(folder)
                sums.append(sum(counts[:2]))
                print_row(tool, form, counts, None)
            for count in stages:
                folder = work / f"wirefold_{form}_{count}"
                write_wirefold(build, program, folder, str(count) if count else "")
                counts = synthesis(folder)
                print_row("wirefold", form if not count else f"{count} stages", counts, min(sums))
                all_well = all_well and sum(counts[:2]) <= WANTED * min(sums)
    return 0 if all_well else 1


sys.exit(main())
