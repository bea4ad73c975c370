// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/quantizer.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/unary.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

constexpr const char* kFunction = "quantizer";
// No trained count of bits comes near; -1e9 is what a range holds before it was ever traced.
constexpr float kMostBits = 500;

std::string upper(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return text;
}

// Half to even, whatever the rounding mode of the processor is.
float rounded_half_even(float x) {
  const float below = std::floor(x);
  const float rest = x - below;
  if (rest != 0.5F) return rest < 0.5F ? below : below + 1;
  return std::fmod(below, 2.0F) == 0 ? below : below + 1;
}

float rounded(float u, Rounding rounding) {
  const float sign = u < 0 ? -1.0F : 1.0F;
  switch (rounding) {
    case Rounding::kTrn:
      return std::floor(u);
    case Rounding::kTrnZero:
      return std::floor(std::fabs(u)) * sign;
    case Rounding::kRnd:
      return std::floor(u + 0.5F);
    case Rounding::kRndZero:
      return -std::floor(-std::fabs(u) + 0.5F) * sign;
    case Rounding::kRndInf:
      return std::floor(std::fabs(u) + 0.5F) * sign;
    case Rounding::kRndMinInf:
      return -std::floor(-u + 0.5F);
    case Rounding::kRndConv:
      return rounded_half_even(u);
  }
  throw InternalError("a rounding that is not in the list");
}

bool is_power_of_two(float x) {
  int exponent = 0;
  return x > 0 && std::frexp(x, &exponent) == 0.5F;
}

}  // namespace

HgqQuantizer::HgqQuantizer(const JsonValue& serialized, const Weights& weights, const std::string& path, Use use) {
  const std::string& class_name = serialized.at("class_name").text();
  const JsonValue config = serialized.at("config");
  type_ = text_or(config, "q_type", "kif");
  if (type_ == "dummy") return;
  if (type_ != "kif" && type_ != "kbi") {
    throw UnsupportedError(
        kFunction, "'" + path + "' is of the type '" + type_ + "', which has no fixed-point format; use kif or kbi");
  }
  if (const auto mapper = config.find("bw_mapper"); mapper && !mapper->is_null()) {
    throw UnsupportedError(kFunction, "'" + path +
                                          "' has a custom bw_mapper; use homogeneous_axis or "
                                          "heterogeneous_axis");
  }
  read_modes(config);
  // These two drop what they fix from what they save.
  if (class_name == "HardTanhConfig" || class_name == "HardSigmoidConfig") overflow_ = Overflow::kSat;
  if (class_name == "HardSigmoidConfig") affine_ = {0.25F, 0.5F};
  if (use == Use::kSoftmaxTable) {
    rounding_ = Rounding::kRndConv;
    overflow_ = Overflow::kSat;
  }
  read_bits(config, weights, path + "/quantizer");
  if (use == Use::kPlain) return;
  for (Element& element : elements_) element.is_signed = 0;
}

void HgqQuantizer::read_modes(const JsonValue& config) {
  std::string rounding = upper(text_or(config, "round_mode", "RND"));
  if (rounding.starts_with("S_")) rounding = rounding.substr(2);  // stochastic while training only
  const std::string overflow = upper(text_or(config, "overflow_mode", "WRAP"));
  const auto known_rounding = parse_rounding(rounding);
  const auto known_overflow = parse_overflow(overflow);
  if (!known_rounding || !known_overflow || *known_overflow == Overflow::kSatZero) {
    throw UnsupportedError(kFunction, "the mode " + (known_rounding ? overflow : rounding) +
                                          "; WRAP, SAT and SAT_SYM with TRN and RND in its variants are possible");
  }
  rounding_ = *known_rounding;
  overflow_ = *known_overflow;
  is_weight_ = boolean_or(config, "is_weight", text_or(config, "place", "") == "weight");
  is_trainable_ = boolean_or(config, "trainable", true);
  if (const auto scaler = config.find("scaler"); scaler && !scaler->is_null()) {
    scaler_ = float_of(*scaler);
    if (!is_power_of_two(*scaler_)) {
      throw UnsupportedError(kFunction, "a scaler of " + std::to_string(*scaler_) + ", which is no power of two");
    }
  }
  if (const auto affine = config.find("affine"); affine && !affine->is_null()) {
    affine->expect_size(2);
    affine_ = {float_of((*affine)[0]), float_of((*affine)[1])};
  }
}

void HgqQuantizer::read_bits(const JsonValue& config, const Weights& weights, const std::string& path) {
  const std::vector<FloatTensor>& variables = weights.variables(path);
  // Trainable variables come first, then the others, each as they are made: k, b, i or k, i, f; a range that is tracked
  // is not trained.
  const bool wraps = overflow_ == Overflow::kWrap;
  const std::size_t k = wraps ? 1 : 2;
  if (variables.size() < 3) {
    config.refuse("the variables of the quantizer at '" + path + "' are missing from the weights");
  }
  const FloatTensor& first = variables[0];
  const FloatTensor& second = variables[wraps ? 2 : 1];
  const FloatTensor& sign = variables[k];
  if (first.shape != second.shape || first.shape != sign.shape) {
    config.refuse("the variables of the quantizer at '" + path + "' differ in shape");
  }
  shape_ = first.shape;
  const bool is_kbi = type_ == "kbi";
  for (std::size_t place = 0; place < first.values.size(); ++place) {
    const float a = rounded_half_even(first.values[place]);
    const float b = rounded_half_even(second.values[place]);
    // kbi: b first, then i. kif: i, f; where i is not trained, f, i.
    const float integer_bits = is_kbi || wraps ? b : a;
    const float fraction_bits = is_kbi ? a - b : wraps ? a : b;
    const float is_signed = sign.values[place] != 0 ? 1 : 0;
    const bool is_bounded = std::fabs(integer_bits) <= kMostBits && std::fabs(fraction_bits) <= kMostBits;
    if (!is_bounded && is_signed + integer_bits + fraction_bits <= 0) {
      elements_.push_back({0, 0, 0});
      continue;
    }
    if (!is_bounded) {
      throw UnsupportedError(kFunction, "'" + path + "' has " + std::to_string(integer_bits) + " integer and " +
                                            std::to_string(fraction_bits) +
                                            " fraction bits; run trace_minmax before saving the model");
    }
    elements_.push_back({static_cast<int>(is_signed), static_cast<int>(integer_bits), static_cast<int>(fraction_bits)});
  }
}

Signal HgqQuantizer::operator()(const Signal& x, const Location& location) const {
  if (type_ == "dummy") return x;
  const bool takes_any = overflow_ == Overflow::kWrap && (rounding_ == Rounding::kTrn || rounding_ == Rounding::kRnd);
  if (!takes_any && x.has_no_format()) {
    throw UnsupportedError(kFunction, "an input quantizer that rounds or saturates by " +
                                          std::string(to_string(rounding_)) + " and " +
                                          std::string(to_string(overflow_)) +
                                          " stands at the model's input, whose range the model does not tell; give the "
                                          "format of the input (KerasOptions::input_formats, --input-format)");
  }
  std::vector<Format> formats;
  formats.reserve(elements_.size());
  for (const Element& element : elements_) {
    formats.push_back({element.is_signed != 0, element.integer_bits, element.fraction_bits});
  }
  const FormatArray all(shape_, std::move(formats), location);
  int scaler_exponent = 0;
  if (scaler_) scaler_exponent = std::ilogb(*scaler_);
  FixedVariableArray result = x.array;
  if (x.function) {
    const FloatFunction function = x.function;
    const auto scaled = [function, scaler_exponent](double value) {
      return std::ldexp(static_cast<double>(function(static_cast<float>(value))), -scaler_exponent);
    };
    result = quantize(apply(x.array, scaled, location), all, rounding_, overflow_, location);
  } else if (scaler_exponent == 0) {
    result = quantize(x.array, all, rounding_, overflow_, location);
  } else {
    result = quantize(x.plain() >> ShiftOperand(scaler_exponent, location), all, rounding_, overflow_, location);
  }
  if (scaler_exponent != 0) result = result << ShiftOperand(scaler_exponent, location);
  if (affine_) {
    result = result * NumericOperand(affine_->first, location) + NumericOperand(affine_->second, location);
  }
  return {result};
}

FixedVariableArray HgqQuantizer::of_tables(const FixedVariableArray& x,
                                           const std::function<float(float, std::size_t)>& function,
                                           const Location& location) const {
  if (type_ == "dummy" || scaler_ || affine_) {
    throw UnsupportedError(kFunction, "a table without a quantizer, or with a scaled one");
  }
  const std::vector<std::size_t> places = stretched_places(shape_, x.shape());
  const FixedVariableArray flat = reshape(x, {x.size()}, location);
  std::vector<FixedVariableArray> results;
  results.reserve(x.size());
  for (std::size_t place = 0; place < x.size(); ++place) {
    const Element& element = elements_[places[place]];
    const auto of_element = [&function, place](double value) {
      return static_cast<double>(function(static_cast<float>(value), place));
    };
    const QuantizerFormat format{element.is_signed != 0, element.integer_bits, element.fraction_bits};
    results.push_back(quantize(apply(flat(place), of_element, location), format, rounding_, overflow_, location));
  }
  return reshape(stack(results, 0, location), x.shape(), location);
}

float HgqQuantizer::constant(float x, const Element& element) const {
  const bool wraps = overflow_ == Overflow::kWrap;
  // A weight that wraps has tracked its range, and is only rounded.
  const bool only_rounds = wraps && is_trainable_ && is_weight_ && (type_ == "kif" || rounding_ == Rounding::kRnd);
  if (!only_rounds && element.is_zero()) return 0;
  const int i = std::max(element.integer_bits, -element.fraction_bits);
  const float step = std::ldexp(1.0F, -element.fraction_bits);
  const float high = std::ldexp(1.0F, i) - step;
  const float low = element.is_signed == 0 ? 0 : overflow_ == Overflow::kSatSym ? -high : -std::ldexp(1.0F, i);
  if (!wraps) x = std::clamp(x, low, high);
  const float y = rounded(std::ldexp(x, element.fraction_bits), rounding_) * step;
  if (!wraps || only_rounds) return y;
  const double period = std::ldexp(1.0, i + element.is_signed);
  const double offset = element.is_signed == 0 ? 0.0 : period / 2;
  const double shifted = static_cast<double>(y) + offset;
  return static_cast<float>(shifted - std::floor(shifted / period) * period - offset);
}

FloatTensor HgqQuantizer::of_constants(const FloatTensor& x, const Location& location) const {
  if (type_ == "dummy") return x;
  const Broadcast plan = broadcast("quantizer", x.shape, shape_, location);
  FloatTensor result{plan.shape, {}};
  result.values.reserve(plan.left.size());
  for (std::size_t place = 0; place < plan.left.size(); ++place) {
    float value = x.values[plan.left[place]];
    if (scaler_) value /= *scaler_;
    value = constant(value, elements_[plan.right[place]]);
    if (scaler_) value *= *scaler_;
    if (affine_) value = value * affine_->first + affine_->second;
    result.values.push_back(value);
  }
  return result;
}

}  // namespace wirefold::keras
