// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/port_packing.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr unsigned kWordBits = 64;

std::uint64_t mask(unsigned width) { return width >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << width) - 1; }

// Sets bits that are zero so far; `value` has no bits above `width`, which is at most a word.
void write_bits(std::span<std::uint64_t> words, std::size_t offset, unsigned width, std::uint64_t value) {
  const std::size_t word = offset / kWordBits;
  const unsigned bit = offset % kWordBits;
  words[word] |= value << bit;
  if (bit + width > kWordBits) words[word + 1] |= value >> (kWordBits - bit);
}

std::uint64_t read_bits(std::span<const std::uint64_t> words, std::size_t offset, unsigned width) {
  const std::size_t word = offset / kWordBits;
  const unsigned bit = offset % kWordBits;
  std::uint64_t value = words[word] >> bit;
  if (bit + width > kWordBits) value |= words[word + 1] << (kWordBits - bit);
  return value & mask(width);
}

void write_element(std::span<std::uint64_t> words, const PortElement& element, const Integer& value) {
  std::vector<std::uint64_t> bits((element.width_bits + kWordBits - 1) / kWordBits);
  value.to_words(bits);
  for (unsigned done = 0; done < element.width_bits; done += kWordBits) {
    const unsigned width = std::min(element.width_bits - done, kWordBits);
    write_bits(words, element.offset_bits + done, width, bits[done / kWordBits] & mask(width));
  }
}

Integer read_element(std::span<const std::uint64_t> words, const PortElement& element) {
  std::vector<std::uint64_t> bits;
  for (unsigned done = 0; done < element.width_bits; done += kWordBits) {
    bits.push_back(read_bits(words, element.offset_bits + done, std::min(element.width_bits - done, kWordBits)));
  }
  return Integer::from_words(bits, element.width_bits, element.format.is_signed);
}

std::string place(const Port& port, std::size_t index) {
  return "element " + std::to_string(index % port.elements.size()) + " of sample " +
         std::to_string(index / port.elements.size()) + " of '" + port.name + "' ";
}

void check_count(const Port& port, std::size_t count, std::size_t sample_count) {
  if (count == port.elements.size() * sample_count) return;
  throw ShapeError("pack", "'" + port.name + "' got " + std::to_string(count) + " numbers, " +
                               std::to_string(sample_count) + " samples of " + std::to_string(port.elements.size()) +
                               " were expected");
}

void check_words(const Port& port, std::size_t count, std::size_t sample_count) {
  check_internal(count == port.words_per_sample() * sample_count, "words of another port were unpacked");
}

static_assert(std::numeric_limits<double>::is_iec559, "doubles are taken apart as IEEE 754 lays them out");

// floor(value * 2^fraction_bits) modulo 2^64, exactly, for any finite double: a double is mantissa * 2^exponent.
std::uint64_t floor_to_grid(double value, int fraction_bits) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const int biased = static_cast<int>((bits >> 52) & 0x7FF);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  const auto magnitude = static_cast<std::int64_t>(biased == 0 ? fraction : fraction | (std::uint64_t{1} << 52));
  const std::int64_t mantissa = std::signbit(value) ? -magnitude : magnitude;
  const int shift = std::max(biased, 1) - 1075 + fraction_bits;
  if (shift < 0) return static_cast<std::uint64_t>(mantissa >> std::min(-shift, 63));
  return shift < 64 ? static_cast<std::uint64_t>(mantissa) << shift : 0;
}

// Calls visit(words of the sample, element, index of the number) for every number of every sample that has bits.
template <class Words, class Visit>
void for_each_number(const Port& port, Words words, std::size_t sample_count, Visit visit) {
  for (std::size_t sample = 0; sample < sample_count; ++sample) {
    const auto sample_words = words.subspan(sample * port.words_per_sample(), port.words_per_sample());
    for (std::size_t i = 0; i < port.elements.size(); ++i) {
      visit(sample_words, port.elements[i], sample * port.elements.size() + i);
    }
  }
}

}  // namespace

std::vector<std::uint64_t> pack(const Port& port, std::span<const Dyadic> values, std::size_t sample_count) {
  check_count(port, values.size(), sample_count);
  std::vector<std::uint64_t> words(port.words_per_sample() * sample_count);
  for_each_number(port, std::span(words), sample_count, [&](auto sample, const PortElement& element, std::size_t i) {
    if (element.width_bits == 0) return;
    write_element(sample, element, values[i].floor_to_grid(-element.format.fraction_bits));
  });
  return words;
}

std::vector<std::uint64_t> pack(const Port& port, std::span<const double> values, std::size_t sample_count) {
  check_count(port, values.size(), sample_count);
  std::vector<std::uint64_t> words(port.words_per_sample() * sample_count);
  for_each_number(port, std::span(words), sample_count, [&](auto sample, const PortElement& element, std::size_t i) {
    if (!std::isfinite(values[i])) {
      throw ValueError("pack", place(port, i) + "is " + std::to_string(values[i]) + "; inputs must be finite numbers");
    }
    if (element.width_bits == 0) return;
    if (element.width_bits <= kWordBits) {
      write_bits(sample, element.offset_bits, element.width_bits,
                 floor_to_grid(values[i], element.format.fraction_bits) & mask(element.width_bits));
    } else {
      write_element(sample, element, Dyadic::from_double(values[i])->floor_to_grid(-element.format.fraction_bits));
    }
  });
  return words;
}

std::vector<Dyadic> unpack(const Port& port, std::span<const std::uint64_t> words, std::size_t sample_count) {
  check_words(port, words.size(), sample_count);
  std::vector<Dyadic> values(port.elements.size() * sample_count);
  for_each_number(port, words, sample_count, [&](auto sample, const PortElement& element, std::size_t i) {
    if (element.width_bits > 0) values[i] = Dyadic(read_element(sample, element), -element.format.fraction_bits);
  });
  return values;
}

std::vector<double> unpack_to_doubles(const Port& port, std::span<const std::uint64_t> words,
                                      std::size_t sample_count) {
  check_words(port, words.size(), sample_count);
  std::vector<double> values(port.elements.size() * sample_count);
  for_each_number(port, words, sample_count, [&](auto sample, const PortElement& element, std::size_t i) {
    if (element.width_bits == 0) return;
    const int fraction_bits = element.format.fraction_bits;
    // Up to 53 bits well inside the exponents of a double, nothing can be lost.
    if (element.width_bits <= 53 && std::abs(fraction_bits) < 900) {
      const std::uint64_t bits = read_bits(sample, element.offset_bits, element.width_bits);
      const std::uint64_t sign = element.format.is_signed ? std::uint64_t{1} << (element.width_bits - 1) : 0;
      values[i] = std::ldexp(static_cast<double>(static_cast<std::int64_t>((bits ^ sign) - sign)), -fraction_bits);
      return;
    }
    const Dyadic exact(read_element(sample, element), -fraction_bits);
    const std::optional<double> rounded = exact.to_double();
    if (!rounded) {
      throw ValueError("unpack", place(port, i) + "is " + exact.to_string() +
                                     ", which a double does not hold exactly; read it as an exact number");
    }
    values[i] = *rounded;
  });
  return values;
}

}  // namespace wirefold
