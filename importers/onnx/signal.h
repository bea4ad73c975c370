// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/real_function.h"
#include "wirefold/importers/onnx/messages.h"
#include "wirefold/importers/onnx/ratio.h"

namespace wirefold::onnx {

/// What an element of hardware stands for: the number element * scale + offset, not below `low` and not above `high`.
struct Affine {
  Ratio scale = 1;
  Ratio offset = 0;
  std::optional<Ratio> low = std::nullopt;
  std::optional<Ratio> high = std::nullopt;

  bool is_bounded() const { return low.has_value() || high.has_value(); }
  /// Nothing but a scale.
  bool is_scale() const { return offset.is_zero() && !is_bounded(); }
  bool is_identity() const { return is_scale() && scale == Ratio(1); }
  Ratio operator()(const Ratio& element) const;
  friend bool operator==(const Affine&, const Affine&) = default;
};

/// What is still to be taken of numbers: puts it behind a real function. Empty for nothing.
using PendingFunction = std::function<RealFunction(const RealFunction&)>;

struct SignalOrder;

/// What flows between nodes, with its batch axis: an array of hardware or of numbers, and what its elements stand for.
///
/// Quantizers leave small integers and a scale. A scale that is no power of two is not multiplied out: linear nodes
/// compute with the integers, and scales, offsets and bounds wait until the next quantizer, which takes them in one
/// step (codes.h). Nothing is rounded by that.
///
/// Normal form: scales are positive, their numerators odd; where all elements are what they stand for there are no
/// affines. Powers of two are shifts of the array, and offsets and bounds without a scale are computed at once.
class Signal {
 public:
  using Array = std::variant<NumericArray, FixedVariableArray>;

  Signal(Array array) : array_(std::move(array)) {}               // NOLINT(google-explicit-constructor)
  Signal(NumericArray array) : array_(std::move(array)) {}        // NOLINT(google-explicit-constructor)
  Signal(FixedVariableArray array) : array_(std::move(array)) {}  // NOLINT(google-explicit-constructor)
  /// `affines` has one entry an element; it is brought to normal form.
  Signal(Array array, std::vector<Affine> affines, const Location& location);

  const Array& array() const { return array_; }
  const Shape& shape() const;
  std::size_t size() const { return shape().size(); }
  bool is_constant() const { return std::holds_alternative<NumericArray>(array_); }
  /// Whether the elements are the numbers.
  bool is_plain() const { return affines_.empty() && !function_; }
  Affine affine(std::size_t place) const { return affines_.empty() ? Affine{} : affines_[place]; }
  const PendingFunction& function() const { return function_; }

  /// The numbers of a constant; UnsupportedError for a variable.
  NumericArray numbers() const;
  /// The array of the numbers themselves. UnsupportedError where no fixed-point number holds them.
  FixedVariableArray values(const Location& location) const;
  /// The same numbers with nothing pending.
  Signal evaluated(const Location& location) const;
  /// The elements as hardware, whatever they stand for.
  FixedVariableArray elements(const Location& location) const;

  /// Elements of this one in another order or shape, with what they stand for.
  Signal gathered(const Gather& plan) const;
  /// Elements of another array that stand for what those of this one stand for, at the same places.
  Signal with_elements(Array array, const Location& location) const;
  /// `change` of what every element stands for.
  Signal changed(const std::function<void(Affine&, std::size_t)>& change, const Location& location) const;
  /// A function of the numbers that is still to be taken; a quantizer behind it makes a table of it.
  Signal then(const PendingFunction& next, const Location& location) const;

  DataType type = DataType::kFloat;  ///< integers are divided as integers, and give quantizers their ranges
  /// What is easier to compare than these numbers; null if nothing is. Other elements, or other places, have none.
  std::shared_ptr<const SignalOrder> order;

 private:
  void normalize(const Location& location);
  void compute_offsets(const Location& location);

  Array array_;
  std::vector<Affine> affines_;
  PendingFunction function_;
};

/// A signal whose elements stand, along each of the axes, in the order of those of another one.
struct SignalOrder {
  std::vector<std::size_t> axes;
  Signal signal;
};

using Signals = std::vector<Signal>;

/// A function of both kinds of arrays.
template <class Function>
Signal::Array mapped(const Signal::Array& array, Function function) {
  return std::visit([&](const auto& x) -> Signal::Array { return function(x); }, array);
}

/// The float32 that a number of a model is, rounded to nearest where it is a product that was kept exact.
float to_float(const Dyadic& number);
/// The exact number. ValueError for NaN and infinity.
Dyadic exact(double number, const char* what);

}  // namespace wirefold::onnx
