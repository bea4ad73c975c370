// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "wirefold/importers/alir_program.h"
#include "wirefold/ir/json_document.h"

namespace wirefold {

// The list [shape, input shifts, output slots, output shifts, output signs, operations, carry size, adder size, tables]
// that both peers write; only the records of the operations differ.

/// Where an operation stands: how many slots are filled before it, how many inputs there are.
struct AlirPlace {
  std::size_t slots = 0;
  std::size_t inputs = 0;
};

/// Everything of the list checked but what the annotated ranges mean. IoError with the place for anything malformed.
AlirProgram alir_program_of(
    const JsonValue& list, const std::function<AlirOperation(const JsonValue& record, const AlirPlace&)>& operation_of);

std::string alir_text_of(const AlirProgram& program,
                         const std::function<std::string(const AlirOperation&, std::size_t slot)>& record_of);

/// [low, high, step] of an operation. A bound of more than the 53 bits of a double that is a power of two stands for
/// one step less, as which it was rounded.
Interval alir_range_of(const JsonValue& list);
/// The operand of a record: a slot that is filled already.
Use alir_slot_of(const JsonValue& value, const AlirPlace& place);
int alir_shift_of(const JsonValue& value);

/// "-8.0": the double nearest to a number, as Python writes it.
std::string alir_number_text(const Dyadic& value);
/// "[low, high, step]".
std::string alir_range_text(const Interval& range);

}  // namespace wirefold
