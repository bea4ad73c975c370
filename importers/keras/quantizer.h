// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "wirefold/importers/keras/float_tensor.h"
#include "wirefold/importers/keras/signal.h"
#include "wirefold/importers/keras/weights.h"
#include "wirefold/ir/format.h"
#include "wirefold/ir/json_document.h"

namespace wirefold::keras {

/// A trained quantizer of HGQ2, as it works at inference.
///
/// Its variables are counts of bits as float32 numbers, used rounded half to even; they broadcast against what is
/// quantized, whose batch axis they share. An element of no bits is 0.
/// Source:  Chang Sun et al., HGQ (High Granularity Quantization); the `quantizers` package.
class HgqQuantizer {
 public:
  /// What comes out of the tables of a softmax is unsigned, rounded to the nearest even number and saturated, whatever
  /// was saved.
  enum class Use { kPlain, kSoftmaxTable };

  /// Of a QuantizerConfig, HardTanhConfig or HardSigmoidConfig, and of the variables at `path`/quantizer.
  ///
  /// Errors: IoError for variables that are missing; UnsupportedError for float, binary and ternary quantizers, custom
  ///         mappers of bitwidths and WRAP_SM.
  HgqQuantizer(const JsonValue& serialized, const Weights& weights, const std::string& path, Use use = Use::kPlain);

  /// Of a signal. UnsupportedError for an input of the model that has no format, unless the quantizer wraps and rounds
  /// by TRN or RND.
  Signal operator()(const Signal& x, const Location& location) const;
  /// Of numbers that are known, in float32.
  FloatTensor of_constants(const FloatTensor& x, const Location& location) const;
  /// Of a function that differs from element to element: `function(value, place)` of each element of x, which become
  /// tables.
  FixedVariableArray of_tables(const FixedVariableArray& x, const std::function<float(float, std::size_t)>& function,
                               const Location& location) const;

  const Shape& shape() const { return shape_; }

 private:
  struct Element {
    int is_signed;
    int integer_bits;
    int fraction_bits;
    bool is_zero() const { return is_signed + integer_bits + fraction_bits <= 0; }
  };

  void read_modes(const JsonValue& config);
  void read_bits(const JsonValue& config, const Weights& weights, const std::string& path);
  float constant(float x, const Element& element) const;

  std::string type_;  // "kif", "kbi", or "dummy", which changes nothing
  Rounding rounding_ = Rounding::kRnd;
  Overflow overflow_ = Overflow::kWrap;
  bool is_weight_ = false;
  bool is_trainable_ = true;
  std::optional<float> scaler_;
  std::optional<std::pair<float, float>> affine_;
  Shape shape_;
  std::vector<Element> elements_;
};

}  // namespace wirefold::keras
