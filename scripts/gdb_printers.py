# SPDX-License-Identifier: Apache-2.0
"""Makes gdb print wirefold's values: `source scripts/gdb_printers.py`, then `print x` says

    s3.2 [-8, 31/4] step 1/4          for a FixedVariable
    (2, 3) of s7.0 [-128, 127] step 1 for a FixedVariableArray whose elements are alike

The printers read memory and call nothing of the program, so they work on core files and on every processor. The types
they need are in the library, which keeps the debug information of one file.
"""
import gdb
import gdb.printing


def items(vector):
    """The elements of a std::vector."""
    first = vector["_M_impl"]["_M_start"]
    for i in range(int(vector["_M_impl"]["_M_finish"] - first)):
        yield (first + i).dereference()


def number_text(mantissa, exponent):
    """As Dyadic::to_string: 37/256, 5, 3*2^40."""
    while mantissa != 0 and mantissa % 2 == 0:
        mantissa, exponent = mantissa // 2, exponent + 1
    if exponent < 0 and mantissa != 0:
        return f"{mantissa}/{2 ** -exponent}"
    if mantissa == 0 or mantissa.bit_length() + exponent <= 63:
        return str(mantissa << max(exponent, 0))
    return f"{mantissa}*2^{exponent}"


def interval_text(low, high, exponent):
    if low == high:
        return number_text(low, exponent)
    bits = max((-low - 1).bit_length() if low < 0 else 0, high.bit_length() if high > 0 else 0)
    sign = "s" if low < 0 else "u"
    return (f"{sign}{bits + exponent}.{-exponent} "
            f"[{number_text(low, exponent)}, {number_text(high, exponent)}] step {number_text(1, exponent)}")


def element_text(trace, use):
    value = int(use["value"])
    # A trace that was merged into another one forwards to it.
    while int(trace["forward_"]["trace_"]) != 0:
        value += int(trace["offset_"])
        trace = trace["forward_"]["trace_"].dereference()
    intervals = trace["builder_"]["graph_"]["intervals_"]
    interval = (intervals["_M_impl"]["_M_start"] + value).dereference()
    low, high = interval["low"], interval["high"]
    if int(low["big_"]) != 0 or int(high["big_"]) != 0:
        return "open, or of more than 64 bits"
    low, high, exponent = int(low["small_"]), int(high["small_"]), int(interval["exponent"]) + int(use["shift"])
    return interval_text(-high, -low, exponent) if use["negate"] else interval_text(low, high, exponent)


class FixedVariablePrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        elements = self.value["elements_"]
        if int(elements["trace"]["trace_"]) == 0:
            return "moved from, or not yet made"
        trace = elements["trace"]["trace_"].cast(gdb.lookup_type("wirefold::Trace").pointer()).dereference()
        texts = [element_text(trace, use) for use in items(elements["uses"])]
        shape = [int(extent) for extent in items(self.value["shape_"]["extents_"])]
        if not shape:
            return texts[0]
        shape_text = "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"
        if len(set(texts)) == 1:
            return f"{shape_text} of {texts[0]}"
        return f"{shape_text} of [" + ", ".join(texts[:20]) + (", ..." if len(texts) > 20 else "") + "]"


def register(objfile=None):
    printers = gdb.printing.RegexpCollectionPrettyPrinter("wirefold")
    printers.add_printer("FixedVariable", "^wirefold::FixedVariable(Array)?$", FixedVariablePrinter)
    gdb.printing.register_pretty_printer(objfile, printers, replace=True)


register()
