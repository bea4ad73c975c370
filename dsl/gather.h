// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// How an array is made of elements of another one: element i of the result is element `source[i]` of the operand,
/// both in C order. Slicing, transposing, repeating and broadcasting are computed once, on shapes, and give one.
struct Gather {
  Shape shape;
  std::vector<std::size_t> source;
};

/// Goes through `shape` in C order and lists where its elements lie, `strides` apart, the first at `offset`.
std::vector<std::size_t> strided_places(const Shape& shape, std::span<const std::ptrdiff_t> strides,
                                        std::ptrdiff_t offset = 0);

/// `items[place]` for every place.
template <class Item>
std::vector<Item> gathered(const std::vector<Item>& items, std::span<const std::size_t> places) {
  std::vector<Item> result;
  result.reserve(places.size());
  for (const std::size_t place : places) result.push_back(items[place]);
  return result;
}

/// Axis i of the result is axis `order[i]` of the operand.
Gather transpose_plan(const Shape& shape, std::span<const std::size_t> order);

/// Every index along `axis` `count` times in a row.
Gather repeat_plan(const Shape& shape, std::size_t axis, std::int64_t count);

/// The shape that `wanted` stands for, where one extent may be -1 for what is left. ShapeError if it does not hold as
/// many elements as `shape`.
Shape reshaped(const Shape& shape, const Shape& wanted, const Location& location);

/// The same elements in C order under a shape that holds as many.
template <class Array>
Array under_shape(const Array& x, Shape shape) {
  Gather plan{std::move(shape), std::vector<std::size_t>(x.size())};
  for (std::size_t i = 0; i < plan.source.size(); ++i) plan.source[i] = i;
  return x.gather(plan);
}

}  // namespace wirefold
