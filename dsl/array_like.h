// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

namespace wirefold {

/// A number as a user writes it beside an array: an integer of up to 64 bits, a float or a double. Truth values and
/// characters are arithmetic types too, but `x + true` is a slip.
template <class T>
concept PlainNumber = (std::integral<T> && sizeof(T) <= 8 && !std::same_as<T, bool> && !std::same_as<T, char> &&
                       !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> && !std::same_as<T, char16_t> &&
                       !std::same_as<T, char32_t>) ||
                      std::same_as<T, float> || std::same_as<T, double>;

/// What `begin()` of a container points at, without references and const.
template <class T>
using ElementOf = std::remove_cvref_t<decltype(*std::declval<const T&>().begin())>;

/// A container with a shape, as xtensor's arrays, views and expressions are. Its elements are copied through begin()
/// and end(), which go through it in C order whatever its layout in memory is.
template <class T>
concept ShapedRange = requires(const T& array) {
  array.dimension();
  array.shape();
  *array.begin();
  array.end();
};

/// An array of numbers of someone else's: weights, biases, data.
template <class T>
concept ArrayLike = ShapedRange<T> && PlainNumber<ElementOf<T>>;

}  // namespace wirefold
