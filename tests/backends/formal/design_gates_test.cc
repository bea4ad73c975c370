// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/design_gates.h"

#include "tests/catch.h"
#include "wirefold/ir/error.h"

namespace wirefold::formal {
namespace {

using Bit = BitNetlist::Bit;

// y is the exclusive or of both bits of x after a register, z what was never defined.
constexpr const char* kText = R"(# a comment
.model m
.inputs clk x[0] x[1]
.outputs y z
.names $undef
.names $undef z
1 1
.names held y
1 1
.names x[0] x[1] next
10 1
01 1
.latch next held re clk 2
.end
)";

TEST_CASE("a netlist is read as gates in an order in which they can be computed") {
  const BlifModel model = read_blif(".model m\n.inputs a\n.outputs y\n.names b y\n0 1\n.names a b\n0 1\n.end\n");
  REQUIRE(model.gates.size() == 2);
  CHECK(model.signals[model.gates[0].output] == "b");
  CHECK(model.signals[model.gates[1].output] == "y");
}

TEST_CASE("a netlist that is not one of gates is refused") {
  CHECK_THROWS_WITH(read_blif(".model m\n.subckt other a=b\n"),
                    "verify: yosys wrote a netlist with the line '.subckt other a=b', which is not a gate");
  CHECK_THROWS_WITH(read_blif(".names a b\n1 0\n"),
                    "verify: yosys wrote a netlist with the line '1 0', which is not a gate");
  CHECK_THROWS_WITH(read_blif(".names a b\n1 1\n.names b a\n1 1\n"),
                    "verify: the hardware has a combinational loop through 'b'");
}

TEST_CASE("hardware is built once a cycle, and what it starts from and what is undefined are inputs") {
  EmulatedDesign design;
  design.inputs = {{"x", 2}};
  design.outputs = {{"y", 1}, {"z", 1}};
  design.has_clock = true;
  design.latency_cycles = 1;
  BitNetlist netlist;
  const std::vector<Bit> x = {netlist.input(), netlist.input()};
  const auto outputs = unrolled_outputs(design, read_blif(kText), {x}, netlist);
  REQUIRE(outputs.size() == 2);
  CHECK(outputs[0] == std::vector<Bit>{netlist.exclusive(x[0], x[1])});
  CHECK(netlist.is_input(outputs[1][0]));
  CHECK(outputs[1][0] != x[0]);

  design.latency_cycles = 0;
  const auto before = unrolled_outputs(design, read_blif(kText), {x}, netlist);
  CHECK(netlist.is_input(before[0][0]));
}

TEST_CASE("gates that the hardware has too are the same gates") {
  const char* kMux = ".model m\n.inputs a b s\n.outputs y\n.names a b s y\n1-0 1\n-11 1\n.end\n";
  EmulatedDesign design;
  design.inputs = {{"a", 1}, {"b", 1}, {"s", 1}};
  design.outputs = {{"y", 1}};
  BitNetlist netlist;
  const Bit a = netlist.input();
  const Bit b = netlist.input();
  const Bit s = netlist.input();
  const Bit choice = netlist.choice(s, b, a);
  CHECK(unrolled_outputs(design, read_blif(kMux), {{a}, {b}, {s}}, netlist)[0][0] == choice);
  CHECK(netlist.inverse(netlist.inverse(a)) == a);
  CHECK(netlist.exclusive(netlist.inverse(a), b) == netlist.inverse(netlist.exclusive(a, b)));
}

}  // namespace
}  // namespace wirefold::formal
