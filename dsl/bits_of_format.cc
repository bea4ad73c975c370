// SPDX-License-Identifier: Apache-2.0
// The functions of the bits of one value.
#include "wirefold/dsl/logic.h"

#include <algorithm>

#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/traced_bits.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

// `of_bits(bits, use, format)` of every element and the format that it is read as.
template <class OfBits>
FixedVariableArray of_format(const char* function, const FixedVariableArray& x, const QuantizerFormat& format,
                             const Location& location, OfBits of_bits) {
  TracedBits bits(x.trace().builder(), location);
  return map_elements(function, x, location, [&](Builder& builder, const Use& use) {
    const Format resolved = format.resolved(builder.graph().format(use));
    check_format(function, resolved, location);
    return of_bits(bits, use, resolved);
  });
}

// `of_number(number, format)` of every number, read as the format.
template <class OfNumber>
NumericArray of_format(const char* function, const NumericArray& x, const QuantizerFormat& format,
                       const Location& location, OfNumber of_number) {
  if (format.keeps_any()) {
    throw UnsupportedError(function, "a number has no format of its own to keep a field of, give every field",
                           location);
  }
  const Format resolved = format.resolved({});
  check_format(function, resolved, location);
  return map_elements(function, x, location, [&](const Dyadic& number) {
    return of_number(quantize(number, {.format = resolved}), resolved);
  });
}

Dyadic bit_of(bool is_one) { return Dyadic(is_one ? 1 : 0); }

int highest_position(const Format& format) { return format.integer_bits - (format.is_signed ? 0 : 1); }

bool has_odd_bits(const Dyadic& number, const Format& format) {
  const Integer bits = number.on_grid(-format.fraction_bits);
  bool is_odd = false;
  for (int i = 0; i < format.width(); ++i) is_odd = is_odd != (bits >> static_cast<unsigned>(i)).is_odd();
  return is_odd;
}

// Where the bits first to last - 1 of a format stand, counted from its most significant one, and their format.
struct BitSlice {
  BitSlice(const Format& of, int first, int last, const Location& location)
      : position(of.integer_bits + (of.is_signed ? 1 : 0) - last), format{false, last - first, 0} {
    if (0 <= first && first < last && last <= of.width()) return;
    throw ValueError("bit_slice",
                     "bits " + std::to_string(first) + " to " + std::to_string(last) + " of " + to_string(of) +
                         ", 0 to " + std::to_string(std::max(of.width(), 0)) + " is all of it",
                     location);
  }

  int position;  // the value of the lowest one is 2^position
  Format format;
};

}  // namespace

FixedVariableArray invert(const FixedVariableArray& x, const QuantizerFormat& format, const Location& location) {
  return of_format("invert", x, format, location, [](TracedBits& bits, const Use& use, const Format& resolved) {
    const Use operands[] = {bits.read(use, resolved), bits.number(all_ones(resolved))};
    return bits.bitwise(Opcode::kXor, operands);
  });
}
NumericArray invert(const NumericArray& x, const QuantizerFormat& format, const Location& location) {
  return of_format("invert", x, format, location, [](const Dyadic& number, const Format& resolved) {
    return bitwise(Opcode::kXor, number, all_ones(resolved));
  });
}

FixedVariableArray and_of_bits(const FixedVariableArray& x, const QuantizerFormat& format, const Location& location) {
  return of_format("and_of_bits", x, format, location, [](TracedBits& bits, const Use& use, const Format& resolved) {
    if (resolved.is_zero()) return bits.number(Dyadic(1));
    return bits.equal(bits.read(use, resolved), bits.number(all_ones(resolved)));
  });
}
NumericArray and_of_bits(const NumericArray& x, const QuantizerFormat& format, const Location& location) {
  return of_format("and_of_bits", x, format, location,
                   [](const Dyadic& number, const Format& resolved) { return bit_of(number == all_ones(resolved)); });
}

FixedVariableArray or_of_bits(const FixedVariableArray& x, const QuantizerFormat& format, const Location& location) {
  return of_format("or_of_bits", x, format, location, [](TracedBits& bits, const Use& use, const Format& resolved) {
    return bits.truth(bits.read(use, resolved));
  });
}
NumericArray or_of_bits(const NumericArray& x, const QuantizerFormat& format, const Location& location) {
  return of_format("or_of_bits", x, format, location,
                   [](const Dyadic& number, const Format&) { return bit_of(!number.is_zero()); });
}

FixedVariableArray xor_of_bits(const FixedVariableArray& x, const QuantizerFormat& format, const Location& location) {
  return of_format("xor_of_bits", x, format, location, [](TracedBits& bits, const Use& use, const Format& resolved) {
    if (resolved.is_zero()) return bits.number(Dyadic());
    std::vector<Use> all_bits;
    for (int i = -resolved.fraction_bits; i <= highest_position(resolved); ++i) all_bits.push_back(bits.bit(use, i));
    return bits.bitwise(Opcode::kXor, all_bits);
  });
}
NumericArray xor_of_bits(const NumericArray& x, const QuantizerFormat& format, const Location& location) {
  return of_format("xor_of_bits", x, format, location, [](const Dyadic& number, const Format& resolved) {
    return bit_of(!resolved.is_zero() && has_odd_bits(number, resolved));
  });
}

FixedVariableArray bit_slice(const FixedVariableArray& x, int first, int last, const QuantizerFormat& format,
                             const Location& location) {
  return of_format("bit_slice", x, format, location, [&](TracedBits& bits, const Use& use, const Format& resolved) {
    const BitSlice slice(resolved, first, last, location);
    return bits.read(compose(use, -slice.position, false), slice.format);
  });
}
NumericArray bit_slice(const NumericArray& x, int first, int last, const QuantizerFormat& format,
                       const Location& location) {
  return of_format("bit_slice", x, format, location, [&](const Dyadic& number, const Format& resolved) {
    const BitSlice slice(resolved, first, last, location);
    return quantize(scaled(number, -slice.position), {.format = slice.format});
  });
}

}  // namespace wirefold
