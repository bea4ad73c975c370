// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <type_traits>

#include "wirefold/dsl/array_like.h"
#include "wirefold/dsl/operand.h"

namespace wirefold {

// The operators that cannot be friends of the arrays. Those on our own arrays and numbers are (fixed_variable_array.h,
// numeric_array.h).

template <class T>
concept SymbolicArray = std::derived_from<std::remove_cvref_t<T>, FixedVariableArray>;
template <class T>
concept DslArray = SymbolicArray<T> || std::same_as<std::remove_cvref_t<T>, NumericArray>;
template <class T>
concept ForeignArray = ArrayLike<std::remove_cvref_t<T>> && !DslArray<T>;

// An array of ours beside someone else's. xtensor's operators take everything that stands beside an xtensor expression,
// and win against any conversion; only templates over the same forwarding references with a constraint win against
// them. These cannot bring the user's line, so errors name the line where our operand was made.
template <class A, class B>
concept WithForeignArray = (DslArray<A> && ForeignArray<B>) || (ForeignArray<A> && DslArray<B>);

/// `apply(a, b)` with the foreign one of the two as numbers. (`Numbers` is a parameter because it is incomplete here.)
template <class A, class B, class Apply, class Numbers = NumericArray>
auto apply_with_numbers(A& a, const B& b, Apply apply) {
  if constexpr (ForeignArray<B>) {
    const Location where = a.location();
    const Numbers numbers(b, where);
    return apply(a, NumericOperand(numbers, where));
  } else {
    const Location where = b.location();
    const Numbers numbers(a, where);
    if constexpr (SymbolicArray<B>) {
      return apply(NumericOperand(numbers, where), b);
    } else {
      return apply(numbers, NumericOperand(b, where));
    }
  }
}

template <class A, class B>
requires WithForeignArray<A, B>
auto operator+(A&& a, B&& b) {
  return apply_with_numbers(a, b, [](const auto& x, const auto& y) { return x + y; });
}
template <class A, class B>
requires WithForeignArray<A, B>
auto operator-(A&& a, B&& b) {
  return apply_with_numbers(a, b, [](const auto& x, const auto& y) { return x - y; });
}
template <class A, class B>
requires WithForeignArray<A, B>
auto operator*(A&& a, B&& b) {
  return apply_with_numbers(a, b, [](const auto& x, const auto& y) { return x * y; });
}
template <class A, class B>
requires(WithForeignArray<A, B> && !SymbolicArray<B>) auto operator/(A&& a, B&& b) {
  return apply_with_numbers(a, b, [](const auto& x, const auto& y) { return x / y; });
}
template <DslArray A, ForeignArray B>
A& operator+=(A& a, B&& b) {
  apply_with_numbers(a, b, [](A& x, const auto& y) { x += y; });
  return a;
}
template <DslArray A, ForeignArray B>
A& operator-=(A& a, B&& b) {
  apply_with_numbers(a, b, [](A& x, const auto& y) { x -= y; });
  return a;
}
template <DslArray A, ForeignArray B>
A& operator*=(A& a, B&& b) {
  apply_with_numbers(a, b, [](A& x, const auto& y) { x *= y; });
  return a;
}
template <DslArray A, ForeignArray B>
A& operator/=(A& a, B&& b) {
  apply_with_numbers(a, b, [](A& x, const auto& y) { x /= y; });
  return a;
}

// What does not compile, with the reason. A comparison must not quietly become C++'s.
template <class... T>
inline constexpr bool kNever = false;
template <class A, class B>
concept WithSymbolicArray = SymbolicArray<A> || SymbolicArray<B>;
template <class A, class B>
concept WithDslArray = DslArray<A> || DslArray<B>;

// What stands beside an array in a comparison; not everything, as tests are written `Decomposer() <= array == wanted`.
template <class T>
concept Comparand = DslArray<T> || ForeignArray<T> || PlainNumber<std::remove_cvref_t<T>>;
template <class A, class B>
concept ComparedArrays = WithSymbolicArray<A, B> ||(WithDslArray<A, B>&& Comparand<A>&& Comparand<B>);

#define WIREFOLD_REFUSE(concept_name, symbol, result, reason)    \
  template <class A, class B>                                    \
  requires concept_name<A, B> result operator symbol(A&&, B&&) { \
    static_assert(kNever<A, B>, reason);                         \
    return result();                                             \
  }
#define WIREFOLD_NOT_A_CONDITION                                                                          \
  "a fixed-point comparison is hardware, not a C++ condition: use wirefold::where(condition, when_true, " \
  "when_false)"
#define WIREFOLD_NO_COMPARISON \
  WIREFOLD_NOT_A_CONDITION ", with wirefold::less(a, b), greater, less_equal or greater_equal as the condition"

WIREFOLD_REFUSE(WithSymbolicArray, ==, bool, "symbolic arrays have no ==: use wirefold::equal(a, b)")
WIREFOLD_REFUSE(WithSymbolicArray, !=, bool,
                "symbolic arrays have no !=: use wirefold::equal(a, b) or wirefold::not_equal(a, b)")
WIREFOLD_REFUSE(ComparedArrays, <, bool, WIREFOLD_NO_COMPARISON)
WIREFOLD_REFUSE(ComparedArrays, >, bool, WIREFOLD_NO_COMPARISON)
WIREFOLD_REFUSE(ComparedArrays, <=, bool, WIREFOLD_NO_COMPARISON)
WIREFOLD_REFUSE(ComparedArrays, >=, bool, WIREFOLD_NO_COMPARISON)
WIREFOLD_REFUSE(WithDslArray, &&, bool, WIREFOLD_NOT_A_CONDITION)
WIREFOLD_REFUSE(WithDslArray, ||, bool, WIREFOLD_NOT_A_CONDITION)
WIREFOLD_REFUSE(WithDslArray, %, void, "arrays have no %: the remainder of 2^n is what quantize with WRAP gives")
#undef WIREFOLD_REFUSE
#undef WIREFOLD_NO_COMPARISON
#undef WIREFOLD_NOT_A_CONDITION

template <DslArray A>
bool operator!(A&&) {
  static_assert(kNever<A>, "a fixed-point value is hardware, not a C++ condition: use wirefold::where");
  return false;
}
// A number over a variable is a table (dsl/unary.h).
template <class A, SymbolicArray B>
requires(!PlainNumber<std::remove_cvref_t<A>>) void operator/(A&&, B&&) {
  static_assert(kNever<A, B>, "division by a variable is not supported: multiply by a quantized reciprocal");
}

}  // namespace wirefold
