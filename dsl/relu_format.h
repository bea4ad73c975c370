// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/quantizer_format.h"

namespace wirefold {

/// FormatError for a signed format: what a relu gives is never negative.
void check_relu_format(const QuantizerFormat& format, const Location& location);

/// A format of no bits is the number 0, whatever its sign says; any other one is unsigned here.
inline Format relu_format(const Format& format) { return format.is_zero() ? Format{} : format; }

/// One unsigned format an element of an array of `shape`. FormatError for a signed one.
std::vector<Format> relu_formats(const FormatArray& formats, const Shape& shape, const Location& location);

}  // namespace wirefold
