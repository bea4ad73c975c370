// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wirefold/ir/graph.h"
#include "wirefold/ir/schedule.h"

namespace wirefold {

/// A program and, where one was stored with it, its schedule.
struct StoredProgram {
  CombLogic logic;
  std::optional<Schedule> schedule;
};

/// A program as JSON, one operation a line; `parse_json` reads it back to an equal program and schedule.
///
///   {"schema": "wirefold program", "version": 1, "name": "model",
///   "locations": [["model.cc", 17]],
///   "inputs": [{"name": "x", "shape": [2]}],
///   "tables": [{"index": [false, 1, 0], "exponent": -2, "entries": [3, -5]}],
///   "operations": [
///   {"op": "input", "format": [true, 3, 1], "intervals": [[-16, 15, -1]]},
///   {"op": "input", "format": [false, 2, 0], "intervals": [[0, 3, 0]]},
///   {"op": "lookup", "operands": [1], "table": 0, "intervals": [[-5, 3, -2]]},
///   {"op": "linear", "operands": [0, [1, 2, true]], "matrix": [[1], [[-3, -2]]], "intervals": [[-16, 51, -1]], "at":
///   0}
///   ],
///   "tensors": [{"name": "dense0", "shape": [2], "elements": [3, null], "ends": [2]}],
///   "outputs": [{"name": "y", "shape": [1], "elements": [[3, -1, false]]}],
///   "schedule": {"stage_count": 1, "stages": [0, 0, 0, 0], "input_register": false, "output_register": true}}
///
/// Operations define values in order, one an interval, numbered from 0; `input` operations are the elements of the
/// inputs in order. A use is a value, or [value, shift, negate]: value * 2^shift, negated. A format is [is_signed,
/// integer_bits, fraction_bits]. A number is an integer or [mantissa, exponent]. An interval is [low, high, exponent]:
/// what is known of the value, times 2^exponent. Integers beyond 2^53 are texts of decimal digits. `at` is an index
/// into the locations, `table` one into the tables (ir/table.h). A name that is not UTF-8 is {"hex": its bytes}. An
/// element that a pass removed is null; `ends`, where there are any, are the tensor's (ir/graph.h).
std::string print_json(const CombLogic& logic, const Schedule* schedule = nullptr);

/// Reads what `print_json` wrote.
///
/// Errors: IoError with the place in the document for anything else, also for a schedule that breaks the rules of
/// ir/schedule.h; never a crash.
StoredProgram parse_json(std::string_view text);

}  // namespace wirefold
