// SPDX-License-Identifier: Apache-2.0
#include "tests/programs/random_program.h"

#include <algorithm>

#include "wirefold/ir/builder.h"

namespace wirefold {
namespace {

class Generator {
 public:
  Generator(Random& random, const RandomProgramOptions& options) : random_(random), options_(options) {}

  CombLogic run() {
    builder_.begin_input("x", Shape{options_.inputs});
    for (int i = 0; i < options_.inputs; ++i) values_.push_back(builder_.input(format(random_.one_in(8))));
    for (int i = 0; i < options_.operations; ++i) add_operation();
    NamedTensor output{"y", Shape{6}, {}};
    for (int i = 0; i < 6; ++i) output.elements.push_back(use());
    output.elements.back() = {values_.back()};
    builder_.add_named_tensor({"middle", Shape{2}, {use(), use()}});
    builder_.add_output(std::move(output));
    return builder_.finish();
  }

 private:
  Format format(bool may_be_empty) {
    Format format;
    format.is_signed = random_.one_in(2);
    format.fraction_bits = random_.between(-3, 6);
    format.integer_bits = random_.between(-3, 6);
    while (!may_be_empty && format.is_zero()) ++format.integer_bits;
    return format;
  }

  // Any value, recent ones more often, so that programs grow deep; wide ones are cut first.
  Use use() {
    const int count = static_cast<int>(values_.size());
    const int index = random_.one_in(2) ? random_.between(0, count - 1) : random_.between(count * 2 / 3, count - 1);
    ValueId value = values_[static_cast<std::size_t>(index)];
    if (builder_.graph().format(value).width() > options_.widest)
      value = builder_.quantize({value}, {.format = format(false)});
    return {value, random_.one_in(3) ? random_.between(-4, 4) : 0, random_.one_in(4)};
  }

  std::vector<Use> uses(int fewest, int most) {
    std::vector<Use> result;
    const int count = random_.between(fewest, most);
    for (int i = 0; i < count; ++i) result.push_back(use());
    return result;
  }

  Dyadic number() { return {Integer(random_.between(-40, 40)), random_.between(-5, 3)}; }

  Quantizer quantizer() {
    Quantizer quantizer{.format = format(random_.one_in(12))};
    if (options_.lowered || random_.one_in(3)) return quantizer;
    quantizer.rounding = static_cast<Rounding>(random_.between(0, 6));
    quantizer.overflow = static_cast<Overflow>(random_.between(0, 3));
    if (random_.one_in(4)) quantizer.divisor = Integer(2 * random_.between(1, 12) + 1);
    return quantizer;
  }

  void add_operation() {
    const ValueId value = options_.lowered ? lowered_operation() : traced_operation();
    const std::uint32_t results = builder_.graph().definition(value).result_count;
    for (std::uint32_t i = 0; i < results; ++i) values_.push_back(value + i);
  }

  ValueId traced_operation() {
    switch (random_.between(0, 11)) {
      case 0:
        return linear();
      case 1:
        return builder_.sum(uses(1, 6));
      case 2:
        return builder_.maximum(uses(1, 4));
      case 3:
        return builder_.minimum(uses(1, 4));
      case 4:
        return builder_.quantize(use(), quantizer());
      default:
        return lowered_operation();
    }
  }

  ValueId linear() {
    std::vector<Use> operands = uses(1, 4);
    Matrix matrix(operands.size(), static_cast<std::size_t>(random_.between(1, 3)));
    for (Dyadic& entry : matrix.entries) entry = random_.one_in(3) ? Dyadic(0) : number();
    return builder_.linear(std::move(operands), std::move(matrix));
  }

  ValueId lowered_operation() {
    switch (random_.between(0, 7)) {
      case 0:
        return builder_.constant(number());
      case 1:
      case 2:
        return builder_.sum(uses(2, 2));
      case 3:
        return builder_.multiply(use(), use());
      case 4:
        return builder_.quantize(use(), {.format = format(random_.one_in(12))});
      case 5: {
        Format positive = format(random_.one_in(12));
        positive.is_signed = false;
        return random_.one_in(2) ? builder_.relu(use()) : builder_.relu(use(), positive);
      }
      case 6: {
        const ValueId bit = builder_.less_than(use(), number());
        return builder_.select({bit}, use(), use());
      }
      default:
        return builder_.less_than(use(), random_.one_in(2) ? Dyadic(0) : number());
    }
  }

  Random& random_;
  RandomProgramOptions options_;
  Builder builder_;
  std::vector<ValueId> values_;
};

}  // namespace

CombLogic random_program(Random& random, const RandomProgramOptions& options) {
  return Generator(random, options).run();
}

std::vector<Dyadic> random_sample(Random& random, const CombLogic& logic) {
  std::vector<Dyadic> sample;
  for (const NamedTensor& input : logic.inputs()) {
    for (const Use& use : input.elements) {
      const Interval range = Interval::of(logic.input_format(logic.definition(use.value)));
      switch (random.between(0, 5)) {
        case 0:
          sample.push_back(range.low_value());
          break;
        case 1:
          sample.push_back(range.high_value());
          break;
        case 2:
          sample.emplace_back(Integer(random.between(-2, 2)), range.exponent);
          break;
        default:
          sample.emplace_back(Integer(static_cast<std::int64_t>(random.bits()) >> random.between(40, 60)),
                              range.exponent - (random.one_in(4) ? 2 : 0));
      }
    }
  }
  return sample;
}

}  // namespace wirefold
