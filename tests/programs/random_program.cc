// SPDX-License-Identifier: Apache-2.0
#include "tests/programs/random_program.h"

#include <algorithm>
#include <array>

#include "wirefold/ir/builder.h"

namespace wirefold {
namespace {

class Generator {
 public:
  Generator(Random& random, const RandomProgramOptions& options) : random_(random), options_(options) {}

  CombLogic run() {
    add_inputs();
    for (int i = 0; i < options_.operations; ++i) {
      location_ = {"model.cc", i + 1};
      add_operation();
    }
    add_tensors();
    return builder_.finish();
  }

 private:
  Format format(bool may_be_empty) {
    Format format;
    format.is_signed = random_.one_in(2);
    const int width = random_.between(may_be_empty ? 0 : 1, options_.widest_format);
    format.integer_bits = random_.between(-3, std::min(width, 8));
    format.fraction_bits = width - format.integer_bits - (format.is_signed ? 1 : 0);
    return format;
  }

  // The last tensor is never read.
  void add_inputs() {
    for (const char* name : {"x", "weights", "unused"}) {
      const int size = name[0] == 'x' ? options_.inputs : std::min(options_.inputs, 3);
      builder_.begin_input(name, Shape{size});
      for (int i = 0; i < size; ++i) {
        const ValueId value = builder_.input(format(random_.one_in(8)), {"inputs.cc", 1});
        if (name[0] != 'u') values_.push_back(value);
      }
    }
  }

  // Any value, recent ones more often, so that programs grow deep; wide ones are cut first.
  Use use() {
    const int count = static_cast<int>(values_.size());
    const int index = random_.one_in(2) ? random_.between(0, count - 1) : random_.between(count * 2 / 3, count - 1);
    ValueId value = values_[static_cast<std::size_t>(index)];
    const Format known = builder_.graph().format(value);
    if (known.width() > options_.widest || std::abs(known.fraction_bits) > 2 * options_.widest) {
      value = builder_.quantize({value}, {.format = format(false)}, location_);
    }
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
    switch (random_.between(0, 13)) {
      case 0:
        return linear();
      case 1:
        return builder_.sum(uses(1, 6), location_);
      case 2:
        return builder_.maximum(uses(1, 4), location_);
      case 3:
        return builder_.minimum(uses(1, 4), location_);
      case 4:
        return builder_.quantize(use(), quantizer(), location_);
      case 5:
        return builder_.bitwise(bitwise_opcode(), uses(1, 4), location_);
      default:
        return lowered_operation();
    }
  }

  ValueId linear() {
    std::vector<Use> operands = uses(1, 4);
    Matrix matrix(operands.size(), static_cast<std::size_t>(random_.between(1, 3)));
    for (Dyadic& entry : matrix.entries) entry = random_.one_in(3) ? Dyadic(0) : number();
    return builder_.linear(std::move(operands), std::move(matrix), location_);
  }

  ValueId lowered_operation() {
    switch (random_.between(0, 11)) {
      case 0:
        return builder_.constant(number(), location_);
      case 1:
      case 2:
        return builder_.sum(uses(2, 2), location_);
      case 3: {
        // x + 2x + x is known to lie on a coarser grid than its terms.
        const Use x = use();
        const ValueId triple = builder_.sum(std::array{x, compose(x, 1, false)}, location_);
        return builder_.sum(std::array{Use{triple}, compose(x, 0, random_.one_in(2))}, location_);
      }
      case 4:
        return builder_.multiply(use(), use(), location_);
      case 5:
        return builder_.quantize(use(), {.format = format(random_.one_in(12))}, location_);
      case 6: {
        Format positive = format(random_.one_in(12));
        positive.is_signed = false;
        return random_.one_in(2) ? builder_.relu(use(), location_) : builder_.relu(use(), positive, location_);
      }
      case 7:
        return builder_.select(bit(), use(), use(), location_);
      case 8:
        return builder_.bitwise(bitwise_opcode(), uses(2, 2), location_);
      case 9:
        return builder_.lookup(use(), table(), location_);
      default:
        return comparison();
    }
  }

  Opcode bitwise_opcode() { return std::array{Opcode::kAnd, Opcode::kOr, Opcode::kXor}.at(random_.bits() % 3); }

  ValueId comparison() {
    const Use x = use();
    const Dyadic bound = random_.one_in(3) ? Dyadic(0) : number();
    const ValueId bit =
        random_.one_in(2) ? builder_.less_than(x, bound, location_) : builder_.equal(x, bound, location_);
    if (!builder_.graph().interval(bit).is_point() || random_.one_in(8)) bits_.push_back(bit);
    return bit;
  }

  Use bit() {
    if (bits_.empty() || random_.one_in(3)) {
      const ValueId compared = comparison();
      if (bits_.empty()) return {compared};
    }
    return {bits_[random_.bits() % bits_.size()]};
  }

  TablePointer table() {
    if (!tables_.empty() && random_.one_in(2)) return tables_[random_.bits() % tables_.size()];
    constexpr int kMostIndexBits = 6;
    Format index = format(random_.one_in(12));
    index.integer_bits -= std::max(index.width() - kMostIndexBits, 0);
    std::vector<Dyadic> values(std::size_t{1} << std::max(index.width(), 0));
    for (Dyadic& value : values) value = number();
    tables_.push_back(std::make_shared<const Table>(index, values));
    return tables_.back();
  }

  void add_tensors() {
    builder_.add_named_tensor({"middle", Shape{2}, {use(), use()}});
    // The values that were made last, so that little of the program is dead; then values at random.
    NamedTensor last{"last", Shape{8}, {}};
    for (std::size_t i = 0; i < 8; ++i) last.elements.push_back({values_[values_.size() - 1 - i % values_.size()]});
    NamedTensor y{"y", Shape{6}, {}};
    for (int i = 0; i < 6; ++i) y.elements.push_back(use());
    builder_.add_output(std::move(last));
    builder_.add_output(std::move(y));
    builder_.add_output({"number", Shape{}, {{builder_.constant(number())}}});
    builder_.add_output({"copies", Shape{3}, {{values_[0]}, {values_[0], 2, true}, {values_[0]}}});
    builder_.set_name("random");
  }

  Random& random_;
  RandomProgramOptions options_;
  Builder builder_;
  Location location_;
  std::vector<ValueId> values_;
  std::vector<ValueId> bits_;
  std::vector<TablePointer> tables_;
};

}  // namespace

CombLogic random_program(Random& random, const RandomProgramOptions& options) {
  return Generator(random, options).run();
}

CombLogic random_program(std::uint64_t seed, const RandomProgramOptions& options) {
  Random random(seed);
  return random_program(random, options);
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

Schedule random_schedule(const CombLogic& logic, std::uint32_t stage_count, std::uint64_t seed) {
  Random random(seed);
  Schedule schedule{.stage_count = stage_count,
                    .stages = {},
                    .input_register = random.one_in(2),
                    .output_register = random.one_in(2)};
  const auto last = static_cast<int>(stage_count) - 1;
  for (const Operation& operation : logic.operations()) {
    std::uint32_t stage = 0;
    for (const Use& use : logic.operands(operation)) {
      if (logic.interval(use.value).is_point()) continue;
      stage = std::max(stage, schedule.stages[logic.definition_index(use.value)]);
    }
    if (operation.opcode != Opcode::kInput && random.one_in(7)) {
      stage = static_cast<std::uint32_t>(random.between(static_cast<int>(stage), last));
    }
    schedule.stages.push_back(stage);
  }
  return schedule;
}

}  // namespace wirefold
