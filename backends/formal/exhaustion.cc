// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/exhaustion.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <map>

namespace wirefold::formal {
namespace {

using Bit = BitNetlist::Bit;

// A word holds the values for 64 inputs: those of the first six inputs in all combinations.
constexpr std::size_t kInputsOfWord = 6;
constexpr std::array<std::uint64_t, kInputsOfWord> kPatterns = {0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC,
                                                                0xF0F0F0F0F0F0F0F0, 0xFF00FF00FF00FF00,
                                                                0xFFFF0000FFFF0000, 0xFFFFFFFF00000000};
// More are out of reach of any budget.
constexpr std::size_t kMostInputs = 40;

// What some bits are made of: inputs and gates, each in the order of the network.
struct Cone {
  std::vector<Bit> inputs;
  std::vector<Bit> gates;

  std::size_t steps() const {
    return inputs.size() <= kInputsOfWord ? 1 : std::size_t{1} << (inputs.size() - kInputsOfWord);
  }
};

// Finds cones, each in time of its own size.
class ConeFinder {
 public:
  explicit ConeFinder(const BitNetlist& netlist) : netlist_(netlist), last_(netlist.size()) {}

  Cone find(std::span<const Bit> bits) {
    ++number_;
    Cone cone;
    std::vector<Bit> open;
    const auto reach = [&](Bit bit) {
      if (bit <= BitNetlist::kOne || last_[bit] == number_) return;
      last_[bit] = number_;
      open.push_back(bit);
    };
    for (const Bit bit : bits) reach(bit);
    while (!open.empty()) {
      const Bit bit = open.back();
      open.pop_back();
      (netlist_.is_input(bit) ? cone.inputs : cone.gates).push_back(bit);
      if (netlist_.is_input(bit)) continue;
      for (const Bit operand : netlist_.operands(bit)) reach(operand);
    }
    std::sort(cone.inputs.begin(), cone.inputs.end());
    std::sort(cone.gates.begin(), cone.gates.end());
    return cone;
  }

 private:
  const BitNetlist& netlist_;
  std::vector<std::uint32_t> last_;  // the number of the last cone that a bit was in
  std::uint32_t number_ = 0;
};

// The cone's gates over words, on places of their own, close together.
class Simulation {
 public:
  Simulation(const BitNetlist& netlist, const Cone& cone) : inputs_(cone.inputs.size()) {
    std::vector<std::uint32_t> places(netlist.size());
    places[BitNetlist::kOne] = 1;
    std::uint32_t next = 2;
    for (const Bit input : cone.inputs) places[input] = next++;
    for (const Bit gate : cone.gates) {
      const auto [a, b] = netlist.operands(gate);
      gates_.push_back({places[a], places[b], netlist.is_conjunction(gate)});
      places[gate] = next++;
    }
    words_.resize(next);
    words_[1] = ~std::uint64_t{0};
    place_of_ = std::move(places);
  }

  void run(std::size_t step) {
    for (std::size_t i = 0; i < inputs_; ++i) {
      words_[2 + i] = i < kInputsOfWord ? kPatterns[i] : (step >> (i - kInputsOfWord) & 1) != 0 ? ~std::uint64_t{0} : 0;
    }
    std::uint64_t* result = words_.data() + 2 + inputs_;
    for (const Gate& gate : gates_) {
      const std::uint64_t a = words_[gate.a];
      const std::uint64_t b = words_[gate.b];
      *result++ = gate.is_conjunction ? a & b : a ^ b;
    }
  }
  std::uint64_t word(Bit bit) const { return words_[place_of_[bit]]; }

 private:
  struct Gate {
    std::uint32_t a;
    std::uint32_t b;
    bool is_conjunction;
  };
  std::size_t inputs_;
  std::vector<Gate> gates_;
  std::vector<std::uint64_t> words_;
  std::vector<std::uint32_t> place_of_;
};

// The values of all inputs of the network for one of the 64 of a step; inputs outside of the cone are 0.
std::vector<bool> inputs_at(const BitNetlist& netlist, const Cone& cone, const Simulation& simulation, int lane) {
  std::vector<bool> values;
  std::size_t next = 0;
  for (const Bit input : netlist.inputs()) {
    const bool is_read = next < cone.inputs.size() && cone.inputs[next] == input;
    values.push_back(is_read && (simulation.word(input) >> lane & 1) != 0);
    next += is_read ? 1 : 0;
  }
  return values;
}

std::optional<std::vector<bool>> search(const BitNetlist& netlist, const Cone& cone, std::span<const Bit> bits) {
  Simulation simulation(netlist, cone);
  for (std::size_t step = 0; step < cone.steps(); ++step) {
    simulation.run(step);
    std::uint64_t any = 0;
    for (const Bit bit : bits) any |= simulation.word(bit);
    if (any != 0) return inputs_at(netlist, cone, simulation, std::countr_zero(any));
  }
  return std::nullopt;
}

}  // namespace

Exhaustion try_every_input(const BitNetlist& netlist, std::span<const Bit> bits, std::size_t budget) {
  ConeFinder finder(netlist);
  // Bits that read the same inputs share the work.
  std::map<std::vector<Bit>, std::vector<Bit>> by_inputs;
  for (const Bit bit : bits) by_inputs[finder.find(std::span(&bit, 1)).inputs].push_back(bit);
  Exhaustion result;
  for (const auto& [inputs, group] : by_inputs) {
    const Cone cone = finder.find(group);
    const std::size_t step_cost = cone.gates.size() + cone.inputs.size() + 1;
    if (inputs.size() > kMostInputs || cone.steps() > budget / step_cost) {
      result.undecided.insert(result.undecided.end(), group.begin(), group.end());
      continue;
    }
    budget -= cone.steps() * step_cost;
    result.inputs = search(netlist, cone, group);
    if (result.inputs) return result;
  }
  return result;
}

}  // namespace wirefold::formal
