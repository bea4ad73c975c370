// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/lattice.h"

namespace wirefold::cmvm {
namespace {

// base to a power that may be negative: base^(p - 1) is 1.
std::uint64_t power_of_step(std::uint64_t base, int steps) {
  const auto count = static_cast<std::uint64_t>(steps < 0 ? -steps : steps);
  return value_hash::power(base, steps < 0 ? value_hash::kPrime - 1 - count : count);
}

}  // namespace

Lattice::Lattice(std::size_t channels, int width, int height)
    : channels_(channels),
      width_(width),
      height_(height),
      reach_x_(width - 1),
      reach_y_(height - 1),
      row_(static_cast<std::size_t>(2 * width - 1)) {
  // Any two elements of the field that no small power or product of one relates to the other.
  constexpr std::uint64_t kStepX = 0x0DDC0FFEE0DDF00DULL;
  constexpr std::uint64_t kStepY = 0x1A5E1EC7ED5EED5BULL;
  for (int y = -reach_y_; y <= reach_y_; ++y) {
    for (int x = -reach_x_; x <= reach_x_; ++x) {
      steps_.push_back(value_hash::product(power_of_step(kStepX, x), power_of_step(kStepY, y)));
    }
  }
}

}  // namespace wirefold::cmvm
