// SPDX-License-Identifier: Apache-2.0
// Every lowered operation on operands of every kind, checked in Verilator, Icarus and GHDL against ir/semantics.h. Many
// operations share a program: a simulator takes seconds to build one.
#include "tests/backends/hardware_check.h"
#include "tests/backends/vhdl/vhdl_check.h"
#include "tests/catch.h"
#include "wirefold/backends/verilog/icarus_simulator.h"
#include "wirefold/backends/verilog/verilator_emulator.h"
#include "wirefold/ir/builder.h"

namespace wirefold::backends_test {
namespace {

// Signed, unsigned, a sign alone, one bit, no bits, bits above and below the point only, more than a word, constants.
class OperandKinds {
 public:
  OperandKinds() {
    builder.begin_input("x", Shape{9});
    for (const Format& format :
         {Format{true, 3, 4}, Format{false, 2, 3}, Format{true, 0, 0}, Format{false, 1, 0}, Format{},
          Format{true, 9, -5}, Format{false, -3, 8}, Format{true, 60, 29}, Format{false, 150, 50}}) {
      values.push_back(builder.input(format));
    }
    for (const Dyadic& number : {Dyadic(0), Dyadic(-5, -2), Dyadic(Integer::power_of_two(70) + 3, -20)}) {
      values.push_back(builder.constant(number));
    }
  }

  // Each kind plain, negated, shifted up and down.
  std::vector<Use> uses() const {
    std::vector<Use> result;
    for (const ValueId value : values) {
      for (const Use& use : {Use{value}, Use{value, 0, true}, Use{value, 3}, Use{value, -2, true}}) {
        result.push_back(use);
      }
    }
    return result;
  }

  void add_output(const char* name, const std::vector<ValueId>& results) {
    NamedTensor output{name, Shape{results.size()}, {}};
    for (const ValueId value : results) output.elements.push_back({value});
    builder.add_output(std::move(output));
  }

  Builder builder;
  std::vector<ValueId> values;
};

void check_in_all_tools(const CombLogic& logic) {
  const EmittedProgram program = emit_program(logic, combinational_schedule(logic), 100, 1);
  CHECK(lint_output(program) == "");
  VerilatorEmulator verilator(program.design, {.cache_folder = test_cache_folder(), .optimization = "-O0"});
  CHECK(first_difference(program, verilator) == "");
  IcarusSimulator icarus(program.design);
  CHECK(first_difference(program, icarus) == "");
  CHECK(vhdl_problem(logic, combinational_schedule(logic), 100, 1) == "");
}

TEST_CASE("sums of one, two and three terms are exact for operands of every kind") {
  OperandKinds kinds;
  const std::vector<Use> uses = kinds.uses();
  std::vector<ValueId> results;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    results.push_back(kinds.builder.sum(std::vector{uses[i]}));
    for (std::size_t step : {1U, 7U, 18U}) {
      results.push_back(kinds.builder.sum(std::vector{uses[i], uses[(i + step) % uses.size()]}));
    }
    results.push_back(
        kinds.builder.sum(std::vector{uses[i], uses[(i + 9) % uses.size()], uses[(i + 14) % uses.size()]}));
  }
  kinds.add_output("sums", results);
  check_in_all_tools(kinds.builder.finish());
}

TEST_CASE("products are exact for operands of every kind") {
  OperandKinds kinds;
  const std::vector<Use> uses = kinds.uses();
  std::vector<ValueId> results;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    for (std::size_t step : {0U, 1U, 6U, 19U}) {
      results.push_back(kinds.builder.multiply(uses[i], uses[(i + step) % uses.size()]));
    }
  }
  kinds.add_output("products", results);
  check_in_all_tools(kinds.builder.finish());
}

TEST_CASE("bit drops and relus are exact for operands of every kind") {
  OperandKinds kinds;
  std::vector<ValueId> drops;
  std::vector<ValueId> relus;
  for (const Use& use : kinds.uses()) {
    for (const Format& format : {Format{true, 2, 2}, Format{false, 4, -1}, Format{true, 70, 5}, Format{true, -1, 3},
                                 Format{false, 1, 10}, Format{true, 0, 0}, Format{}}) {
      drops.push_back(kinds.builder.quantize(use, {.format = format}));
      if (!format.is_signed) relus.push_back(kinds.builder.relu(use, format));
    }
    relus.push_back(kinds.builder.relu(use));
  }
  kinds.add_output("drops", drops);
  kinds.add_output("relus", relus);
  check_in_all_tools(kinds.builder.finish());
}

TEST_CASE("comparisons and selects are exact for operands of every kind") {
  OperandKinds kinds;
  const std::vector<Use> uses = kinds.uses();
  std::vector<ValueId> bits;
  std::vector<ValueId> selected;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const Interval range = kinds.builder.graph().interval(uses[i]);
    const Dyadic step(1, range.exponent);
    for (const Dyadic& constant : {Dyadic(0), range.low_value(), range.high_value(), range.low_value() + step,
                                   range.high_value() + step, Dyadic(1, -9), Dyadic(-3, -1), Dyadic(1, 40)}) {
      bits.push_back(kinds.builder.less_than(uses[i], constant));
      bits.push_back(kinds.builder.equal(uses[i], constant));
    }
    const Use bit{kinds.values[3]};
    selected.push_back(kinds.builder.select(bit, uses[i], uses[(i + 11) % uses.size()]));
    selected.push_back(kinds.builder.select(bit, uses[i], compose(uses[i], 1, true)));
  }
  kinds.add_output("comparisons", bits);
  kinds.add_output("selected", selected);
  check_in_all_tools(kinds.builder.finish());
}

TEST_CASE("bitwise operations are exact for operands of every kind") {
  OperandKinds kinds;
  const std::vector<Use> uses = kinds.uses();
  std::vector<ValueId> results;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    for (std::size_t step : {1U, 6U, 19U}) {
      for (const Opcode opcode : {Opcode::kAnd, Opcode::kOr, Opcode::kXor}) {
        results.push_back(kinds.builder.bitwise(opcode, std::vector{uses[i], uses[(i + step) % uses.size()]}));
      }
    }
  }
  kinds.add_output("results", results);
  check_in_all_tools(kinds.builder.finish());
}

TEST_CASE("lookups are exact for operands of every kind and tables of every kind of entry") {
  OperandKinds kinds;
  std::vector<TablePointer> tables;
  for (const Format& index :
       {Format{true, 2, 2}, Format{false, 4, -1}, Format{false, 1, 0}, Format{true, 0, 0}, Format{}}) {
    const std::size_t size = std::size_t{1} << std::max(index.width(), 0);
    for (const Dyadic& slope : {Dyadic(0), Dyadic(3, -2), Dyadic(Integer::power_of_two(70) + 1, -40)}) {
      std::vector<Dyadic> values;
      for (std::size_t i = 0; i < size; ++i) values.push_back(slope * Dyadic(i % 5) - Dyadic(i * i % 7));
      tables.push_back(std::make_shared<const Table>(index, values));
    }
  }
  std::vector<ValueId> results;
  for (const Use& use : kinds.uses()) {
    for (const TablePointer& table : tables) results.push_back(kinds.builder.lookup(use, table));
  }
  kinds.add_output("entries", results);
  check_in_all_tools(kinds.builder.finish());
}

TEST_CASE("values that lie on a coarser grid than their operands are exact") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const Use x{builder.input({true, 3, 4})};
  const Use u{builder.input({false, 2, 6})};
  NamedTensor y{"y", Shape{0}, {}};
  const auto add = [&](ValueId value) {
    y.elements.push_back({value});
    y.elements.push_back({value, 0, true});
    y.shape[0] += 2;
    return Use{value};
  };
  for (const Use& a : {x, u}) {
    const Use triple{builder.sum(std::vector{a, compose(a, 1, false)})};
    const Use quadruple = add(builder.sum(std::vector{triple, a}));                // 3a + a = 4a
    add(builder.sum(std::vector{compose(triple, 0, true), compose(a, 0, true)}));  // -3a - a
    add(builder.multiply(quadruple, triple));
    add(builder.relu(compose(quadruple, 0, true)));
    add(builder.relu(compose(triple, 0, true), {false, 3, 1}));
    add(builder.quantize(compose(quadruple, 0, true), {.format = {true, 4, 1}}));
    add(builder.sum(std::vector{triple, compose(a, 1, true)}));  // 3a - 2a, as narrow as a
  }
  builder.add_output(y);
  const CombLogic logic = builder.finish();
  // The first of them has two bits less than its terms.
  CHECK(logic.format(y.elements[0]).fraction_bits == 2);
  check_in_all_tools(logic);
}

TEST_CASE("outputs may be inputs, constants, zeros and one value several times") {
  Builder builder;
  builder.begin_input("x", Shape{3});
  const ValueId x = builder.input({true, 3, 4});
  builder.input({true, 5, 0});  // unused
  const ValueId nothing = builder.input({});
  const ValueId half = builder.constant(Dyadic(1, -1));
  const ValueId big = builder.constant(-Dyadic(Integer::power_of_two(100) - 7, -3));
  builder.add_output({"copies", Shape{4}, {{x}, {x, 2, true}, {x}, {nothing}}});
  builder.add_output({"constants", Shape{3}, {{half}, {big}, {half, 5, true}}});
  builder.add_output({"zeros", Shape{2}, {{nothing}, {nothing, 3, true}}});
  builder.add_output({"empty", Shape{0}, {}});
  check_in_all_tools(builder.finish());
}

}  // namespace
}  // namespace wirefold::backends_test
