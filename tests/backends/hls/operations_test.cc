// SPDX-License-Identifier: Apache-2.0
// Every lowered operation on operands of every kind, compiled with the type libraries' own headers and compared with
// ir/semantics.h. All operations share a program: the compiler takes seconds for the headers alone.
#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "wirefold/backends/hls/hls_backend.h"
#include "wirefold/backends/hls/hls_emulator.h"
#include "wirefold/ir/builder.h"

namespace wirefold::backends_test {
namespace {

// Operands, and the results of operations on them by kind of operation.
class AllOperations {
 public:
  AllOperations() {
    // Signed, unsigned, a sign alone, one bit, no bits, bits above and below the point only, more than a word.
    builder_.begin_input("x", Shape{9});
    for (const Format& format :
         {Format{true, 3, 4}, Format{false, 2, 3}, Format{true, 0, 0}, Format{false, 1, 0}, Format{},
          Format{true, 9, -5}, Format{false, -3, 8}, Format{true, 60, 29}, Format{false, 150, 50}}) {
      values_.push_back(builder_.input(format));
    }
    bit_ = {values_[3]};
    for (const Dyadic& number : {Dyadic(0), Dyadic(-5, -2), Dyadic(Integer::power_of_two(70) + 3, -20)}) {
      values_.push_back(builder_.constant(number));
    }
    for (const ValueId value : values_) {
      for (const Use& use : {Use{value}, Use{value, 0, true}, Use{value, 3}, Use{value, -2, true}}) {
        uses_.push_back(use);
      }
    }
  }

  CombLogic logic() {
    add_sums();
    add_products();
    add_drops();
    add_comparisons();
    add_bitwise();
    add_lookups();
    add_cancelling();
    add_copies();
    return builder_.finish();
  }

 private:
  const Use& other(std::size_t index, std::size_t step) const { return uses_[(index + step) % uses_.size()]; }

  void add_output(const char* name, const std::vector<ValueId>& results) {
    NamedTensor output{name, Shape{results.size()}, {}};
    for (const ValueId value : results) output.elements.push_back({value});
    builder_.add_output(std::move(output));
  }

  void add_sums() {
    std::vector<ValueId> results;
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      results.push_back(builder_.sum(std::vector{uses_[i]}));
      for (std::size_t step : {1U, 18U}) results.push_back(builder_.sum(std::vector{uses_[i], other(i, step)}));
      if (i % 4 == 0) results.push_back(builder_.sum(std::vector{uses_[i], other(i, 9), other(i, 14)}));
    }
    add_output("sums", results);
  }

  void add_products() {
    std::vector<ValueId> results;
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      for (std::size_t step : {0U, 6U, 19U}) results.push_back(builder_.multiply(uses_[i], other(i, step)));
    }
    add_output("products", results);
  }

  void add_drops() {
    std::vector<ValueId> drops;
    std::vector<ValueId> relus;
    for (const Use& use : uses_) {
      for (const Format& format : {Format{true, 2, 2}, Format{false, 4, -1}, Format{true, 70, 5}, Format{true, -1, 3},
                                   Format{false, 1, 10}, Format{true, 0, 0}, Format{}}) {
        drops.push_back(builder_.quantize(use, {.format = format}));
        if (!format.is_signed) relus.push_back(builder_.relu(use, format));
      }
      relus.push_back(builder_.relu(use));
    }
    add_output("drops", drops);
    add_output("relus", relus);
  }

  void add_comparisons() {
    std::vector<ValueId> bits;
    std::vector<ValueId> selected;
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      const Interval range = builder_.graph().interval(uses_[i]);
      const Dyadic step(1, range.exponent);
      for (const Dyadic& constant :
           {Dyadic(0), range.low_value(), range.high_value() + step, Dyadic(1, -9), Dyadic(-3, -1), Dyadic(1, 40)}) {
        bits.push_back(builder_.less_than(uses_[i], constant));
      }
      for (const Dyadic& constant : {Dyadic(0), range.low_value() + step, Dyadic(-3, -1)}) {
        bits.push_back(builder_.equal(uses_[i], constant));
      }
      selected.push_back(builder_.select(bit_, uses_[i], other(i, 11)));
      selected.push_back(builder_.select(bit_, uses_[i], compose(uses_[i], 1, true)));
    }
    add_output("comparisons", bits);
    add_output("selected", selected);
  }

  void add_bitwise() {
    std::vector<ValueId> results;
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      for (std::size_t step : {1U, 19U}) {
        for (const Opcode opcode : {Opcode::kAnd, Opcode::kOr, Opcode::kXor}) {
          results.push_back(builder_.bitwise(opcode, std::vector{uses_[i], other(i, step)}));
        }
      }
    }
    add_output("bitwise_results", results);
  }

  void add_lookups() {
    std::vector<ValueId> results;
    for (const Format& index :
         {Format{true, 2, 2}, Format{false, 4, -1}, Format{false, 1, 0}, Format{true, 0, 0}, Format{}}) {
      const std::size_t size = std::size_t{1} << static_cast<unsigned>(std::max(index.width(), 0));
      for (const Dyadic& slope : {Dyadic(0), Dyadic(3, -2), Dyadic(Integer::power_of_two(60) + 1, -40),
                                  Dyadic(Integer::power_of_two(70) + 1, -40)}) {
        std::vector<Dyadic> entries;
        for (std::size_t i = 0; i < size; ++i) entries.push_back(slope * Dyadic(i % 5) - Dyadic(i * i % 7));
        const auto table = std::make_shared<const Table>(index, entries);
        for (std::size_t i = results.size() % 5; i < uses_.size(); i += 5) {
          results.push_back(builder_.lookup(uses_[i], table));
        }
      }
    }
    add_output("entries", results);
  }

  // Values that lie on a coarser grid than their operands.
  void add_cancelling() {
    std::vector<ValueId> results;
    for (const Use& a : {Use{values_[0]}, Use{values_[1]}, Use{values_[7]}}) {
      const Use triple{builder_.sum(std::vector{a, compose(a, 1, false)})};
      const Use quadruple{builder_.sum(std::vector{triple, a})};
      results.insert(results.end(),
                     {quadruple.value, builder_.sum(std::vector{compose(triple, 0, true), compose(a, 0, true)}),
                      builder_.multiply(quadruple, triple), builder_.relu(compose(quadruple, 0, true)),
                      builder_.relu(compose(triple, 0, true), {false, 3, 1}),
                      builder_.quantize(compose(quadruple, 0, true), {.format = {true, 4, 1}}),
                      builder_.sum(std::vector{triple, compose(a, 1, true)})});
    }
    add_output("cancelling", results);
  }

  void add_copies() {
    const Use x{values_[0]};
    const Use nothing{values_[4]};
    const Use big{builder_.constant(-Dyadic(Integer::power_of_two(100) - 7, -3))};
    builder_.add_output({"copies", Shape{4}, {x, compose(x, 2, true), x, nothing}});
    builder_.add_output({"constants", Shape{3}, {big, compose(big, 5, true), {values_[10]}}});
    builder_.add_output({"zeros", Shape{2}, {nothing, compose(nothing, 3, true)}});
    builder_.add_output({"empty", Shape{0}, {}});
  }

  Builder builder_;
  std::vector<ValueId> values_;
  std::vector<Use> uses_;
  Use bit_;
};

// The same program and samples with the C++ of an HLS backend.
EmittedProgram emit_hls(const CombLogic& logic, const std::string& backend, std::size_t sample_count) {
  const Schedule schedule = combinational_schedule(logic);
  EmittedProgram program = emit_program(logic, schedule, sample_count, 1);
  EmissionInput input{.logic = logic, .schedule = schedule, .module_name = "dut", .version = "0.0.0"};
  input.vectors = program.vectors;
  program.files = find_backend(backend).emit(input);
  program.design = hls_emulated_design(input, program.files);
  return program;
}

TEST_CASE("every operation is exact as HLS C++ for operands of every kind") {
  // Those of hlslib are those of oneapi.
  const std::string backend = GENERATE("vitis", "oneapi");
  INFO(backend);
  const EmittedProgram program = emit_hls(AllOperations().logic(), backend, 200);
  HlsEmulator emulator(program.design, backend, {.cache_folder = test_cache_folder(), .optimization = "-O0"});
  CHECK(first_difference(program, emulator, 2) == "");
}

}  // namespace
}  // namespace wirefold::backends_test
