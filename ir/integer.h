// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace wirefold {

/// An exact integer of any size, in two's complement where bits matter.
///
/// Values that fit 64 bits are held in place and computed inline; larger ones live behind a pointer to
/// Boost.Multiprecision, which no header of ours includes. The representation is unique: a value that fits 64 bits
/// is never held behind the pointer, so equality is cheap.
class Integer {
 public:
  Integer() = default;
  template <std::integral I>
  requires(!std::same_as<I, bool>) Integer(I value)  // NOLINT(google-explicit-constructor): plain numbers are integers
      : small_(static_cast<std::int64_t>(value)) {
    if constexpr (std::unsigned_integral<I> && sizeof(I) == 8) {
      if (small_ < 0) assign_unsigned(value);
    }
  }
  Integer(const Integer& other) : small_(other.small_) {
    if (other.big_ != nullptr) copy_big(other);
  }
  Integer(Integer&& other) noexcept : small_(other.small_), big_(std::exchange(other.big_, nullptr)) {}
  Integer& operator=(const Integer& other) {
    if (big_ == nullptr && other.big_ == nullptr) {
      small_ = other.small_;
    } else if (this != &other) {
      Integer copy(other);
      swap(copy);
    }
    return *this;
  }
  Integer& operator=(Integer&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Integer() {
    if (big_ != nullptr) free_big();
  }
  void swap(Integer& other) noexcept {
    std::swap(small_, other.small_);
    std::swap(big_, other.big_);
  }

  /// Reads decimal or, after 0x, hexadecimal digits with an optional minus sign. Nothing if the text is not a number.
  static std::optional<Integer> parse(std::string_view text);
  /// 2^exponent.
  static Integer power_of_two(unsigned exponent) { return Integer(1) << exponent; }
  /// Reads two's complement, least significant word first; bits above `width` in the last word are ignored.
  static Integer from_words(std::span<const std::uint64_t> words, unsigned width, bool is_signed);
  /// Writes the low 64 * words.size() bits in two's complement, least significant word first.
  void to_words(std::span<std::uint64_t> words) const;

  bool is_zero() const { return big_ == nullptr && small_ == 0; }
  bool is_negative() const { return big_ == nullptr ? small_ < 0 : big_is_negative(); }
  bool is_odd() const { return big_ == nullptr ? (small_ & 1) != 0 : big_is_odd(); }
  int sign() const { return is_zero() ? 0 : (is_negative() ? -1 : 1); }
  /// Bits of the magnitude: 0 for 0, 3 for 5 and -5.
  unsigned bit_length() const;
  /// The exponent of the largest power of two that divides the value; 0 for 0.
  unsigned trailing_zeros() const {
    if (big_ == nullptr)
      return small_ == 0 ? 0U : static_cast<unsigned>(__builtin_ctzll(static_cast<std::uint64_t>(small_)));
    return big_trailing_zeros();
  }

  bool fits_int64() const { return big_ == nullptr; }
  /// The value where it fits 64 bits, which the caller has checked; InternalError otherwise.
  std::int64_t to_int64() const;
  std::string to_string() const;
  /// A hash of the value, the same on every machine.
  std::uint64_t hash() const;

  friend Integer operator+(const Integer& a, const Integer& b) {
    std::int64_t result = 0;
    if (a.big_ == nullptr && b.big_ == nullptr && !__builtin_add_overflow(a.small_, b.small_, &result)) return result;
    return add_big(a, b);
  }
  friend Integer operator-(const Integer& a, const Integer& b) {
    std::int64_t result = 0;
    if (a.big_ == nullptr && b.big_ == nullptr && !__builtin_sub_overflow(a.small_, b.small_, &result)) return result;
    return subtract_big(a, b);
  }
  friend Integer operator*(const Integer& a, const Integer& b) {
    std::int64_t result = 0;
    if (a.big_ == nullptr && b.big_ == nullptr && !__builtin_mul_overflow(a.small_, b.small_, &result)) return result;
    return multiply_big(a, b);
  }
  friend Integer operator-(const Integer& a) { return Integer(0) - a; }
  friend Integer operator<<(const Integer& a, unsigned shift) {
    if (a.big_ == nullptr && shift < 63) {
      const std::int64_t limit = std::numeric_limits<std::int64_t>::max() >> shift;
      if (a.small_ <= limit && a.small_ >= -limit) return a.small_ * (std::int64_t{1} << shift);
    }
    return shift_left_big(a, shift);
  }
  /// Floors: -5 >> 1 is -3.
  friend Integer operator>>(const Integer& a, unsigned shift) {
    if (a.big_ == nullptr) return a.small_ >> (shift < 63 ? shift : 63);
    return shift_right_big(a, shift);
  }
  Integer& operator+=(const Integer& b) { return *this = *this + b; }
  Integer& operator-=(const Integer& b) { return *this = *this - b; }
  Integer& operator*=(const Integer& b) { return *this = *this * b; }

  friend bool operator==(const Integer& a, const Integer& b) {
    if (a.big_ == nullptr || b.big_ == nullptr) return a.big_ == b.big_ && a.small_ == b.small_;
    return compare_big(a, b) == 0;
  }
  friend std::strong_ordering operator<=>(const Integer& a, const Integer& b) {
    if (a.big_ == nullptr && b.big_ == nullptr) return a.small_ <=> b.small_;
    return compare_big(a, b) <=> 0;
  }

  /// The quotient rounded towards minus infinity; the divisor is not zero.
  friend Integer floor_divide(const Integer& dividend, const Integer& divisor);
  /// dividend - divisor * floor_divide(dividend, divisor).
  friend Integer floor_modulo(const Integer& dividend, const Integer& divisor);
  /// The value modulo 2^width, in [0, 2^width).
  friend Integer low_bits(const Integer& value, unsigned width);
  /// Bitwise on infinite two's complement: -1 has all bits.
  friend Integer operator&(const Integer& a, const Integer& b);
  friend Integer operator|(const Integer& a, const Integer& b);
  friend Integer operator^(const Integer& a, const Integer& b);

 private:
  struct Big;
  struct Access;

  void assign_unsigned(std::uint64_t value);
  void copy_big(const Integer& other);
  void free_big();
  bool big_is_negative() const;
  bool big_is_odd() const;
  unsigned big_trailing_zeros() const;
  static Integer add_big(const Integer& a, const Integer& b);
  static Integer subtract_big(const Integer& a, const Integer& b);
  static Integer multiply_big(const Integer& a, const Integer& b);
  static Integer shift_left_big(const Integer& a, unsigned shift);
  static Integer shift_right_big(const Integer& a, unsigned shift);
  static int compare_big(const Integer& a, const Integer& b);

  std::int64_t small_ = 0;  // the value, or 0 while big_ is set
  Big* big_ = nullptr;
};

Integer floor_divide(const Integer& dividend, const Integer& divisor);
Integer floor_modulo(const Integer& dividend, const Integer& divisor);
Integer low_bits(const Integer& value, unsigned width);
inline Integer absolute(const Integer& value) { return value.is_negative() ? -value : value; }

}  // namespace wirefold
