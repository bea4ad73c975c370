// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/relu_format.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/interval.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

template <class FormatOf>
NumericArray quantized(const NumericArray& x, Rounding rounding, Overflow overflow, FormatOf format_of) {
  std::vector<Dyadic> results;
  results.reserve(x.size());
  for (std::size_t place = 0; place < x.size(); ++place) {
    Quantizer quantizer{.format = format_of(place), .rounding = rounding, .overflow = overflow};
    if (!x.divisors().empty()) quantizer.divisor = x.divisors()[place];
    results.push_back(quantize(x.numerators()[place], quantizer));
  }
  return {x.shape(), std::move(results), {}};
}

// Quantizes a number where fields of the format are kept. Hardware takes them from the smallest format that holds
// every value of the element, of which this number is one: so a true field is the number's own or larger. The result is
// known if it is the same for its own fields, for one bit more and for enough bits that the format is wide: a number
// that fits a format fits every wider one, and what saturates or wraps differs between these three.
std::optional<Dyadic> quantized_with_kept_fields(const Dyadic& number, const QuantizerFormat& format, Rounding rounding,
                                                 Overflow overflow) {
  if (number.is_zero()) return number;
  const Format own = Interval::point(number).format();
  const Format narrow = format.resolved(own);
  const int wide_integer_bits = std::max(own.integer_bits, -narrow.fraction_bits) + 2;
  const int wide_fraction_bits = std::max(own.fraction_bits, -narrow.integer_bits) + 2;
  std::optional<Dyadic> result;
  for (const bool is_signed : {own.is_signed, true}) {
    for (const int integer_bits : {own.integer_bits, own.integer_bits + 1, wide_integer_bits}) {
      for (const int fraction_bits : {own.fraction_bits, own.fraction_bits + 1, wide_fraction_bits}) {
        const Format candidate = format.resolved({is_signed, integer_bits, fraction_bits});
        const Dyadic quantized = quantize(number, {.format = candidate, .rounding = rounding, .overflow = overflow});
        if (result && *result != quantized) return std::nullopt;
        result = quantized;
      }
    }
  }
  return result;
}

NumericArray with_kept_fields(const char* function, const NumericArray& x, const QuantizerFormat& format,
                              Rounding rounding, Overflow overflow, const Location& location) {
  if (!x.divisors().empty()) {
    throw UnsupportedError(function, "a quotient has no format to keep a field of, give every field", location);
  }
  std::vector<Dyadic> results;
  for (const Dyadic& number : x.numerators()) {
    std::optional<Dyadic> result = quantized_with_kept_fields(number, format, rounding, overflow);
    if (!result) {
      throw UnsupportedError(function,
                             element_text(x.shape(), results.size()) + " is " + number.to_string() +
                                 ", and the result depends on a kept field, which a number alone does not have; give "
                                 "every field",
                             location);
    }
    results.push_back(*std::move(result));
  }
  return {x.shape(), std::move(results), {}};
}

NumericArray positive_part(const NumericArray& x, const Location& location) {
  refuse_quotients("relu", x.shape(), x.divisors(), location);
  std::vector<Dyadic> results;
  for (const Dyadic& number : x.numerators()) results.push_back(relu(number, nullptr));
  return {x.shape(), std::move(results), {}};
}

}  // namespace

NumericArray quantize(const NumericArray& x, const QuantizerFormat& format, Rounding rounding, Overflow overflow,
                      const Location& location) {
  if (format.keeps_any()) return with_kept_fields("quantize", x, format, rounding, overflow, location);
  const Format resolved = format.resolved({});
  check_format("quantize", resolved, location);
  return quantized(x, rounding, overflow, [&](std::size_t) { return resolved; });
}

NumericArray quantize(const NumericArray& x, const FormatArray& formats, Rounding rounding, Overflow overflow,
                      const Location& location) {
  const std::vector<Format> stretched = formats.stretched("quantize", x.shape(), location);
  return quantized(x, rounding, overflow, [&](std::size_t place) { return stretched[place]; });
}

NumericArray relu(const NumericArray& x, const QuantizerFormat& format, Rounding rounding, Overflow overflow,
                  const Location& location) {
  check_relu_format(format, location);
  const NumericArray positive = positive_part(x, location);
  if (format.integer_bits.is_kept() && format.fraction_bits.is_kept()) return positive;
  const QuantizerFormat unsigned_format{false, format.integer_bits, format.fraction_bits};
  if (unsigned_format.keeps_any()) {
    return with_kept_fields("relu", positive, unsigned_format, rounding, overflow, location);
  }
  const Format resolved = unsigned_format.resolved({});
  check_format("relu", resolved, location);
  return quantized(positive, rounding, overflow, [&](std::size_t) { return resolved; });
}

NumericArray relu(const NumericArray& x, const FormatArray& formats, Rounding rounding, Overflow overflow,
                  const Location& location) {
  const std::vector<Format> stretched = relu_formats(formats, x.shape(), location);
  return quantized(positive_part(x, location), rounding, overflow, [&](std::size_t place) { return stretched[place]; });
}

}  // namespace wirefold
