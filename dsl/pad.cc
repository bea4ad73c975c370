// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/pad.h"

#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/joined.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr std::int64_t kOutside = -1;

// What repeats every `period` places, from 0 to period - 1.
std::int64_t modulo(std::int64_t index, std::int64_t period) {
  return index % period < 0 ? index % period + period : index % period;
}

// The index within the axis that a padded index stands for.
std::int64_t source_index(std::int64_t index, std::int64_t extent, PadMode mode) {
  if (index >= 0 && index < extent) return index;
  switch (mode) {
    case PadMode::kConstant:
      return kOutside;
    case PadMode::kEdge:
      return std::clamp<std::int64_t>(index, 0, extent - 1);
    case PadMode::kReflect: {
      if (extent == 1) return 0;
      const std::int64_t place = modulo(index, 2 * extent - 2);
      return place < extent ? place : 2 * extent - 2 - place;
    }
    case PadMode::kSymmetric: {
      const std::int64_t place = modulo(index, 2 * extent);
      return place < extent ? place : 2 * extent - 1 - place;
    }
    case PadMode::kWrap:
      return modulo(index, extent);
  }
  throw InternalError("a mode of padding that is not in the list");
}

// The places of the padded array; kOutside becomes the place behind the last element.
Gather pad_plan(const Shape& shape, const std::vector<PadWidth>& widths, PadMode mode, const Location& location) {
  Gather plan;
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    const auto limit = static_cast<std::int64_t>(kMaxElements);  // keeps the sum below in range
    plan.shape.push_back(shape[axis] + std::min(widths[axis].before, limit) + std::min(widths[axis].behind, limit));
  }
  check_shape("pad", plan.shape, location);
  const std::vector<std::ptrdiff_t> strides = strides_of(shape);
  const std::size_t outside = shape.size();
  plan.source = {0};
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    std::vector<std::size_t> longer;
    longer.reserve(plan.source.size() * static_cast<std::size_t>(plan.shape[axis]));
    for (const std::size_t place : plan.source) {
      for (std::int64_t i = 0; i < plan.shape[axis]; ++i) {
        const std::int64_t index = source_index(i - widths[axis].before, shape[axis], mode);
        const bool is_outside = place == outside || index == kOutside;
        longer.push_back(is_outside ? outside : place + static_cast<std::size_t>(index * strides[axis]));
      }
    }
    plan.source = std::move(longer);
  }
  return plan;
}

void check_value(const NumericArray& value, const Location& location) {
  if (value.size() == 1) return;
  throw ShapeError("pad", "a value of shape " + to_string(value.shape()) + ", it must be one number", location);
}

}  // namespace

std::vector<PadWidth> PadWidths::resolved(const char* function, const Shape& shape, const Location& location) const {
  std::vector<PadWidth> result = widths_;
  if (is_for_all_) result.resize(shape.rank(), widths_.front());
  if (result.size() != shape.rank()) {
    throw ShapeError(function,
                     std::to_string(result.size()) + (result.size() == 1 ? " width" : " widths") +
                         " for an array of shape " + to_string(shape) + ", each of its axes needs one",
                     location);
  }
  for (const PadWidth& width : result) {
    if (width.before >= 0 && width.behind >= 0) continue;
    throw ShapeError(function,
                     "a width of (" + std::to_string(width.before) + ", " + std::to_string(width.behind) +
                         "), widths are not negative",
                     location);
  }
  return result;
}

FixedVariableArray pad(const FixedVariableArray& x, const PadWidths& widths, PadMode mode, const NumericArray& value,
                       const Location& location) {
  const Gather plan = pad_plan(x.shape(), widths.resolved("pad", x.shape(), location), mode, location);
  if (mode != PadMode::kConstant || plan.shape == x.shape()) return x.gather(plan);
  check_value(value, location);
  const FixedVariableArray parts[] = {x, constant(value, location)};
  return joined(std::span<const FixedVariableArray>(parts)).gather(plan);
}
NumericArray pad(const NumericArray& x, const PadWidths& widths, PadMode mode, const NumericArray& value,
                 const Location& location) {
  const Gather plan = pad_plan(x.shape(), widths.resolved("pad", x.shape(), location), mode, location);
  if (mode != PadMode::kConstant || plan.shape == x.shape()) return x.gather(plan);
  check_value(value, location);
  const NumericArray parts[] = {x, value};
  return joined(std::span<const NumericArray>(parts)).gather(plan);
}

}  // namespace wirefold
