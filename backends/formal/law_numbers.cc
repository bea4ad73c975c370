// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/law_numbers.h"

#include <algorithm>

#include "wirefold/ir/error.h"
#include "wirefold/ir/operation.h"

namespace wirefold::formal {
namespace {

constexpr auto kZero = BitNetlist::kZero;
constexpr auto kOne = BitNetlist::kOne;

int top_of(const BitNumber& x) { return x.grid + static_cast<int>(x.bits.size()); }

}  // namespace

BitNumber LawNumbers::constant(const Dyadic& value) const {
  if (value.is_zero()) return {};
  BitNumber result{value.exponent(), {}};
  const Integer& mantissa = value.mantissa();
  for (unsigned i = 0; i <= mantissa.bit_length(); ++i) result.bits.push_back((mantissa >> i).is_odd() ? kOne : kZero);
  return result;
}

BitNumber LawNumbers::element(const Format& format, std::vector<Bit> bits) const {
  if (!format.is_signed) bits.push_back(kZero);
  return {-format.fraction_bits, std::move(bits)};
}

LawNumbers::Bit LawNumbers::bit_at(const BitNumber& x, int position) const {
  if (x.bits.empty() || position < x.grid) return kZero;
  const auto index = static_cast<std::size_t>(position - x.grid);
  return x.bits[std::min(index, x.bits.size() - 1)];
}

BitNumber LawNumbers::aligned(const BitNumber& x, int grid, int top) const {
  BitNumber result{grid, {}};
  for (int position = grid; position < top; ++position) result.bits.push_back(bit_at(x, position));
  return result;
}

BitNumber LawNumbers::add(const BitNumber& a, const BitNumber& b, Bit carry) {
  BitNumber result{a.grid, {}};
  for (std::size_t i = 0; i < a.bits.size(); ++i) {
    const Bit half = netlist_.exclusive(a.bits[i], b.bits[i]);
    result.bits.push_back(netlist_.exclusive(half, carry));
    carry = netlist_.disjunction(netlist_.conjunction(a.bits[i], b.bits[i]), netlist_.conjunction(half, carry));
  }
  return result;
}

BitNumber LawNumbers::use(const BitNumber& x, int shift, bool negate) {
  BitNumber shifted{x.grid + shift, x.bits};
  if (!negate || x.bits.empty()) return shifted;
  const BitNumber wide = aligned(shifted, shifted.grid, top_of(shifted) + 1);
  BitNumber inverse{wide.grid, {}};
  for (const Bit bit : wide.bits) inverse.bits.push_back(netlist_.inverse(bit));
  return add(inverse, {wide.grid, std::vector<Bit>(wide.bits.size(), kZero)}, kOne);
}

BitNumber LawNumbers::sum(const BitNumber& a, const BitNumber& b) {
  if (a.bits.empty()) return b;
  if (b.bits.empty()) return a;
  const int grid = std::min(a.grid, b.grid);
  const int top = std::max(top_of(a), top_of(b)) + 1;
  return add(aligned(a, grid, top), aligned(b, grid, top), kZero);
}

// The last bit of b weighs -2^n, the others 2^i.
BitNumber LawNumbers::product(const BitNumber& a, const BitNumber& b) {
  BitNumber total;
  for (std::size_t i = 0; i < b.bits.size(); ++i) {
    BitNumber part{a.grid + b.grid + static_cast<int>(i), {}};
    for (const Bit bit : a.bits) part.bits.push_back(netlist_.conjunction(bit, b.bits[i]));
    if (part.bits == std::vector<Bit>(part.bits.size(), kZero)) continue;
    total = sum(total, use(part, 0, i + 1 == b.bits.size()));
  }
  return total;
}

BitNumber LawNumbers::choice(Bit condition, const BitNumber& when_one, const BitNumber& when_zero) {
  const bool is_one_zero = when_one.bits.empty();
  const bool is_zero_zero = when_zero.bits.empty();
  if (is_one_zero && is_zero_zero) return {};
  const int grid = is_one_zero    ? when_zero.grid
                   : is_zero_zero ? when_one.grid
                                  : std::min(when_one.grid, when_zero.grid);
  const int top = std::max(is_one_zero ? grid : top_of(when_one), is_zero_zero ? grid : top_of(when_zero));
  BitNumber result{grid, {}};
  for (int position = grid; position < top; ++position) {
    result.bits.push_back(netlist_.choice(condition, bit_at(when_one, position), bit_at(when_zero, position)));
  }
  return result;
}

BitNumber LawNumbers::bitwise(Opcode opcode, const BitNumber& a, const BitNumber& b) {
  const int grid = a.bits.empty() ? b.grid : b.bits.empty() ? a.grid : std::min(a.grid, b.grid);
  const int top = std::max(a.bits.empty() ? grid : top_of(a), b.bits.empty() ? grid : top_of(b));
  BitNumber result{grid, {}};
  for (int position = grid; position < top; ++position) {
    const Bit x = bit_at(a, position);
    const Bit y = bit_at(b, position);
    result.bits.push_back(opcode == Opcode::kAnd  ? netlist_.conjunction(x, y)
                          : opcode == Opcode::kOr ? netlist_.disjunction(x, y)
                                                  : netlist_.exclusive(x, y));
  }
  return result;
}

LawNumbers::Bit LawNumbers::is_zero(const BitNumber& x) {
  Bit any = kZero;
  for (const Bit bit : x.bits) any = netlist_.disjunction(any, bit);
  return netlist_.inverse(any);
}

// Restoring division of x + divisor * 2^n, which is not negative, so that the quotient is 2^n too large.
LawNumbers::Division LawNumbers::divide(const BitNumber& x, const Integer& divisor) {
  const unsigned offset = static_cast<unsigned>(x.bits.size());
  const BitNumber positive = sum(x, constant(Dyadic(divisor << offset, 0)));
  const BitNumber d = constant(Dyadic(divisor, 0));
  const BitNumber minus_d = use(d, 0, true);
  BitNumber rest{0, {kZero}};
  BitNumber quotient{0, {}};
  for (int position = top_of(positive) - 1; position >= 0; --position) {
    BitNumber shifted = use(rest, 1, false);
    shifted = bitwise(Opcode::kOr, shifted, of_bit(bit_at(positive, position)));
    const BitNumber less = sum(shifted, minus_d);
    const Bit fits = netlist_.inverse(is_negative(less));
    quotient.bits.insert(quotient.bits.begin(), fits);
    rest = aligned(choice(fits, less, shifted), 0, static_cast<int>(divisor.bit_length()) + 2);
  }
  quotient.bits.push_back(kZero);
  const BitNumber twice_less = sum(use(rest, 1, false), minus_d);
  const Bit is_half = is_zero(twice_less);
  const Bit is_over_half = netlist_.conjunction(netlist_.inverse(is_negative(twice_less)), netlist_.inverse(is_half));
  return {sum(quotient, constant(-Dyadic(Integer::power_of_two(offset), 0))), is_half, is_over_half, is_zero(rest)};
}

// The integer number of steps of the format's grid in x / divisor.
BitNumber LawNumbers::rounded(const BitNumber& x, const Quantizer& quantizer) {
  const BitNumber scaled = use(x, quantizer.format.fraction_bits, false);
  if (scaled.bits.empty()) return {};
  const unsigned below = static_cast<unsigned>(std::max(-scaled.grid, 0));
  const BitNumber numerator =
      aligned(use(scaled, static_cast<int>(below), false), 0, top_of(scaled) + static_cast<int>(below));
  const Division parts = divide(numerator, quantizer.divisor << below);
  const auto up_if = [&](Bit tie_goes_up) {
    return netlist_.disjunction(parts.is_over_half, netlist_.conjunction(parts.is_half, tie_goes_up));
  };
  const Bit negative = is_negative(x);
  Bit up = kZero;
  switch (quantizer.rounding) {
    case Rounding::kTrn:
      break;
    case Rounding::kTrnZero:
      up = netlist_.conjunction(negative, netlist_.inverse(parts.is_exact));
      break;
    case Rounding::kRnd:
      up = up_if(kOne);
      break;
    case Rounding::kRndZero:
      up = up_if(negative);
      break;
    case Rounding::kRndInf:
      up = up_if(netlist_.inverse(negative));
      break;
    case Rounding::kRndMinInf:
      up = up_if(kZero);
      break;
    case Rounding::kRndConv:
      up = up_if(bit_at(parts.quotient, 0));
      break;
  }
  return sum(parts.quotient, of_bit(up));
}

// An integer fitted to the format's range.
BitNumber LawNumbers::fitted(const BitNumber& x, const Quantizer& quantizer) {
  const Format& format = quantizer.format;
  const Integer limit = Integer::power_of_two(static_cast<unsigned>(format.integer_bits + format.fraction_bits));
  const BitNumber high = constant(Dyadic(limit - 1, 0));
  const auto clamped = [&](const Integer& least) {
    const BitNumber low = constant(Dyadic(least, 0));
    return choice(is_less(high, x), high, choice(is_less(x, low), low, x));
  };
  switch (quantizer.overflow) {
    case Overflow::kWrap: {
      BitNumber wrapped = aligned(x, 0, format.width());
      if (!format.is_signed) wrapped.bits.push_back(kZero);
      return wrapped;
    }
    case Overflow::kSat:
      return clamped(format.is_signed ? -limit : Integer(0));
    case Overflow::kSatSym:
      return clamped(format.is_signed ? 1 - limit : Integer(0));
    case Overflow::kSatZero: {
      const BitNumber low = constant(format.is_signed ? Dyadic(-limit, 0) : Dyadic(0));
      return choice(netlist_.disjunction(is_less(high, x), is_less(x, low)), {}, x);
    }
  }
  throw InternalError("an overflow mode that is not in the list");
}

BitNumber LawNumbers::quantized(const BitNumber& x, const Quantizer& quantizer) {
  if (quantizer.format.is_zero()) return {};
  return use(fitted(rounded(x, quantizer), quantizer), -quantizer.format.fraction_bits, false);
}

// A choice by each bit of the index, the lowest first.
BitNumber LawNumbers::lookup(const Table& table, const BitNumber& x) {
  const Format& index = table.index();
  const BitNumber wrapped = quantized(x, {.format = index});
  std::vector<BitNumber> entries;
  for (std::size_t i = 0; i < table.entries().size(); ++i) entries.push_back(constant(table.value(i)));
  for (int position = -index.fraction_bits; entries.size() > 1; ++position) {
    const Bit bit = bit_at(wrapped, position);
    for (std::size_t i = 0; i < entries.size() / 2; ++i) entries[i] = choice(bit, entries[2 * i + 1], entries[2 * i]);
    entries.resize(entries.size() / 2);
  }
  return entries.front();
}

std::vector<LawNumbers::Bit> LawNumbers::element_bits(const BitNumber& x, const Format& format, Bit& fits) {
  const int grid = -format.fraction_bits;
  const int top = grid + std::max(format.width(), 0);
  for (int position = x.grid; position < grid; ++position) {
    fits = netlist_.conjunction(fits, netlist_.inverse(bit_at(x, position)));
  }
  // Above the element all bits are what the element says of its sign.
  const Bit sign = format.is_signed && top > grid ? bit_at(x, top - 1) : kZero;
  for (int position = top; position < std::max(top_of(x), top + 1) && !x.bits.empty(); ++position) {
    fits = netlist_.conjunction(fits, netlist_.inverse(netlist_.exclusive(bit_at(x, position), sign)));
  }
  return aligned(x, grid, top).bits;
}

}  // namespace wirefold::formal
