// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirefold/optimizer/cmvm/value_hash.h"

namespace wirefold::cmvm {

/// Whole steps along the axes of a lattice.
struct Displacement {
  std::int16_t x = 0;
  std::int16_t y = 0;

  friend bool operator==(const Displacement&, const Displacement&) = default;
  friend auto operator<=>(const Displacement&, const Displacement&) = default;
};

inline Displacement operator+(Displacement a, Displacement b) {
  return {static_cast<std::int16_t>(a.x + b.x), static_cast<std::int16_t>(a.y + b.y)};
}
inline Displacement operator-(Displacement a, Displacement b) {
  return {static_cast<std::int16_t>(a.x - b.x), static_cast<std::int16_t>(a.y - b.y)};
}

/// The places of a window that is moved over inputs: a box of places in each channel. Linear forms over the places that
/// differ by a displacement alone are one value, which one adder a position of the window gives.
///
/// Inputs that nothing relates are the channels of a lattice of one place.
class Lattice {
 public:
  /// Boxes of `width` x `height` places.
  Lattice(std::size_t channels, int width, int height);

  std::size_t channels() const { return channels_; }
  int width() const { return width_; }
  int height() const { return height_; }
  bool is_point() const { return width_ == 1 && height_ == 1; }
  /// Places of all channels: the length of the coefficients of a form.
  std::size_t size() const { return channels_ * static_cast<std::size_t>(width_ * height_); }
  std::size_t index(std::size_t channel, Displacement at) const {
    return (channel * static_cast<std::size_t>(height_) + static_cast<std::size_t>(at.y)) *
               static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(at.x);
  }
  Displacement place(std::size_t index) const {
    const auto in_row = static_cast<int>(index) % width_;
    return {static_cast<std::int16_t>(in_row), static_cast<std::int16_t>(static_cast<int>(index) / width_ % height_)};
  }
  std::size_t channel(std::size_t index) const { return index / static_cast<std::size_t>(width_ * height_); }
  /// How far a form that moves by `by` moves in the array of coefficients.
  std::ptrdiff_t offset(Displacement by) const { return std::ptrdiff_t{by.y} * width_ + by.x; }

  /// The hash of the form that is one place.
  std::uint64_t hash(std::size_t index) const { return moved(value_hash::of_input(channel(index)), place(index)); }
  /// The hash of a form with this hash, moved within the box.
  std::uint64_t moved(std::uint64_t hash, Displacement by) const {
    if (by == Displacement{}) return hash;
    return value_hash::product(
        hash, steps_[static_cast<std::size_t>(reach_y_ + by.y) * row_ + static_cast<std::size_t>(reach_x_ + by.x)]);
  }

 private:
  std::size_t channels_;
  int width_;
  int height_;
  int reach_x_;
  int reach_y_;
  std::size_t row_;
  std::vector<std::uint64_t> steps_;  // factors, by displacement
};

}  // namespace wirefold::cmvm
