// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/signal.h"

#include <algorithm>
#include <cmath>

#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

Signal::Array times(const Signal::Array& array, const NumericArray& factors, const Location& location) {
  return mapped(array, [&](const auto& x) { return x * NumericOperand(factors, location); });
}

Signal::Array plus(const Signal::Array& array, const NumericArray& terms, const Location& location) {
  return mapped(array, [&](const auto& x) { return x + NumericOperand(terms, location); });
}

bool is_dyadic(const std::optional<Ratio>& number) { return !number || number->is_dyadic(); }

// The least or the largest number that each element can be.
NumericArray extremes(const NumericArray& x, bool, const Location&) { return x; }
NumericArray extremes(const FixedVariableArray& x, bool is_low, const Location& location) {
  return is_low ? x.low(location) : x.high(location);
}

// An element without a bound is bounded by what it can be.
template <class Array>
Array bounded(const Array& x, const std::vector<Affine>& affines, bool is_low, const Location& location) {
  const auto bound_of = [&](const Affine& affine) { return is_low ? affine.low : affine.high; };
  if (std::none_of(affines.begin(), affines.end(), bound_of)) return x;
  const NumericArray own = extremes(x, is_low, location);
  std::vector<Dyadic> bounds;
  for (std::size_t place = 0; place < affines.size(); ++place) {
    const std::optional<Ratio> bound = bound_of(affines[place]);
    bounds.push_back(bound ? bound->numerator() : own.numbers()[place]);
  }
  const NumericArray limits = NumericArray::from_numbers(x.shape(), std::move(bounds), location);
  return is_low ? maximum(x, limits, location) : minimum(x, limits, location);
}

Signal::Array bounded(const Signal::Array& array, const std::vector<Affine>& affines, const Location& location) {
  return mapped(array, [&](const auto& x) {
    return bounded(bounded(x, affines, /*is_low=*/true, location), affines, /*is_low=*/false, location);
  });
}

bool has_no_value(const Affine& affine) {
  return !affine.scale.is_dyadic() || !affine.offset.is_dyadic() || !is_dyadic(affine.low) || !is_dyadic(affine.high);
}

}  // namespace

Ratio Affine::operator()(const Ratio& element) const {
  Ratio value = element * scale + offset;
  if (low && value < *low) value = *low;
  if (high && value > *high) value = *high;
  return value;
}

Signal::Signal(Array array, std::vector<Affine> affines, const Location& location)
    : array_(std::move(array)), affines_(std::move(affines)) {
  normalize(location);
}

const Shape& Signal::shape() const {
  return std::visit([](const auto& x) -> const Shape& { return x.shape(); }, array_);
}

void Signal::normalize(const Location& location) {
  std::vector<Dyadic> factors;
  bool has_factors = false;
  for (Affine& affine : affines_) {
    const Dyadic& numerator = affine.scale.numerator();
    Dyadic factor(numerator.is_zero() ? 0 : 1);
    if (numerator.is_zero()) {
      affine.scale = 1;
    } else {
      factor = Dyadic(numerator.is_negative() ? -1 : 1, numerator.exponent());
      affine.scale = affine.scale / Ratio(factor);
    }
    has_factors = has_factors || factor != Dyadic(1);
    factors.push_back(std::move(factor));
  }
  if (has_factors) array_ = times(array_, NumericArray::from_numbers(shape(), std::move(factors), location), location);
  compute_offsets(location);
}

void Signal::compute_offsets(const Location& location) {
  const bool is_unscaled = std::all_of(affines_.begin(), affines_.end(), [](const Affine& affine) {
    return affine.scale == Ratio(1) && !has_no_value(affine);
  });
  if (affines_.empty() || !is_unscaled) return;
  std::vector<Dyadic> offsets;
  bool has_offsets = false;
  for (const Affine& affine : affines_) {
    has_offsets = has_offsets || !affine.offset.is_zero();
    offsets.push_back(affine.offset.numerator());
  }
  if (has_offsets) array_ = plus(array_, NumericArray::from_numbers(shape(), std::move(offsets), location), location);
  array_ = bounded(array_, affines_, location);
  affines_.clear();
}

Signal Signal::evaluated(const Location& location) const {
  if (function_) {
    throw UnsupportedError("value", "a function without a quantizer behind it (" + function_({}).name() +
                                        "); put a Quant node behind it, so that it becomes a table");
  }
  if (affines_.empty()) return *this;
  std::vector<Dyadic> scales;
  std::vector<Dyadic> offsets;
  for (const Affine& affine : affines_) {
    if (has_no_value(affine)) {
      throw UnsupportedError("value", "a quotient that no fixed-point number holds (a multiple of " +
                                          affine.scale.to_string() + "); put a Quant node behind it");
    }
    scales.push_back(affine.scale.numerator());
    offsets.push_back(affine.offset.numerator());
  }
  Array array = times(array_, NumericArray::from_numbers(shape(), std::move(scales), location), location);
  array = plus(array, NumericArray::from_numbers(shape(), std::move(offsets), location), location);
  Signal result(bounded(array, affines_, location));
  result.type = type;
  return result;
}

NumericArray Signal::numbers() const {
  if (is_constant()) return std::get<NumericArray>(evaluated({}).array_);
  throw UnsupportedError("value", "an input that the model computes where a constant is expected");
}

FixedVariableArray Signal::values(const Location& location) const { return evaluated(location).elements(location); }

FixedVariableArray Signal::elements(const Location& location) const {
  if (is_constant()) return constant(std::get<NumericArray>(array_), location);
  return std::get<FixedVariableArray>(array_);
}

Signal Signal::gathered(const Gather& plan) const {
  Signal result(mapped(array_, [&](const auto& x) { return x.gather(plan); }));
  if (!affines_.empty()) result.affines_ = wirefold::gathered(affines_, plan.source);
  result.function_ = function_;
  result.type = type;
  return result;
}

Signal Signal::with_elements(Array array, const Location& location) const {
  Signal result(std::move(array), affines_, location);
  result.function_ = function_;
  return result;
}

Signal Signal::changed(const std::function<void(Affine&, std::size_t)>& change, const Location& location) const {
  if (function_) return evaluated(location);  // throws
  std::vector<Affine> affines = affines_;
  affines.resize(size());
  for (std::size_t place = 0; place < affines.size(); ++place) change(affines[place], place);
  return {array_, std::move(affines), location};
}

Signal Signal::then(const PendingFunction& next, const Location& location) const {
  const bool is_bounded =
      std::any_of(affines_.begin(), affines_.end(), [](const Affine& affine) { return affine.is_bounded(); });
  Signal result = is_bounded ? evaluated(location) : *this;
  result.function_ = function_ ? [first = function_, next](const RealFunction& f) { return next(first(f)); } : next;
  return result;
}

float to_float(const Dyadic& number) {
  const Integer& mantissa = number.mantissa();
  const unsigned length = mantissa.bit_length();
  if (length <= 53) return static_cast<float>(std::ldexp(static_cast<double>(mantissa.to_int64()), number.exponent()));
  // Longer mantissas keep 53 bits with the last one odd where something was cut off, so that they round once.
  const unsigned excess = length - 53;
  Integer kept = absolute(mantissa) >> excess;
  if (!kept.is_odd() && (kept << excess) != absolute(mantissa)) kept += 1;
  const double rounded = std::ldexp(static_cast<double>(kept.to_int64()), number.exponent() + static_cast<int>(excess));
  return static_cast<float>(mantissa.is_negative() ? -rounded : rounded);
}

Dyadic exact(double number, const char* what) {
  if (auto result = Dyadic::from_double(number)) return *result;
  throw ValueError(what, "is " + std::to_string(number) + ", which is no finite number");
}

}  // namespace wirefold::onnx
