// SPDX-License-Identifier: Apache-2.0
#include "tests/backends/random_program.h"

#include <algorithm>
#include <array>

#include "tests/programs/random_program.h"
#include "wirefold/ir/builder.h"

namespace wirefold::backends_test {
namespace {

class ProgramMaker {
 public:
  ProgramMaker(std::uint64_t seed, const ProgramLimits& limits) : random_(seed), limits_(limits) {}

  CombLogic run() {
    add_inputs();
    for (int i = 0; i < limits_.operations; ++i) {
      const Location location{"model.cc", i + 1};
      add(operation(location), location);
    }
    add_tensors();
    return builder_.finish();
  }

 private:
  bool chance(int percent) { return random_.between(1, 100) <= percent; }

  Format format(int max_bits) {
    const bool is_signed = chance(60);
    const int width = random_.between(is_signed ? 1 : 0, max_bits);
    const int integer_bits = random_.between(-3, width);
    return {is_signed, integer_bits, width - integer_bits - (is_signed ? 1 : 0)};
  }

  void add_inputs() {
    for (const char* name : {"x", "weights", "unused"}) {
      builder_.begin_input(name, Shape{limits_.inputs});
      for (int i = 0; i < limits_.inputs; ++i) {
        const ValueId value = builder_.input(i == 3 ? Format{} : format(limits_.max_input_bits), {"inputs.cc", 1});
        if (name[0] != 'u') values_.push_back(value);
      }
    }
    bits_.push_back(builder_.less_than({values_[1]}, builder_.graph().interval(values_[1]).high_value()));
    for (const Dyadic& number : {Dyadic(0), Dyadic(1), Dyadic(-5, -2), Dyadic(37, 3)}) {
      values_.push_back(builder_.constant(number));
    }
  }

  Use use(int max_shift = 4) {
    // Recent values more often, so that programs grow deep.
    const std::size_t count = values_.size();
    const std::size_t from = chance(50) ? count - std::min<std::size_t>(count, 8) : 0;
    const auto index = static_cast<std::size_t>(random_.between(static_cast<int>(from), static_cast<int>(count) - 1));
    return {values_[index], chance(50) ? 0 : random_.between(-max_shift, max_shift), chance(30)};
  }

  Use bit(const Location& location) {
    if (chance(30)) compare(location);
    return {bits_[static_cast<std::size_t>(random_.between(0, static_cast<int>(bits_.size()) - 1))]};
  }

  ValueId compare(const Location& location) {
    const ValueId bit = builder_.less_than(use(), threshold(), location);
    if (!builder_.graph().interval(bit).is_point()) bits_.push_back(bit);
    return bit;
  }

  Dyadic threshold() { return chance(40) ? Dyadic(0) : Dyadic(random_.between(-40, 40), random_.between(-4, 2)); }

  ValueId operation(const Location& location) {
    switch (random_.between(0, 9)) {
      case 0:
      case 1:
      case 2:
        return builder_.sum(std::array{use(), use()}, location);
      case 3: {
        // x + 3x is known to lie on a coarser grid than its terms.
        const Use x = use();
        const ValueId triple = builder_.sum(std::array{x, compose(x, 1, false)}, location);
        return builder_.sum(std::array{Use{triple}, compose(x, 0, chance(50))}, location);
      }
      case 4:
        return builder_.multiply(use(), use(), location);
      case 5:
        return builder_.quantize(use(), {.format = format(limits_.max_input_bits)}, location);
      case 6:
        return builder_.relu(use(), location);
      case 7: {
        Format unsigned_format = format(limits_.max_input_bits);
        unsigned_format.is_signed = false;
        return builder_.relu(use(), unsigned_format, location);
      }
      case 8:
        return builder_.select(bit(location), use(), use(), location);
      default:
        return compare(location);
    }
  }

  void add(ValueId value, const Location& location) {
    const Format format = builder_.graph().format(value);
    if (format.width() > limits_.max_bits || std::abs(format.fraction_bits) > 2 * limits_.max_bits) {
      Format narrow = format;
      narrow.fraction_bits = std::clamp(format.fraction_bits, -limits_.max_bits / 4, limits_.max_bits / 4);
      narrow.integer_bits = limits_.max_bits / 2 - narrow.fraction_bits;
      value = builder_.quantize({value}, {.format = narrow}, location);
    }
    values_.push_back(value);
  }

  NamedTensor tensor(const char* name, int size) {
    NamedTensor result{name, Shape{size}, {}};
    for (int i = 0; i < size; ++i) result.elements.push_back(use());
    return result;
  }

  void add_tensors() {
    builder_.add_named_tensor(tensor("dense0", 5));
    builder_.add_named_tensor(tensor("signal", 1));
    // Every value that was made last, so that little of the program is dead; then values at random, some twice.
    NamedTensor last{"last", Shape{12}, {}};
    for (std::size_t i = 0; i < 12; ++i) last.elements.push_back({values_[values_.size() - 1 - i]});
    builder_.add_output(std::move(last));
    builder_.add_output(tensor("y", 16));
    builder_.add_output({"zero", Shape{}, {{values_[2 * static_cast<std::size_t>(limits_.inputs)]}}});
    builder_.add_output({"copies", Shape{3}, {{values_[0]}, {values_[0], 2, true}, {values_[0]}}});
    builder_.set_name("random");
  }

  Random random_;
  ProgramLimits limits_;
  Builder builder_;
  std::vector<ValueId> values_;
  std::vector<ValueId> bits_;
};

}  // namespace

CombLogic random_program(std::uint64_t seed, const ProgramLimits& limits) { return ProgramMaker(seed, limits).run(); }

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

}  // namespace wirefold::backends_test
