# SPDX-License-Identifier: Apache-2.0
"""Makes gdb print wirefold's values: `source scripts/gdb_printers.py`, then `print x` says

    s3.2 [-8, 31/4] step 1/4          for a FixedVariable
    (2, 3) of s7.0 [-128, 127] step 1 for a FixedVariableArray whose elements are alike

The text is made by the program that is debugged, so it must be running; the library needs no debug information.
"""
import gdb
import gdb.printing


class FixedVariablePrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        try:
            elements = self.value["elements_"]
            if int(elements["trace"]["trace_"]) == 0:
                return "moved from, or not yet made"
            gdb.execute("set unwindonsignal on", to_string=True)
            return gdb.parse_and_eval(
                f"((const char* (*)(const void*))wirefold_debug_text)((const void*){int(self.value.address)})"
            ).string()
        except gdb.error as error:
            return f"not readable: {error}"


def register(objfile=None):
    printers = gdb.printing.RegexpCollectionPrettyPrinter("wirefold")
    printers.add_printer("FixedVariable", "^wirefold::FixedVariable(Array)?$", FixedVariablePrinter)
    gdb.printing.register_pretty_printer(objfile, printers, replace=True)


register()
