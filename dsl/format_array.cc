// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/format_array.h"

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/quantizer_format.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "FormatArray";

// The integer at `place`, within [low, high].
int integer_at(const NumericArray& field, std::size_t place, const char* field_name, int low, int high,
               const Location& location) {
  const Dyadic& number = field.numerators()[place];
  if (!number.is_integer() || number < Dyadic(low) || number > Dyadic(high)) {
    throw ValueError(kFunction,
                     element_text(field.shape(), place) + " of " + field_name + " is " + number.to_string() +
                         ", an integer from " + std::to_string(low) + " to " + std::to_string(high) + " is needed",
                     location);
  }
  return static_cast<int>(number.on_grid(0).to_int64());
}

}  // namespace

FormatArray::FormatArray(const Format& format, const Location& location) : formats_{format} {
  check_format(kFunction, format, location);
}

FormatArray::FormatArray(const Shape& shape, std::vector<Format> formats, const Location& location)
    : shape_(shape), formats_(std::move(formats)) {
  check_shape(kFunction, shape, location);
  if (formats_.size() != shape.size()) {
    throw ShapeError(kFunction,
                     std::to_string(formats_.size()) + " formats for shape " + to_string(shape) + ", which has " +
                         std::to_string(shape.size()) + " elements",
                     location);
  }
  for (const Format& format : formats_) check_format(kFunction, format, location);
}

void FormatArray::assemble(const NumericArray& is_signed, const NumericArray& integer_bits,
                           const NumericArray& fraction_bits, const Location& location) {
  const Shape counts = broadcast_shape(kFunction, integer_bits.shape(), fraction_bits.shape(), location);
  shape_ = broadcast_shape(kFunction, is_signed.shape(), counts, location);
  const std::vector<std::size_t> sign_places = stretched_places(is_signed.shape(), shape_);
  const std::vector<std::size_t> integer_places = stretched_places(integer_bits.shape(), shape_);
  const std::vector<std::size_t> fraction_places = stretched_places(fraction_bits.shape(), shape_);
  const auto bits = [&](const NumericArray& field, std::size_t place, const char* field_name) {
    return integer_at(field, place, field_name, -kMaxExponent, kMaxExponent, location);
  };
  for (std::size_t i = 0; i < sign_places.size(); ++i) {
    formats_.push_back({integer_at(is_signed, sign_places[i], "is_signed", 0, 1, location) != 0,
                        bits(integer_bits, integer_places[i], "integer_bits"),
                        bits(fraction_bits, fraction_places[i], "fraction_bits")});
    check_format(kFunction, formats_.back(), location);
  }
}

std::vector<Format> FormatArray::stretched(const char* function, const Shape& shape, const Location& location) const {
  if (broadcast_shape(function, shape_, shape, location) != shape) {
    throw ShapeError(function,
                     "formats of shape " + to_string(shape_) + " for an array of shape " + to_string(shape) +
                         ", they must broadcast to it",
                     location);
  }
  return gathered(formats_, stretched_places(shape_, shape));
}

}  // namespace wirefold
