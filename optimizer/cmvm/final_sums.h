// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wirefold/optimizer/cmvm/node_table.h"
#include "wirefold/optimizer/cmvm/sharing.h"

namespace wirefold::cmvm {

/// The fewest adder levels in which the digits of a column can be added up, counted like the arrivals of the nodes.
std::uint32_t least_depth(const NodeTable& nodes, const DigitColumn& digits);

/// Adds up the digits of a column in few one-bit adders, within `deadline` adder levels or, if that is too little, in
/// the fewest.
///
/// An addition costs the bits from the higher least bit to the higher top bit of its operands and leaves the lower
/// least bit, so whatever the order each least bit but the lowest is charged once. The top bits are what the order
/// decides: narrow values first, as in Huffman's tree.
Term sum_digits(NodeTable& nodes, const DigitColumn& digits, std::uint32_t deadline);

}  // namespace wirefold::cmvm
