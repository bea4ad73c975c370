// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/random_model.h"

#include <algorithm>
#include <array>

#include "wirefold/dsl/input.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/trace.h"

namespace wirefold::fuzz {
namespace {

constexpr int kWidestBits = 100;
constexpr std::size_t kMostElements = 40;
constexpr std::size_t kOutputs = 4;

int widest(const FixedVariableArray& x) {
  int bits = 0;
  for (const Use& use : x.elements().uses) {
    const Format format = x.trace().graph().format(use);
    bits = std::max({bits, format.width(), std::abs(format.fraction_bits), std::abs(format.integer_bits)});
  }
  return bits;
}

}  // namespace

Recipe Recipe::of(std::uint64_t seed, unsigned count) {
  Recipe recipe{seed, {}};
  for (unsigned i = 0; i < count; ++i) recipe.steps.push_back(i);
  return recipe;
}

std::string to_string(const Recipe& recipe) {
  std::string text = "--seed " + std::to_string(recipe.seed) + " --steps ";
  for (std::size_t i = 0; i < recipe.steps.size(); ++i) text += (i == 0 ? "" : ",") + std::to_string(recipe.steps[i]);
  return text;
}

RandomModel::RandomModel(const Recipe& recipe) : samples_(kSamples) {
  Random random(recipe.seed);
  add_input(random, {2, 3}, true);
  add_input(random, {3, 2}, false);
  add_input(random, {3}, false);
  const NumericArray weights = StepContext(random, values_).numbers({3});
  values_.push_back({constant(weights), std::vector<NumericArray>(kSamples, weights)});
  for (const unsigned step : recipe.steps) {
    Random own(recipe.seed * 1000003 + step + 1);
    take_step(own);
  }
}

void RandomModel::add_input(Random& random, const Shape& shape, bool is_open) {
  StepContext context(random, values_);
  const FormatArray formats = context.formats(shape);
  const FixedVariableArray input = is_open ? FixedVariableArrayInput(shape) : FixedVariableArrayInput(shape, formats);
  std::vector<NamedArray> all = inputs_.arrays();
  all.emplace_back(input);
  inputs_ = NamedArrays(std::move(all));
  std::vector<NumericArray> given;
  for (std::vector<NumericArray>& sample : samples_) {
    given.push_back(context.numbers(shape));
    sample.push_back(given.back());
  }
  if (is_open) {
    for (const Rounding rounding : {TRN, RND}) {
      const FormatArray asked = context.formats(shape);
      values_.push_back(apply(Twin{input, given}, [&](const auto& x) { return quantize(x, asked, rounding); }));
    }
    return;
  }
  for (NumericArray& numbers : given) numbers = read(numbers, formats);
  values_.push_back({input, std::move(given)});
}

void RandomModel::take_step(Random& random) {
  static const std::vector<StepKind> kKinds = [] {
    std::vector<StepKind> kinds;
    for (const auto steps : {arithmetic_steps(), logic_steps(), shape_steps(), table_steps()}) {
      kinds.insert(kinds.end(), steps.begin(), steps.end());
    }
    return kinds;
  }();
  StepContext context(random, values_);
  const StepKind& kind = kKinds[random.bits() % kKinds.size()];
  Twin result = kind.take(context);
  steps_taken_.emplace_back(kind.name);
  if (result.variables.size() == 0) return;
  if (result.variables.size() > kMostElements) {
    result = apply(result, [](const auto& x) { return reshape(x, {-1})(range(0, static_cast<int>(kMostElements))); });
  }
  if (widest(result.variables) > kWidestBits) result = quantized(context, result);
  values_.push_back(std::move(result));
}

std::vector<FixedVariableArray> RandomModel::outputs() const {
  std::vector<FixedVariableArray> outputs;
  for (std::size_t i = values_.size() - kOutputs; i < values_.size(); ++i) outputs.push_back(values_[i].variables);
  return outputs;
}

std::vector<NumericArray> RandomModel::expected(std::size_t index) const {
  std::vector<NumericArray> outputs;
  for (std::size_t i = values_.size() - kOutputs; i < values_.size(); ++i) outputs.push_back(values_[i].numbers[index]);
  return outputs;
}

Twin StepContext::row(int most) {
  const Twin& x = value();
  const int size = std::min(static_cast<int>(x.variables.size()), most);
  return apply(x, [&](const auto& a) { return reshape(a, {-1})(range(0, size)); });
}

Twin StepContext::partner(const Twin& x) {
  const Twin& candidate = value();
  if (candidate.shape() == x.shape()) return candidate;
  return apply(candidate, [](const auto& a) { return reshape(a, {-1})(0); });
}

Twin StepContext::narrow() {
  const Twin x = row(6);
  if (widest(x.variables) <= 8) return x;
  const Format few{one_in(2), between(0, 3), between(0, 3)};
  return apply(x, [&](const auto& a) {
    return quantize(a, QuantizerFormat{few.is_signed, few.integer_bits, few.fraction_bits});
  });
}

Format StepContext::format() {
  Format result{one_in(2), between(-1, 6), between(-2, 5)};
  if (one_in(20)) result.integer_bits += between(0, 60);
  return result;
}

FormatArray StepContext::formats(const Shape& shape) {
  std::vector<Format> all;
  for (std::size_t i = 0; i < shape.size(); ++i) all.push_back(format());
  return {shape, std::move(all)};
}

Dyadic StepContext::number() {
  if (one_in(4)) return {Integer(1), between(-3, 3)};
  if (one_in(20)) return {Integer(static_cast<std::int64_t>(random_.bits()) >> between(0, 40)), between(-30, 0)};
  return {Integer(between(-40, 40)), between(-4, 1)};
}

NumericArray StepContext::numbers(const Shape& shape) {
  std::vector<Dyadic> all;
  for (std::size_t i = 0; i < shape.size(); ++i) all.push_back(number());
  return NumericArray::from_numbers(shape, std::move(all));
}

Twin quantized(StepContext& context, const Twin& x) {
  const Rounding rounding = context.rounding();
  const Overflow overflow = context.overflow();
  const FormatArray formats = context.formats(x.shape());
  return apply(x, [&](const auto& a) { return quantize(a, formats, rounding, overflow); });
}

}  // namespace wirefold::fuzz
