// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/quantizer_format.h"

namespace wirefold {

/// Rounds every element to the grid 2^-fraction_bits, then fits it to the range of the format.
///
/// Quotients are rounded exactly. An open input takes WRAP with TRN or RND only, and remembers what it was asked for.
/// A format may keep fields; on numbers, which have no format, a kept field is allowed where every format that the
/// number may have gives the same result.
///
/// Shapes:  x (...) -> (...); a FormatArray broadcasts to the shape of x.
/// Errors:  FormatError beyond 1024 bits; ShapeError; UnsupportedError for what an open input, a quotient or a number
///          cannot do.
/// Source:  the modes are those of ap_fixed and ac_fixed (ir/format.h).
/// Example: auto y = wf::quantize(x, {true, wf::keep, 3}, wf::RND_CONV, wf::SAT);
FixedVariableArray quantize(const FixedVariableArray& x, const QuantizerFormat& format, Rounding rounding = TRN,
                            Overflow overflow = WRAP, const Location& location = Location::here());
FixedVariableArray quantize(const FixedVariableArray& x, const FormatArray& formats, Rounding rounding = TRN,
                            Overflow overflow = WRAP, const Location& location = Location::here());
NumericArray quantize(const NumericArray& x, const QuantizerFormat& format, Rounding rounding = TRN,
                      Overflow overflow = WRAP, const Location& location = Location::here());
NumericArray quantize(const NumericArray& x, const FormatArray& formats, Rounding rounding = TRN,
                      Overflow overflow = WRAP, const Location& location = Location::here());

/// max(x, 0), exact; with a format, then quantized to it. The format is unsigned, which may be left out:
/// `relu(x, {.integer_bits = 2, .fraction_bits = 4})`.
///
/// Shapes:  as quantize.
/// Errors:  FormatError for a signed format, and as quantize.
FixedVariableArray relu(const FixedVariableArray& x, const QuantizerFormat& format = {}, Rounding rounding = TRN,
                        Overflow overflow = WRAP, const Location& location = Location::here());
FixedVariableArray relu(const FixedVariableArray& x, const FormatArray& formats, Rounding rounding = TRN,
                        Overflow overflow = WRAP, const Location& location = Location::here());
NumericArray relu(const NumericArray& x, const QuantizerFormat& format = {}, Rounding rounding = TRN,
                  Overflow overflow = WRAP, const Location& location = Location::here());
NumericArray relu(const NumericArray& x, const FormatArray& formats, Rounding rounding = TRN, Overflow overflow = WRAP,
                  const Location& location = Location::here());

}  // namespace wirefold
