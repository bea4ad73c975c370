// SPDX-License-Identifier: Apache-2.0
// Random model functions, carried out at once on numbers and on variables: the traced program must compute what the
// numbers say, for every sample, and every value must lie in the interval noted for it (the interpreter checks that).
#include <algorithm>
#include <random>

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/trace.h"

namespace wirefold {
namespace {

constexpr std::size_t kSamples = 6;
constexpr int kSteps = 25;
constexpr int kWidestBits = 48;
constexpr std::size_t kMostElements = 60;

// A value of the model: as variables, and as numbers for each sample.
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

class RandomModel {
 public:
  explicit RandomModel(unsigned seed) : random_(seed) {
    add_open_input({2, 3});
    add_declared_input({3, 2});
    add_declared_input({3});
  }

  void step() {
    Twin result = next();
    if (result.variables.size() > kMostElements) result = apply(result, [](const auto& x) { return sum(x, 0); });
    if (widest(result.variables) > kWidestBits) result = quantized(result);
    values_.push_back(std::move(result));
  }

  void check() {
    std::vector<NamedArray> outputs;
    for (std::size_t i = values_.size() - 4; i < values_.size(); ++i) outputs.emplace_back(values_[i].variables);
    const CombLogic logic = comb_trace(inputs_, outputs);
    for (std::size_t sample = 0; sample < kSamples; ++sample) {
      std::vector<NumericArray> given;
      for (const auto& samples : input_samples_) given.push_back(samples[sample]);
      const std::vector<NumericArray> results = run(logic, given);
      for (std::size_t i = 0; i < results.size(); ++i) {
        CHECK(to_string(results[i]) == to_string(values_[values_.size() - 4 + i].numbers[sample]));
      }
    }
  }

 private:
  int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  const Twin& pick_value() { return values_[static_cast<std::size_t>(pick(0, static_cast<int>(values_.size()) - 1))]; }
  Format pick_format() { return {pick(0, 1) == 1, pick(-1, 6), pick(-1, 5)}; }
  Dyadic pick_number() {
    return pick(0, 3) == 0 ? Dyadic(Integer(1), pick(-3, 3)) : Dyadic(Integer(pick(-40, 40)), pick(-4, 1));
  }

  NumericArray pick_numbers(const Shape& shape) {
    std::vector<Dyadic> numbers;
    for (std::size_t i = 0; i < shape.size(); ++i) numbers.push_back(pick_number());
    return NumericArray::from_numbers(shape, std::move(numbers));
  }

  FormatArray pick_formats(const Shape& shape) {
    std::vector<Format> formats;
    for (std::size_t i = 0; i < shape.size(); ++i) formats.push_back(pick_format());
    return {shape, std::move(formats)};
  }

  std::vector<NumericArray>& add_samples(const Shape& shape) {
    input_samples_.emplace_back();
    for (std::size_t i = 0; i < kSamples; ++i) input_samples_.back().push_back(pick_numbers(shape));
    return input_samples_.back();
  }

  void add_open_input(const Shape& shape) {
    inputs_.push_back(FixedVariableArrayInput(shape));
    const Twin open{inputs_.back(), add_samples(shape)};
    for (const Rounding rounding : {TRN, RND}) {
      const FormatArray formats = pick_formats(shape);
      values_.push_back(apply(open, [&](const auto& x) { return quantize(x, formats, rounding); }));
    }
  }

  void add_declared_input(const Shape& shape) {
    const FormatArray formats = pick_formats(shape);
    inputs_.push_back(FixedVariableArrayInput(shape, formats));
    Twin declared{inputs_.back(), {}};
    for (const NumericArray& numbers : add_samples(shape)) declared.numbers.push_back(read(numbers, formats));
    values_.push_back(std::move(declared));
  }

  static int widest(const FixedVariableArray& x) {
    int bits = 0;
    for (const Use& use : x.elements().uses) bits = std::max(bits, x.trace().graph().format(use).width());
    return bits;
  }

  Rounding pick_rounding() { return static_cast<Rounding>(pick(0, 6)); }
  Overflow pick_overflow() { return static_cast<Overflow>(pick(0, 3)); }

  Twin quantized(const Twin& x) {
    const Rounding rounding = pick_rounding();
    const Overflow overflow = pick_overflow();
    const FormatArray formats = pick_formats(x.shape());
    return apply(x, [&](const auto& a) { return quantize(a, formats, rounding, overflow); });
  }

  // An operation of any kind on values that are there.
  Twin next() {
    const Twin& x = pick_value();
    switch (pick(0, 6)) {
      case 0:
        return with_numbers(x);
      case 1:
        return of_two(x);
      case 2:
        return rounded(x);
      case 3:
        return moved(x);
      case 4:
        return reduced(x);
      case 5:
        return joined_with(x);
      default:
        return contracted(x);
    }
  }

  Twin with_numbers(const Twin& x) {
    const NumericArray w = pick_numbers(pick(0, 1) == 0 ? x.shape() : Shape{});
    const int shift = pick(-3, 3);
    switch (pick(0, 7)) {
      case 0:
        return apply(x, [&](const auto& a) { return a + w; });
      case 1:
        return apply(x, [&](const auto& a) { return w - a; });
      case 2:
        return apply(x, [&](const auto& a) { return a * w; });
      case 3:
        return apply(x, [&](const auto& a) { return a << shift; });
      case 4:
        return apply(x, [&](const auto& a) { return maximum(a, w); });
      case 5:
        return apply(x, [&](const auto& a) { return minimum(w, a); });
      case 6:
        return apply(x, [&](const auto& a) { return 3 - a * 5; });
      default:
        return apply(x, [&](const auto& a) { return -a; });
    }
  }

  Twin of_two(const Twin& x) {
    // A value of the same shape, or one element.
    const Twin& candidate = pick_value();
    const Twin y = candidate.shape() == x.shape() ? candidate
                                                  : apply(candidate, [](const auto& a) { return reshape(a, {-1})(0); });
    switch (pick(0, 4)) {
      case 0:
        return apply(x, y, [](const auto& a, const auto& b) { return a + b; });
      case 1:
        return apply(x, y, [](const auto& a, const auto& b) { return b - a; });
      case 2:
        return apply(x, y, [](const auto& a, const auto& b) { return a * b; });
      case 3:
        return apply(x, y, [](const auto& a, const auto& b) { return maximum(a, b); });
      default:
        return apply(x, y, [](const auto& a, const auto& b) { return minimum(b, a); });
    }
  }

  Twin rounded(const Twin& x) {
    const Format format = pick_format();
    const Format positive{false, format.integer_bits, format.fraction_bits};
    const Rounding rounding = pick_rounding();
    const Overflow overflow = pick_overflow();
    const int divisor = pick(1, 9);
    switch (pick(0, 4)) {
      case 0:
        return quantized(x);
      case 1:
        return apply(x, [&](const auto& a) { return relu(a); });
      case 2:
        return apply(x, [&](const auto& a) { return relu(a, positive, rounding, overflow); });
      case 3:
        return apply(x, [&](const auto& a) { return relu(a, positive); });
      default:
        return apply(x, [&](const auto& a) { return quantize(a / -divisor, format, rounding, overflow); });
    }
  }

  Twin moved(const Twin& x) {
    switch (pick(0, 4)) {
      case 0:
        return apply(x, [](const auto& a) { return transpose(a); });
      case 1:
        return apply(x, [](const auto& a) { return repeat(a, 2); });
      case 2:
        return apply(x, [](const auto& a) { return reshape(a, {-1, 1}); });
      case 3:
        return apply(x, [](const auto& a) { return a(ellipsis, newaxis); });
      default:
        return apply(x, [](const auto& a) { return reshape(a, {-1})(range(wirefold::end, wirefold::end, -1)); });
    }
  }

  Twin reduced(const Twin& x) {
    if (x.shape().rank() == 0) return apply(x, [](const auto& a) { return abs(a); });
    const int axis = pick(0, static_cast<int>(x.shape().rank()) - 1);
    const bool keepdims = pick(0, 1) == 1;
    switch (pick(0, 3)) {
      case 0:
        return apply(x, [&](const auto& a) { return sum(a, axis, keepdims); });
      case 1:
        return apply(x, [&](const auto& a) { return amax(a, axis, keepdims); });
      case 2:
        return apply(x, [&](const auto& a) { return amin(a, axis, keepdims); });
      default:
        return apply(x, [&](const auto& a) { return abs(a); });
    }
  }

  Twin joined_with(const Twin& x) {
    const Twin flat = apply(x, [](const auto& a) { return reshape(a, {-1}); });
    const Twin other = apply(pick_value(), [](const auto& a) { return reshape(a, {-1}); });
    if (pick(0, 1) == 0) {
      return apply(flat, other, [](const auto& a, const auto& b) { return concatenate({a, b}); });
    }
    return apply(flat, [](const auto& a) { return stack({a, a(range(wirefold::end, wirefold::end, -1))}, -1); });
  }

  Twin contracted(const Twin& x) {
    const Twin flat = apply(x, [](const auto& a) { return reshape(a, {-1}); });
    const NumericArray w = pick_numbers({flat.shape()[0], 3});
    switch (pick(0, 3)) {
      case 0:
        return apply(flat, [&](const auto& a) { return matmul(a, w); });
      case 1:
        return apply(flat, [&](const auto& a) { return einsum("ij,i->ij", w, a); });
      case 2:
        return apply(flat, [&](const auto& a) { return einsum("i,ij->j", a, w); });
      default:
        return apply(flat, [](const auto& a) { return matmul(a, a); });
    }
  }

  std::mt19937 random_;
  std::vector<FixedVariableArray> inputs_;
  std::vector<std::vector<NumericArray>> input_samples_;
  std::vector<Twin> values_;
};

TEST_CASE("random models compute the same on variables as on numbers") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    RandomModel model(seed);
    for (int i = 0; i < kSteps; ++i) model.step();
    model.check();
  }
}

}  // namespace
}  // namespace wirefold
