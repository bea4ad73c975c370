# SPDX-License-Identifier: Apache-2.0
"""wirefold in place of da4ml behind hls4ml's strategy `distributed_arithmetic`.

    import wirefold_hls4ml
    wirefold_hls4ml.register()            # once, before the first conversion
    model = hls4ml.converters.convert_from_keras_model(..., backend="Vitis", hls_config={... "Strategy": "distributed_arithmetic"})

The constant products of Dense, Conv1D, Conv2D and EinsumDense layers of that strategy are then computed by adder graphs of
wirefold; all else is hls4ml's. da4ml need not be installed. The program `wirefold` is found on PATH, as the argument of
`register`, or as the environment names it in WIREFOLD.

A pass runs before hls4ml's own and sets the attribute `da_codegen` of a layer, which hls4ml's pass then leaves alone. Written
for hls4ml 1.3.
"""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import numpy as np
from hls4ml.backends.vivado.passes import distributed_arithmetic
from hls4ml.model.flow import get_flow
from hls4ml.model.layers import Conv1D, Conv2D, Dense, EinsumDense
from hls4ml.model.optimizer import OptimizerPass, register_pass
from hls4ml.model.types import Source

STRATEGY = "distributed_arithmetic"
FLOW = "vivado:optimize"  # that of Vitis as well
PASS = "wirefold_kernels"


class WirefoldError(RuntimeError):
    """wirefold is missing or refused a layer."""


def find_wirefold(command=None):
    """The path of the program `wirefold`: `command`, the environment's WIREFOLD, or the one on PATH."""
    wanted = command or os.environ.get("WIREFOLD") or "wirefold"
    path = shutil.which(wanted)
    if path is None:
        raise WirefoldError(f"the program '{wanted}' was not found: install wirefold, or name it in the environment as WIREFOLD")
    return path


def kernel(name, matrix, formats, bias=None, *, command=None, effort="default"):
    """The C++ template function `name` for y = x @ matrix + bias, and its estimated cost in LUTs.

    `matrix` (n_in, n_out) and `bias` (n_out,) hold exact numbers; `formats` are three arrays (n_in,): whether an input is
    signed, its integer bits without the sign, its fraction bits. An input without bits is 0.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = {part: pathlib.Path(folder) / f"{part}.npy" for part in ("matrix", "formats", "bias")}
        np.save(paths["matrix"], np.asarray(matrix, dtype=np.float64))
        np.save(paths["formats"], np.stack([np.asarray(field, dtype=np.int64) for field in formats], axis=1))
        output = pathlib.Path(folder) / "kernel.h"
        arguments = [find_wirefold(command), "kernel", str(paths["matrix"]), str(output), "--name", name]
        arguments += ["--formats", str(paths["formats"]), "--effort", effort, "--json"]
        if bias is not None:
            np.save(paths["bias"], np.asarray(bias, dtype=np.float64))
            arguments += ["--bias", str(paths["bias"])]
        run = subprocess.run(arguments, capture_output=True, text=True)
        if run.returncode != 0:
            raise WirefoldError(f"{name}: {run.stderr.strip() or run.stdout.strip()}")
        return output.read_text(), json.loads(run.stdout)["total"]["estimated_luts"]


def _stream_wrapper(index, n_in, n_out):
    """The class through which hls4ml's streaming convolutions call a kernel."""
    return (
        f"template <typename inp_t, typename out_t, typename UNUSED> struct dense_da_wrapper_{index} {{\n"
        f"  static void dense(inp_t inp[{n_in}], out_t out[{n_out}], void *weights = nullptr, void *biases = nullptr) {{\n"
        f"    dense_da_{index}(inp, out);\n  }}\n}};\n"
    )


class WirefoldKernels(OptimizerPass):
    """Sets `da_codegen` and `da_kernel_cost` of every layer with a constant product."""

    def __init__(self):
        self.command = None
        self.effort = "default"

    def match(self, node):
        # Another reuse factor and other layers are hls4ml's to refuse.
        return (
            node.get_attr("strategy", None) == STRATEGY
            and "da_codegen" not in node.attributes
            and isinstance(node, (Dense, Conv1D, Conv2D, EinsumDense))
            and node.get_attr("reuse_factor", 1) == 1
        )

    def transform(self, model, node):
        code, cost = self._einsum(node) if isinstance(node, EinsumDense) else self._dense(model, node)
        node.set_attr("da_codegen", Source(code))
        node.attributes["da_kernel_cost"] = cost
        return False

    def _kernel(self, *arguments):
        return kernel(*arguments, command=self.command, effort=self.effort)

    def _dense(self, model, node):
        matrix = node.attributes["weight"].data
        matrix = matrix.reshape(-1, matrix.shape[-1])  # of a convolution: the elements of a patch
        bias = node.attributes["bias"].data.ravel() if node.attributes["bias"] is not None else None
        formats = distributed_arithmetic.get_kernel_inp_kif(node)
        code, cost = self._kernel(f"dense_da_{node.index}", matrix, formats, bias)
        if model.config.get_config_value("IOType") != "io_parallel":
            code += "\n" + _stream_wrapper(node.index, *matrix.shape)
        return code, cost

    def _einsum(self, node):
        matrices = node.attributes["weight"].data
        count, n_in, n_out = matrices.shape
        free = node.attributes["n_free_data"]
        formats = distributed_arithmetic.get_kernel_inp_kif(node)
        parts, calls, total = [], "", 0.0
        for i in range(count):
            name = f"einsum_{node.index}_da_{i}_of_{count}"
            code, cost = self._kernel(name, matrices[i], [field[i] for field in formats])
            parts.append(code)
            total += cost
            place = f"{i * free} + l0"
            calls += f"  {name}(&inp_tpose[({place}) * {n_in}], &out_tpose[({place}) * {n_out}]);\n"
        parts.append(
            "template <typename inp_t, typename out_t>\n"
            f"void einsum_dense{node.index}_da_kernel(inp_t inp_tpose[{free * n_in * count}], "
            f"out_t out_tpose[{free * n_out * count}], int l0) {{\n{calls}}}\n"
        )
        # The kernel holds the weights; the bias is added outside of it.
        for name in ("weight_data", "weight", "weight_t"):
            del node.attributes[name]
        return "\n".join(parts), total


def register(command=None, effort="default"):
    """Puts wirefold before da4ml in hls4ml's flow; a second call only changes command and effort.

    `effort`: fast, default or max, how long to search for few adders.
    """
    find_wirefold(command)
    flow = get_flow(FLOW).optimizers
    name = f"vivado:{PASS}"
    if name not in flow:
        register_pass(PASS, _PASS, backend="vivado")
        flow.insert(flow.index("vivado:distributed_arithmetic_codegen"), name)
    _PASS.command = command
    _PASS.effort = effort


_PASS = WirefoldKernels()
