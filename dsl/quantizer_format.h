// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "wirefold/ir/format.h"
#include "wirefold/ir/location.h"

namespace wirefold {

// The modes under the names that the field uses, as `quantize(x, {true, 3, 4}, wf::RND_CONV, wf::SAT)`.
inline constexpr Rounding TRN = Rounding::kTrn;
inline constexpr Rounding TRN_ZERO = Rounding::kTrnZero;
inline constexpr Rounding RND = Rounding::kRnd;
inline constexpr Rounding RND_ZERO = Rounding::kRndZero;
inline constexpr Rounding RND_INF = Rounding::kRndInf;
inline constexpr Rounding RND_MIN_INF = Rounding::kRndMinInf;
inline constexpr Rounding RND_CONV = Rounding::kRndConv;
inline constexpr Overflow WRAP = Overflow::kWrap;
inline constexpr Overflow SAT = Overflow::kSat;
inline constexpr Overflow SAT_SYM = Overflow::kSatSym;
inline constexpr Overflow SAT_ZERO = Overflow::kSatZero;

/// Stands for a field of a format that a value keeps.
struct Keep {};
inline constexpr Keep keep{};

/// A field of a format, or `keep`. A truth value takes nothing but bool, a count of bits nothing but integers: so
/// {7, 3, 2} is not a format.
template <class Field>
class KeepOr {
 public:
  constexpr KeepOr(Keep) {}  // NOLINT(google-explicit-constructor)
  template <class T>
  requires(std::same_as<Field, bool> ? std::same_as<T, bool>
                                     : std::integral<T> && !std::same_as<T, bool>) constexpr KeepOr(T value)
      : value_(fitted(value)) {}  // NOLINT(google-explicit-constructor)

  constexpr bool is_kept() const { return !value_.has_value(); }
  constexpr Field value_or(Field kept) const { return value_.value_or(kept); }

 private:
  // A count that an int does not hold becomes one that is refused.
  template <class T>
  static constexpr Field fitted(T value) {
    if constexpr (!std::same_as<Field, bool>) {
      if (std::cmp_greater(value, std::numeric_limits<Field>::max())) return std::numeric_limits<Field>::max();
      if (std::cmp_less(value, std::numeric_limits<Field>::min())) return std::numeric_limits<Field>::min();
    }
    return static_cast<Field>(value);
  }

  std::optional<Field> value_;
};

/// The format that `quantize` and `relu` give to every element: {.is_signed = true, .integer_bits = 7, .fraction_bits =
/// 0} or {true, 7, 0}; integer bits are without the sign. A field that is `keep`, as each is unless it is given, is
/// that of the smallest format that holds every value the element can have.
struct QuantizerFormat {
  KeepOr<bool> is_signed = keep;
  KeepOr<int> integer_bits = keep;
  KeepOr<int> fraction_bits = keep;

  bool keeps_any() const { return is_signed.is_kept() || integer_bits.is_kept() || fraction_bits.is_kept(); }
  /// The format where the kept fields are those of `kept`.
  Format resolved(const Format& kept) const {
    return {is_signed.value_or(kept.is_signed), integer_bits.value_or(kept.integer_bits),
            fraction_bits.value_or(kept.fraction_bits)};
  }
};

/// FormatError for a format of more than kMaxScalarBits or with a count beyond kMaxExponent.
void check_format(const char* function, const Format& format, const Location& location);

}  // namespace wirefold
