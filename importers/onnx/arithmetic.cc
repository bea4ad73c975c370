// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/arithmetic.h"

#include <algorithm>
#include <cmath>

#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

// A constant of more digits is not multiplied out but kept as a scale.
constexpr unsigned kShortFactorBits = 12;

bool holds_only(const Signal& x, bool (*property)(const Affine&)) {
  for (std::size_t place = 0; place < x.size(); ++place) {
    if (!property(x.affine(place))) return false;
  }
  return true;
}

void check_has_no_function(const Signal& x, const Location& location) {
  if (x.function()) x.evaluated(location);  // throws
}

// The result of an operation on constants, which is one of float32 unless both are integers.
Signal folded(const Signal& a, const Signal& b, const Location& location, float (*of_floats)(float, float),
              Dyadic (*of_integers)(const Dyadic&, const Dyadic&)) {
  const NumericArray left = a.numbers();
  const NumericArray right = b.numbers();
  const Broadcast plan = broadcast("constants", left.shape(), right.shape(), location);
  const bool is_float = is_floating(a.type) || is_floating(b.type);
  std::vector<Dyadic> results;
  for (std::size_t place = 0; place < plan.left.size(); ++place) {
    const Dyadic& x = left.numbers()[plan.left[place]];
    const Dyadic& y = right.numbers()[plan.right[place]];
    const float value = is_float ? of_floats(to_float(x), to_float(y)) : 0;
    results.push_back(is_float ? exact(static_cast<double>(value), "constant") : of_integers(x, y));
  }
  Signal result(NumericArray::from_numbers(plan.shape, std::move(results), location));
  result.type = is_float ? DataType::kFloat : a.type;
  return result;
}

Signal plus_constant(const Signal& x, const NumericArray& numbers, const Location& location) {
  return x.changed(
      [&](Affine& affine, std::size_t place) {
        const Ratio number = numbers.numbers()[place];
        affine.offset = affine.offset + number;
        if (affine.low) affine.low = *affine.low + number;
        if (affine.high) affine.high = *affine.high + number;
      },
      location);
}

Signal times_ratios(const Signal& x, const std::vector<Ratio>& factors, const Location& location) {
  return x.changed(
      [&](Affine& affine, std::size_t place) {
        const Ratio& factor = factors[place];
        if (factor.is_zero()) {
          affine = {.scale = 0};
          return;
        }
        affine.scale = affine.scale * factor;
        affine.offset = affine.offset * factor;
        if (affine.low) affine.low = *affine.low * factor;
        if (affine.high) affine.high = *affine.high * factor;
        if (factor.is_negative()) std::swap(affine.low, affine.high);
      },
      location);
}

Signal times_constant(const Signal& x, const NumericArray& numbers, const Location& location) {
  const bool is_short = std::all_of(numbers.numbers().begin(), numbers.numbers().end(), [](const Dyadic& number) {
    return number.mantissa().bit_length() <= kShortFactorBits;
  });
  if (is_short && x.is_plain()) {
    return mapped(x.array(), [&](const auto& array) { return array * NumericOperand(numbers, location); });
  }
  return times_ratios(x, {numbers.numbers().begin(), numbers.numbers().end()}, location);
}

NumericArray stretched_numbers(const Signal& constant, const Shape& shape, const Location& location) {
  return stretched(constant.evaluated(location), shape, location).numbers();
}

}  // namespace

void check_elements(const char* what, const std::vector<std::int64_t>& extents) {
  constexpr std::int64_t kMostElements = 1 << 22;
  std::int64_t count = 1;
  for (const std::int64_t extent : extents) {
    if (extent > kMostElements || count * extent > kMostElements) {
      throw ShapeError(what, "makes a tensor of more than " + std::to_string(kMostElements) + " elements");
    }
    count *= extent;
  }
}

Signal add(const Signal& a, const Signal& b, const Location& location) {
  if (a.is_constant() && b.is_constant()) {
    return folded(
        a, b, location, [](float x, float y) { return x + y; }, [](const Dyadic& x, const Dyadic& y) { return x + y; });
  }
  if (a.is_constant()) return add(b, a, location);
  const Shape shape = broadcast_shape("Add", a.shape(), b.shape(), location);
  const Signal x = stretched(a, shape, location);
  if (b.is_constant()) return plus_constant(x, stretched_numbers(b, shape, location), location);
  check_has_no_function(a, location);
  check_has_no_function(b, location);
  const Signal y = stretched(b, shape, location);
  bool is_like = true;
  std::vector<Affine> affines;
  for (std::size_t place = 0; place < x.size() && is_like; ++place) {
    const Affine left = x.affine(place);
    const Affine right = y.affine(place);
    is_like = left.scale == right.scale && !left.is_bounded() && !right.is_bounded();
    affines.push_back({.scale = left.scale, .offset = left.offset + right.offset});
  }
  if (!is_like) return {x.values(location) + SymbolicOperand(y.values(location), location)};
  return {x.elements(location) + SymbolicOperand(y.elements(location), location), std::move(affines), location};
}

Signal multiply(const Signal& a, const Signal& b, const Location& location) {
  if (a.is_constant() && b.is_constant()) {
    return folded(
        a, b, location, [](float x, float y) { return x * y; }, [](const Dyadic& x, const Dyadic& y) { return x * y; });
  }
  if (a.is_constant()) return multiply(b, a, location);
  const Shape shape = broadcast_shape("Mul", a.shape(), b.shape(), location);
  const Signal x = stretched(a, shape, location);
  if (b.is_constant()) return times_constant(x, stretched_numbers(b, shape, location), location);
  const Signal left = with_scales_only(x, location);
  const Signal right = with_scales_only(stretched(b, shape, location), location);
  std::vector<Affine> affines;
  for (std::size_t place = 0; place < x.size(); ++place) {
    affines.push_back({.scale = left.affine(place).scale * right.affine(place).scale});
  }
  return {left.elements(location) * SymbolicOperand(right.elements(location), location), std::move(affines), location};
}

Signal divide(const Signal& x, const Signal& divisor, const Location& location) {
  if (!divisor.is_constant()) {
    throw UnsupportedError("divisor", "is computed by the model; hardware divides by constants only");
  }
  const NumericArray numbers = divisor.numbers();
  for (const Dyadic& number : numbers.numbers()) {
    if (number.is_zero()) throw ValueError("divisor", "is 0");
  }
  if (x.is_constant()) {
    return folded(
        x, divisor, location, [](float a, float b) { return a / b; },
        // As C++: towards zero.
        [](const Dyadic& a, const Dyadic& b) {
          const Integer quotient = floor_divide(absolute(a.on_grid(0)), absolute(b.on_grid(0)));
          return Dyadic(a.is_negative() != b.is_negative() ? -quotient : quotient, 0);
        });
  }
  const Shape shape = broadcast_shape("Div", x.shape(), divisor.shape(), location);
  const NumericArray all = stretched_numbers(divisor, shape, location);
  std::vector<Ratio> factors;
  for (const Dyadic& number : all.numbers()) factors.push_back(Ratio(1) / Ratio(number));
  return times_ratios(stretched(x, shape, location), factors, location);
}

Signal negated(const Signal& x, const Location& location) {
  return times_constant(x, stretched(Signal(NumericArray(-1)), x.shape(), location).numbers(), location);
}

Signal clipped(const Signal& x, const std::optional<NumericArray>& low, const std::optional<NumericArray>& high,
               const Location& location) {
  const auto limits = [&](const std::optional<NumericArray>& limit) -> std::optional<NumericArray> {
    if (!limit) return std::nullopt;
    return stretched(Signal(*limit), x.shape(), location).numbers();
  };
  const std::optional<NumericArray> least = limits(low);
  const std::optional<NumericArray> most = limits(high);
  return x.changed(
      [&](Affine& affine, std::size_t place) {
        const auto limit = [&](Ratio number) {
          if (least) number = std::max(number, Ratio(least->numbers()[place]));
          if (most) number = std::min(number, Ratio(most->numbers()[place]));
          return number;
        };
        if (affine.low || least) affine.low = limit(affine.low ? *affine.low : Ratio(least->numbers()[place]));
        if (affine.high || most) affine.high = limit(affine.high ? *affine.high : Ratio(most->numbers()[place]));
      },
      location);
}

Signal rearranged(const Signal& x, const std::function<NumericArray(const NumericArray&)>& move,
                  const Location& location) {
  std::vector<std::int64_t> places(x.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<std::int64_t>(i);
  const NumericArray moved = move(NumericArray::from_values(x.shape(), places, location));
  Gather plan{moved.shape(), {}};
  std::vector<Dyadic> kept;
  bool has_zeros = false;
  for (const Dyadic& place : moved.numbers()) {
    kept.emplace_back(place.is_negative() ? 0 : 1);
    has_zeros = has_zeros || place.is_negative();
    plan.source.push_back(place.is_negative() ? 0 : static_cast<std::size_t>(place.on_grid(0).to_int64()));
  }
  if (!has_zeros) return x.gathered(plan);
  // Zero is an element of 0, whatever its scale is.
  const Signal scaled = with_scales_only(x, location).gathered(plan);
  const NumericArray factors = NumericArray::from_numbers(plan.shape, std::move(kept), location);
  return scaled.with_elements(
      mapped(scaled.array(), [&](const auto& array) { return array * NumericOperand(factors, location); }), location);
}

Signal reshaped(const Signal& x, const Shape& shape, const Location& location) {
  return rearranged(
      x, [&](const NumericArray& places) { return reshape(places, shape, location); }, location);
}

Signal transposed(const Signal& x, const std::vector<std::int64_t>& axes, const Location& location) {
  return rearranged(
      x, [&](const NumericArray& places) { return transpose(places, Axes(axes), location); }, location);
}

Signal stretched(const Signal& x, const Shape& shape, const Location& location) {
  if (x.shape() == shape) return x;
  check_elements("broadcasting", shape.extents());
  if (broadcast_shape("shape", x.shape(), shape, location) != shape) {
    throw ShapeError("shape", to_string(x.shape()) + " where " + to_string(shape) + " is expected", location);
  }
  return x.gathered({shape, stretched_places(x.shape(), shape)});
}

Signal with_scales_only(const Signal& x, const Location& location) {
  const bool is_scaled = holds_only(x, [](const Affine& affine) { return affine.is_scale(); });
  return is_scaled && !x.function() ? x : x.evaluated(location);
}

}  // namespace wirefold::onnx
