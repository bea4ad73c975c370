// SPDX-License-Identifier: Apache-2.0
// The program in gates against ir/semantics.h: if these differ, a proof would prove nothing.
#include "wirefold/backends/formal/reference_model.h"

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/port_packing.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"
#include "wirefold/sim/interpreter.h"

namespace wirefold::formal {
namespace {

// The first sample on which gates and interpreter differ, as text.
std::string first_difference(const CombLogic& logic, std::size_t sample_count, std::uint64_t seed) {
  const std::vector<Port> inputs = input_ports(logic);
  const std::vector<Port> outputs = output_ports(logic);
  const ReferenceModel model = reference_model(logic, inputs, outputs);
  Interpreter interpreter(logic);
  Random random(seed);
  for (std::size_t sample = 0; sample < sample_count; ++sample) {
    std::vector<bool> bits;
    std::vector<Dyadic> numbers;
    for (const Port& port : inputs) {
      for (const PortElement& element : port.elements) {
        Integer raw;
        for (unsigned i = 0; i < element.width_bits; ++i) {
          bits.push_back(sample == 0 ? false : sample == 1 ? true : random.one_in(2));
          if (bits.back()) raw = raw + Integer::power_of_two(i);
        }
        numbers.push_back(read_input(Dyadic(raw, -element.format.fraction_bits), element.format));
      }
    }
    const std::vector<bool> values = model.netlist.evaluate(bits);
    const std::span<const Dyadic> expected = interpreter.run(numbers);
    std::size_t next = 0;
    for (std::size_t index = 0; index < outputs.size(); ++index) {
      const Port& port = outputs[index];
      const std::size_t count = port.elements.size();
      const std::vector<std::uint64_t> words = pack(port, expected.subspan(next, count), 1);
      next += count;
      for (std::size_t i = 0; i < port.width_bits; ++i) {
        if (values[model.outputs[index][i]] != ((words[i / 64] >> (i % 64) & 1) != 0)) {
          return "sample " + std::to_string(sample) + ", port " + port.name + ", bit " + std::to_string(i);
        }
      }
    }
    if (!values[model.fits]) return "sample " + std::to_string(sample) + " does not fit";
  }
  return "";
}

TEST_CASE("a program in gates computes what the interpreter does") {
  const std::uint64_t seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U);
  INFO("seed " << seed);
  CHECK(first_difference(random_program(seed, {.inputs = 6, .operations = 80}), 60, seed) == "");
}

TEST_CASE("quantizers of every mode, with and without a divisor, are right in gates for every input") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const std::vector<ValueId> inputs = {builder.input({true, 4, 3}), builder.input({false, 3, 4})};
  NamedTensor y{"y", Shape{0}, {}};
  for (const ValueId x : inputs) {
    for (int rounding = 0; rounding <= static_cast<int>(Rounding::kRndConv); ++rounding) {
      for (int overflow = 0; overflow <= static_cast<int>(Overflow::kSatZero); ++overflow) {
        for (const int divisor : {1, 3, 11}) {
          for (const Format& format : {Format{true, 2, 1}, Format{false, 2, 2}, Format{true, 1, 4}}) {
            y.elements.push_back(
                {builder.quantize({x, 1, overflow % 2 == 1}, {.format = format,
                                                              .rounding = static_cast<Rounding>(rounding),
                                                              .overflow = static_cast<Overflow>(overflow),
                                                              .divisor = divisor})});
          }
        }
      }
    }
  }
  y.shape = Shape{y.elements.size()};
  builder.add_output(y);
  CHECK(first_difference(builder.finish(), 300, 9) == "");
}

TEST_CASE("gates for other ports than those of the program are refused") {
  const CombLogic logic = random_program(1, {.inputs = 3, .operations = 5});
  CHECK_THROWS_AS(reference_model(logic, {}, output_ports(logic)), ShapeError);
}

TEST_CASE("a network of gates is written as BLIF") {
  BitNetlist netlist;
  const auto a = netlist.input();
  const auto b = netlist.input();
  CHECK(netlist.conjunction(a, BitNetlist::kOne) == a);
  CHECK(netlist.exclusive(a, a) == BitNetlist::kZero);
  CHECK(netlist.conjunction(a, b) == netlist.conjunction(b, a));
  const BitNetlist::Port in{"x", {a, b}};
  const BitNetlist::Port out{"y", {netlist.exclusive(a, b)}};
  CHECK(netlist.blif("half", std::span(&in, 1), std::span(&out, 1)) ==
        ".model half\n.inputs \\\nx[0] \\\nx[1]\n.outputs \\\ny[0]\n.names n0\n.names n1\n1\n"
        ".names n2 n3 n4\n11 1\n.names n2 n3 n5\n10 1\n01 1\n"
        ".names x[0] n2\n1 1\n.names x[1] n3\n1 1\n.names n5 y[0]\n1 1\n.end\n");
}

}  // namespace
}  // namespace wirefold::formal
