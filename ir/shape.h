// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace wirefold {

/// The extents of an array, outermost first; no extents for a scalar.
///
/// Any mix of integers makes a shape: `Shape{n, 4, weights.shape()[1]}`. A negative extent is kept as it was written,
/// so that the function that takes the shape can refuse it with its own name and the caller's line.
class Shape {
 public:
  struct Extent {
    template <std::integral I>
    Extent(I extent) : value(static_cast<std::int64_t>(extent)) {}  // NOLINT(google-explicit-constructor)
    std::int64_t value;
  };

  Shape() = default;
  Shape(std::initializer_list<Extent> extents) {
    for (const Extent& extent : extents) extents_.push_back(extent.value);
  }
  template <std::integral I>
  Shape(const std::vector<I>& extents) {  // NOLINT(google-explicit-constructor)
    for (const I extent : extents) extents_.push_back(static_cast<std::int64_t>(extent));
  }

  std::size_t rank() const { return extents_.size(); }
  std::int64_t operator[](std::size_t axis) const { return extents_[axis]; }
  std::int64_t& operator[](std::size_t axis) { return extents_[axis]; }
  /// The number of elements; 1 for a scalar.
  std::size_t size() const {
    std::size_t count = 1;
    for (const std::int64_t extent : extents_) count *= static_cast<std::size_t>(extent);
    return count;
  }
  void push_back(std::int64_t extent) { extents_.push_back(extent); }
  const std::vector<std::int64_t>& extents() const { return extents_; }
  auto begin() const { return extents_.begin(); }
  auto end() const { return extents_.end(); }
  friend bool operator==(const Shape&, const Shape&) = default;

 private:
  std::vector<std::int64_t> extents_;
};

/// "(4, 5)", "(4,)", "()".
std::string to_string(const Shape& shape);

}  // namespace wirefold
