// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "wirefold/backends/rtl/expressions.h"
#include "wirefold/ir/graph.h"

namespace wirefold::rtl {

/// The operand that a use denotes, where `carriers` says where each value is.
Operand operand_of(const CombLogic& logic, const std::vector<Carrier>& carriers, const Use& use);

/// The bits of a value that is not one number.
Window window_of(const CombLogic& logic, ValueId value);

/// The bits that hold every entry of a table; they are signed where `has_negative_entry`.
Window entry_window(const Table& table);
bool has_negative_entry(const Table& table);

/// The entry that occurs most, the smallest of those if there are several.
Integer most_frequent_entry(const Table& table);

/// The value of an operation of a lowered program as an expression of exactly as many bits as its format has.
/// `table_names`: the function of each table.
/// Errors: InternalError for a program that is not lowered.
std::string operation_text(const CombLogic& logic, const Operation& operation, const std::vector<Carrier>& carriers,
                           const std::vector<std::string>& table_names, ExpressionWriter& expressions);
/// The same for operands that are at hand. `table_name`: the function of a lookup's table.
std::string operation_text(const CombLogic& logic, const Operation& operation, std::span<const Operand> operands,
                           const std::string& table_name, ExpressionWriter& expressions);

}  // namespace wirefold::rtl
