// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/quantizer_format.h"
#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

// Logical functions ask whether a value is 0 and give 0 or 1; bitwise ones combine the bits of values. They differ
// beyond one bit: logical_and(2, 1) is 1, bitwise_and(2, 1) is 0.
//
// Shapes:  of two arrays, broadcast.
// Errors:  ShapeError if the shapes do not broadcast, or for an axis out of range or given twice.
// Source:  the functions of numpy of the same names.

WIREFOLD_OF_TWO_ARRAYS(logical_and);
WIREFOLD_OF_TWO_ARRAYS(logical_or);
WIREFOLD_OF_TWO_ARRAYS(logical_xor);
WIREFOLD_OF_ONE_ARRAY(logical_not);

/// 1 where an element over the axes is not 0.
WIREFOLD_OF_ONE_ARRAY(any, const Axes& axes = {}, bool keepdims = false);
/// 1 where every element over the axes is not 0.
WIREFOLD_OF_ONE_ARRAY(all, const Axes& axes = {}, bool keepdims = false);
/// How many elements over the axes are not 0.
WIREFOLD_OF_ONE_ARRAY(count_nonzero, const Axes& axes = {}, bool keepdims = false);

// On two's complement with infinitely many sign bits and with aligned binary points: bit 2^p of the result is that of
// the operands' bits 2^p, also for fractions.

WIREFOLD_OF_TWO_ARRAYS(bitwise_and);
WIREFOLD_OF_TWO_ARRAYS(bitwise_or);
WIREFOLD_OF_TWO_ARRAYS(bitwise_xor);

/// The elements over the axes combined bit by bit: numpy's bitwise_and.reduce and its like.
WIREFOLD_OF_ONE_ARRAY(bitwise_and_reduce, const Axes& axes = {}, bool keepdims = false);
WIREFOLD_OF_ONE_ARRAY(bitwise_or_reduce, const Axes& axes = {}, bool keepdims = false);
WIREFOLD_OF_ONE_ARRAY(bitwise_xor_reduce, const Axes& axes = {}, bool keepdims = false);

// Of the bits of one value. They depend on how many there are: x is read as `format` (as by quantize), of which a field
// that is kept is that of x. A number has no format of its own, so numbers need every field.
//
// Errors:  UnsupportedError for a kept field on numbers.

/// Every bit of the format inverted: 2^integer_bits - 2^-fraction_bits - x if unsigned, -x - 2^-fraction_bits if
/// signed.
WIREFOLD_OF_ONE_ARRAY(invert, const QuantizerFormat& format = {});
/// 1 where every bit of the format is 1.
WIREFOLD_OF_ONE_ARRAY(and_of_bits, const QuantizerFormat& format = {});
/// 1 where a bit of the format is 1.
WIREFOLD_OF_ONE_ARRAY(or_of_bits, const QuantizerFormat& format = {});
/// 1 where an odd number of bits of the format are 1.
WIREFOLD_OF_ONE_ARRAY(xor_of_bits, const QuantizerFormat& format = {});
/// The bits `first` to `last` - 1 of the format, counted from its most significant bit, as an unsigned integer.
///
/// Errors:  also ValueError for bits that the format does not have, and for none.
/// Example: auto exponent = wf::bit_slice(word, 1, 9);
WIREFOLD_OF_ONE_ARRAY(bit_slice, int first, int last, const QuantizerFormat& format = {});

}  // namespace wirefold
