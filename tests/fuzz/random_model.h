// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/programs/random_program.h"
#include "wirefold/dsl/comb_trace.h"
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/numeric_array.h"

namespace wirefold::fuzz {

/// How to make one random model, again on any machine: a seed, and the numbers of the steps that are taken. Each step
/// draws from a source of its own, so steps may be left out.
struct Recipe {
  std::uint64_t seed = 0;
  std::vector<unsigned> steps;

  /// Steps 0 to count - 1.
  static Recipe of(std::uint64_t seed, unsigned count);
};

/// "--seed 17 --steps 0,3,4", as the fuzzer takes it.
std::string to_string(const Recipe& recipe);

/// A value of a random model: as variables, and as the numbers of each sample.
struct Twin {
  FixedVariableArray variables;
  std::vector<NumericArray> numbers;

  const Shape& shape() const { return variables.shape(); }
};

template <class Function>
Twin apply(const Twin& x, Function function) {
  Twin result{function(x.variables), {}};
  for (const NumericArray& numbers : x.numbers) result.numbers.push_back(function(numbers));
  return result;
}
template <class Function>
Twin apply(const Twin& x, const Twin& y, Function function) {
  Twin result{function(x.variables, y.variables), {}};
  for (std::size_t i = 0; i < x.numbers.size(); ++i) result.numbers.push_back(function(x.numbers[i], y.numbers[i]));
  return result;
}

/// Functions of the language composed at random, carried out on numbers and on variables at once.
class RandomModel {
 public:
  static constexpr std::size_t kSamples = 6;

  explicit RandomModel(const Recipe& recipe);

  const NamedArrays& inputs() const { return inputs_; }
  /// The values that were made last.
  std::vector<FixedVariableArray> outputs() const;
  /// One array an input.
  const std::vector<NumericArray>& sample(std::size_t index) const { return samples_[index]; }
  /// One array an output: what the model makes of the sample.
  std::vector<NumericArray> expected(std::size_t index) const;
  /// The kinds of steps that were taken, in order.
  const std::vector<std::string>& steps_taken() const { return steps_taken_; }

 private:
  void add_input(Random& random, const Shape& shape, bool is_open);
  void take_step(Random& random);

  NamedArrays inputs_ = std::vector<FixedVariableArray>{};
  std::vector<std::vector<NumericArray>> samples_;
  std::vector<Twin> values_;
  std::vector<std::string> steps_taken_;
};

/// What a step may use: random choices, and the values that there are.
class StepContext {
 public:
  StepContext(Random& random, const std::vector<Twin>& values) : random_(random), values_(values) {}

  Random& random() { return random_; }
  int between(int low, int high) { return random_.between(low, high); }
  bool one_in(int n) { return random_.one_in(n); }
  const Twin& value() { return values_[random_.bits() % values_.size()]; }
  /// A value as a row of at most `most` elements.
  Twin row(int most);
  /// A value of the same shape as `x`, or of one element.
  Twin partner(const Twin& x);
  /// A value of few bits, as tables take it.
  Twin narrow();
  int axis(const Twin& x) { return between(0, static_cast<int>(x.shape().rank()) - 1); }

  Rounding rounding() { return static_cast<Rounding>(between(0, 6)); }
  Overflow overflow() { return static_cast<Overflow>(between(0, 3)); }
  Format format();
  FormatArray formats(const Shape& shape);
  Dyadic number();
  NumericArray numbers(const Shape& shape);

 private:
  Random& random_;
  const std::vector<Twin>& values_;
};

Twin quantized(StepContext& context, const Twin& x);

/// A kind of step: one or several functions of the language on random operands.
struct StepKind {
  const char* name;
  Twin (*take)(StepContext& context);
};
// By theme; the arrays are not empty.
std::span<const StepKind> arithmetic_steps();
std::span<const StepKind> logic_steps();
std::span<const StepKind> shape_steps();
std::span<const StepKind> table_steps();

}  // namespace wirefold::fuzz
