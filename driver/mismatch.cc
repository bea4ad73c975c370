// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/mismatch.h"

namespace wirefold {
namespace {

std::string index_text(std::size_t place, const Shape& shape) {
  Shape index(std::vector<std::int64_t>(shape.rank()));
  for (std::size_t axis = shape.rank(); axis-- > 0;) {
    const auto extent = static_cast<std::size_t>(shape[axis]);
    index[axis] = static_cast<std::int64_t>(place % extent);
    place /= extent;
  }
  return to_string(index);
}

}  // namespace

std::string first_mismatch(const NumericArray& actual, const NumericArray& expected) {
  if (actual.shape() != expected.shape()) {
    return "the shape is " + to_string(actual.shape()) + ", expected " + to_string(expected.shape());
  }
  const auto a = actual.numbers();
  const auto b = expected.numbers();
  std::size_t first = a.size();
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (count == 0) first = i;
    ++count;
  }
  if (count == 0) return "";
  return std::to_string(count) + " of " + std::to_string(a.size()) + " elements differ, first at " +
         index_text(first, actual.shape()) + ": " + a[first].to_string() + ", expected " + b[first].to_string();
}

}  // namespace wirefold
