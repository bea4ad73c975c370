// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/ir/interval.h"
#include "wirefold/ir/json_document.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

// The fields of a program as JSON (ir/json.h says how they look). Each refuses what is not one at its place.

std::string json_name(const JsonValue& value);
/// A count of bits, a shift or an exponent, between -kMaxExponent and kMaxExponent.
int json_bits(const JsonValue& value);
Dyadic json_dyadic(const JsonValue& value);
Format json_format(const JsonValue& value);
Interval json_interval(const JsonValue& value);
/// The shape of so many elements.
Shape json_shape(const JsonValue& value, std::size_t elements);

}  // namespace wirefold
