// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/integer.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <vector>

#include "wirefold/ir/error.h"

namespace wirefold {

using boost::multiprecision::cpp_int;

// Plain (unchecked) cpp_int: its checked variants throw on shifts of negative numbers. Its ++ and >> lose the sign of
// some negative numbers before Boost 1.76 (multiprecision issue 277), so only magnitudes are shifted to the right here.
struct Integer::Big {
  cpp_int value;
};

// The only bridge between an Integer and its cpp_int.
struct Integer::Access {
  static cpp_int get(const Integer& a) { return a.big_ == nullptr ? cpp_int(a.small_) : a.big_->value; }
  static Integer make(cpp_int value) {
    static const cpp_int kLow = std::numeric_limits<std::int64_t>::min();
    static const cpp_int kHigh = std::numeric_limits<std::int64_t>::max();
    Integer result;
    if (value >= kLow && value <= kHigh) {
      result.small_ = static_cast<std::int64_t>(value);
    } else {
      result.big_ = new Big{std::move(value)};
    }
    return result;
  }
};

void Integer::assign_unsigned(std::uint64_t value) {
  small_ = 0;
  big_ = new Big{cpp_int(value)};
}
void Integer::copy_big(const Integer& other) { big_ = new Big(*other.big_); }
void Integer::free_big() { delete big_; }
bool Integer::big_is_negative() const { return big_->value.sign() < 0; }
bool Integer::big_is_odd() const { return bit_test(abs(big_->value), 0); }
unsigned Integer::big_trailing_zeros() const { return static_cast<unsigned>(lsb(abs(big_->value))); }

unsigned Integer::bit_length() const {
  if (big_ != nullptr) return static_cast<unsigned>(msb(abs(big_->value))) + 1;
  const auto magnitude =
      small_ < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(small_) : static_cast<std::uint64_t>(small_);
  return magnitude == 0 ? 0U : 64U - static_cast<unsigned>(__builtin_clzll(magnitude));
}

std::int64_t Integer::to_int64() const {
  check_internal(big_ == nullptr, "an integer wider than 64 bits was read as 64 bits");
  return small_;
}

std::string Integer::to_string() const { return big_ == nullptr ? std::to_string(small_) : big_->value.str(); }

std::uint64_t Integer::hash() const {
  constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio
  const unsigned words = bit_length() / 64 + 1;
  std::uint64_t result = words;
  for (unsigned i = 0; i < words; ++i) {
    std::uint64_t word = 0;
    (*this >> (64 * i)).to_words({&word, 1});
    result = (result ^ word) * kMultiplier;
    result ^= result >> 32;
  }
  return result;
}

Integer Integer::add_big(const Integer& a, const Integer& b) { return Access::make(Access::get(a) + Access::get(b)); }
Integer Integer::subtract_big(const Integer& a, const Integer& b) {
  return Access::make(Access::get(a) - Access::get(b));
}
Integer Integer::multiply_big(const Integer& a, const Integer& b) {
  return Access::make(Access::get(a) * Access::get(b));
}
Integer Integer::shift_left_big(const Integer& a, unsigned shift) { return Access::make(Access::get(a) << shift); }
Integer Integer::shift_right_big(const Integer& a, unsigned shift) {
  if (a.big_->value.sign() > 0) return Access::make(a.big_->value >> shift);
  const cpp_int complement = -1 - a.big_->value;  // all bits inverted
  return Access::make(-1 - cpp_int(complement >> shift));
}
int Integer::compare_big(const Integer& a, const Integer& b) { return Access::get(a).compare(Access::get(b)); }

Integer floor_divide(const Integer& dividend, const Integer& divisor) {
  check_internal(!divisor.is_zero(), "division by zero");
  if (dividend.fits_int64() && divisor.fits_int64() && divisor.to_int64() != -1) {
    const std::int64_t quotient = dividend.to_int64() / divisor.to_int64();  // truncates
    const std::int64_t remainder = dividend.to_int64() % divisor.to_int64();
    return remainder != 0 && (remainder < 0) != (divisor.to_int64() < 0) ? quotient - 1 : quotient;
  }
  const cpp_int a = Integer::Access::get(dividend);
  const cpp_int b = Integer::Access::get(divisor);
  cpp_int quotient;
  cpp_int remainder;
  divide_qr(a, b, quotient, remainder);  // truncates
  if (remainder != 0 && (remainder.sign() < 0) != (b.sign() < 0)) --quotient;
  return Integer::Access::make(std::move(quotient));
}

Integer floor_modulo(const Integer& dividend, const Integer& divisor) {
  return dividend - divisor * floor_divide(dividend, divisor);
}

Integer low_bits(const Integer& value, unsigned width) {
  if (value.fits_int64() && width < 63) return value.to_int64() & ((std::int64_t{1} << width) - 1);
  if (!value.is_negative() && value.bit_length() <= width) return value;
  return value - ((value >> width) << width);
}

namespace {

template <class Combine>
Integer bitwise(const Integer& a, const Integer& b, Combine combine) {
  if (a.fits_int64() && b.fits_int64()) return combine(a.to_int64(), b.to_int64());
  const unsigned width = std::max(a.bit_length(), b.bit_length()) + 1;
  std::vector<std::uint64_t> words((width + 63) / 64);
  std::vector<std::uint64_t> others(words.size());
  a.to_words(words);
  b.to_words(others);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = combine(words[i], others[i]);
  return Integer::from_words(words, width, true);
}

}  // namespace

Integer operator&(const Integer& a, const Integer& b) {
  return bitwise(a, b, [](auto x, auto y) { return x & y; });
}
Integer operator|(const Integer& a, const Integer& b) {
  return bitwise(a, b, [](auto x, auto y) { return x | y; });
}
Integer operator^(const Integer& a, const Integer& b) {
  return bitwise(a, b, [](auto x, auto y) { return x ^ y; });
}

void Integer::to_words(std::span<std::uint64_t> words) const {
  if (big_ == nullptr) {
    const std::uint64_t extension = small_ < 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = i == 0 ? static_cast<std::uint64_t>(small_) : extension;
    return;
  }
  const cpp_int mask = std::numeric_limits<std::uint64_t>::max();
  const bool is_inverted = big_->value.sign() < 0;
  cpp_int rest = is_inverted ? cpp_int(-1 - big_->value) : big_->value;
  for (auto& word : words) {
    word = static_cast<std::uint64_t>(cpp_int(rest & mask));
    if (is_inverted) word = ~word;
    rest >>= 64;
  }
}

Integer Integer::from_words(std::span<const std::uint64_t> words, unsigned width, bool is_signed) {
  if (width == 0) return 0;
  if (width <= 64) {
    const unsigned unused = 64 - width;
    const std::uint64_t raised = words[0] << unused;
    if (is_signed) return static_cast<std::int64_t>(raised) >> unused;
    return raised >> unused;
  }
  cpp_int value = 0;
  const std::size_t count = (width + 63) / 64;
  for (std::size_t i = count; i-- > 0;) {
    std::uint64_t word = words[i];
    if (i + 1 == count && width % 64 != 0) word &= (std::uint64_t{1} << (width % 64)) - 1;
    value = (value << 64) | word;
  }
  if (is_signed && bit_test(value, width - 1)) value -= cpp_int(1) << width;
  return Access::make(std::move(value));
}

std::optional<Integer> Integer::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const bool hexadecimal = text.starts_with("0x");
  const std::string_view digits = hexadecimal ? text.substr(2) : text;
  const std::string_view allowed = hexadecimal ? "0123456789abcdefABCDEF" : "0123456789";
  if (digits.empty() || digits.find_first_not_of(allowed) != std::string_view::npos) return std::nullopt;
  // cpp_int takes a leading zero for octal.
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string_view::npos) return Integer(0);
  const std::string trimmed = (hexadecimal ? "0x" : "") + std::string(digits.substr(first));
  cpp_int value(trimmed);
  if (negative) value = -value;
  return Access::make(std::move(value));
}

}  // namespace wirefold
