// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "wirefold/optimizer/lowering/arithmetic.h"

namespace wirefold {

/// A constant product in which tables have added up inputs of one bit.
struct PackedProduct {
  ConstantProduct product;  ///< what is left: its last operands are the results of the tables, one a table
  std::uint64_t luts = 0;   ///< of the tables
};

/// Adds up inputs that have two values in tables, as many at a time as a LUT has inputs: a LUT for each bit of a
/// result, where adders take a chain for all but one of the inputs. Such inputs are single bits, and selects between
/// two numbers (the +1 and -1 of a binary network). Nothing if no column has three of them.
///
/// Inputs of two bits are left to adders: three of them in a LUT save nothing against adders that columns share.
std::optional<PackedProduct> pack_tables(Arithmetic& arithmetic, const ConstantProduct& product, int lut_inputs);

/// Whether an input has two values.
bool is_two_valued(const CombLogic& logic, const Use& use);

}  // namespace wirefold
