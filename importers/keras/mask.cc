// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/mask.h"

#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/keras/constant_array.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {

std::optional<Mask> mask_of(const Argument& argument, const Location& location) {
  if (argument.signal) return not_equal(argument.signal->plain(), 0, location);
  if (!argument.value || argument.value->is_null()) return std::nullopt;
  const std::optional<FloatTensor> array = constant_array(*argument.value);
  if (!array) throw UnsupportedError("mask", "is neither a tensor nor an array");
  return not_equal(array->exact(location), 0, location);
}

Mask reshaped(const Mask& mask, const Shape& shape, const Location& location) {
  return std::visit([&](const auto& array) -> Mask { return reshape(array, shape, location); }, mask);
}

const Shape& shape_of(const Mask& mask) {
  return std::visit([](const auto& array) -> const Shape& { return array.shape(); }, mask);
}

std::optional<Mask> both(const std::optional<Mask>& a, const std::optional<Mask>& b, const Location& location) {
  if (!a) return b;
  if (!b) return a;
  return std::visit([&](const auto& left, const auto& right) -> Mask { return minimum(left, right, location); }, *a,
                    *b);
}

FixedVariableArray kept(const Mask& mask, const FixedVariableArray& x, const NumericArray& otherwise,
                        const Location& location) {
  return std::visit([&](const auto& condition) { return where(condition, x, otherwise, location); }, mask);
}

}  // namespace wirefold::keras
