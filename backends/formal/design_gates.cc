// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/design_gates.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "wirefold/backends/process.h"
#include "wirefold/ir/error.h"

namespace wirefold::formal {
namespace {

using Bit = BitNetlist::Bit;
using Signal = BlifModel::Signal;

// The signals of a port's bits; none for one that is not there, as a bit that nothing reads.
class PortSignals {
 public:
  explicit PortSignals(const BlifModel& gates) {
    for (Signal i = 0; i < gates.signals.size(); ++i) by_name_.emplace(gates.signals[i], i);
  }
  std::optional<Signal> find(const EmulatedPort& port, std::size_t bit) const {
    return find(port.width_bits == 1 ? port.name : port.name + "[" + std::to_string(bit) + "]");
  }
  std::optional<Signal> find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, Signal> by_name_;
};

// One cycle of the hardware: the bit of every signal.
class Cycle {
 public:
  Cycle(const BlifModel& gates, BitNetlist& netlist) : netlist_(netlist), bits_(gates.signals.size()) {}

  void set(std::optional<Signal> signal, Bit bit) {
    if (signal) bits_[*signal] = bit;
  }
  Bit read(Signal signal) {
    if (!bits_[signal]) bits_[signal] = netlist_.input();
    return *bits_[signal];
  }

  void run(const BlifModel& gates) {
    for (const BlifModel::Gate& gate : gates.gates) {
      // yosys calls it so and lets it be 0.
      if (gates.signals[gate.output] == "$undef") continue;
      bits_[gate.output] = result(gate);
    }
  }

 private:
  // An exclusive or and a choice stay what they are, so that they meet those of the reference.
  Bit result(const BlifModel::Gate& gate) {
    using Cubes = std::vector<std::string>;
    if (gate.cubes == Cubes{"10", "01"}) return netlist_.exclusive(read(gate.inputs[0]), read(gate.inputs[1]));
    if (gate.cubes == Cubes{"1-0", "-11"}) {
      return netlist_.choice(read(gate.inputs[2]), read(gate.inputs[1]), read(gate.inputs[0]));
    }
    Bit any = BitNetlist::kZero;
    for (const std::string& cube : gate.cubes) any = netlist_.disjunction(any, holds(gate, cube));
    return any;
  }
  Bit holds(const BlifModel::Gate& gate, const std::string& cube) {
    Bit all = BitNetlist::kOne;
    for (std::size_t i = 0; i < cube.size(); ++i) {
      if (cube[i] == '-') continue;
      const Bit bit = read(gate.inputs[i]);
      all = netlist_.conjunction(all, cube[i] == '1' ? bit : netlist_.inverse(bit));
    }
    return all;
  }

  BitNetlist& netlist_;
  std::vector<std::optional<Bit>> bits_;
};

}  // namespace

BlifModel design_gates(const EmulatedDesign& design) {
  const std::string yosys = require_tool("verify", "yosys", "apt-get install yosys").string();
  const TemporaryFolder folder(std::filesystem::temp_directory_path() / "wirefold");
  std::string script = "read_verilog";
  for (std::size_t i = 0; i < design.sources.size(); ++i) {
    const std::string name = "source" + std::to_string(i) + ".v";
    write_file(folder.path() / name, design.sources[i].contents);
    script += " " + name;
  }
  script +=
      "\nhierarchy -check -top " + design.top +
      "\nproc\nflatten\nopt_clean\nasync2sync\ndffunmap\nmemory_map\ntechmap\nopt_clean\nwrite_blif design.blif\n";
  write_file(folder.path() / "gates.ys", script);
  run_tool("verify", {yosys, "-Q", "-T", "gates.ys"}, folder.path());
  return read_blif(read_file(folder.path() / "design.blif"));
}

std::vector<std::vector<Bit>> unrolled_outputs(const EmulatedDesign& design, const BlifModel& gates,
                                               const std::vector<std::vector<Bit>>& inputs, BitNetlist& netlist) {
  const PortSignals signals(gates);
  std::vector<Bit> state;
  for (std::size_t i = 0; i < gates.registers.size(); ++i) state.push_back(netlist.input());
  for (std::uint32_t time = 0;; ++time) {
    Cycle cycle(gates, netlist);
    for (const auto& [port, level] : design.ties) {
      cycle.set(signals.find(port), level ? BitNetlist::kOne : BitNetlist::kZero);
    }
    for (std::size_t i = 0; time == 0 && i < inputs.size(); ++i) {
      for (std::size_t bit = 0; bit < inputs[i].size(); ++bit) {
        cycle.set(signals.find(design.inputs[i], bit), inputs[i][bit]);
      }
    }
    for (std::size_t i = 0; i < state.size(); ++i) cycle.set(gates.registers[i].value, state[i]);
    cycle.run(gates);
    if (time == design.latency_cycles) {
      std::vector<std::vector<Bit>> outputs;
      for (const EmulatedPort& port : design.outputs) {
        std::vector<Bit>& bits = outputs.emplace_back();
        for (std::size_t bit = 0; bit < port.width_bits; ++bit) {
          const std::optional<Signal> signal = signals.find(port, bit);
          check_internal(signal.has_value(), "the hardware lacks an output");
          bits.push_back(cycle.read(*signal));
        }
      }
      return outputs;
    }
    for (std::size_t i = 0; i < state.size(); ++i) state[i] = cycle.read(gates.registers[i].next);
  }
}

}  // namespace wirefold::formal
