// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/proof.h"

#include <cstdint>
#include <set>
#include <utility>

#include "wirefold/backends/formal/design_gates.h"
#include "wirefold/backends/formal/exhaustion.h"
#include "wirefold/backends/formal/reference_model.h"
#include "wirefold/backends/formal/solver.h"

namespace wirefold {
namespace {

using formal::BitNetlist;

PortWords words_of(const std::vector<EmulatedPort>& ports, const std::vector<std::vector<BitNetlist::Bit>>& bits,
                   const std::vector<bool>& values) {
  PortWords words;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    words.emplace_back(ports[i].words_per_sample());
    for (std::size_t bit = 0; bit < bits[i].size(); ++bit) {
      words[i][bit / 64] |= std::uint64_t{values[bits[i][bit]]} << (bit % 64);
    }
  }
  return words;
}

// A second or two of one core.
constexpr std::size_t kTrialBudget = std::size_t{1} << 30;

formal::SolverResult solve(const BitNetlist& netlist, const std::vector<BitNetlist::Bit>& bits,
                           const ProofOptions& options) {
  formal::Exhaustion tried = formal::try_every_input(netlist, bits, kTrialBudget);
  if (tried.inputs) return {formal::SolverResult::Outcome::kPossible, *std::move(tried.inputs)};
  return formal::find_one(netlist, tried.undecided, options.timeout_seconds);
}

}  // namespace

Proof prove(const CombLogic& program, const EmulatedDesign& design, const std::vector<Port>& inputs,
            const std::vector<Port>& outputs, const ProofOptions& options) {
  formal::ReferenceModel reference = formal::reference_model(program, inputs, outputs);
  BitNetlist& netlist = reference.netlist;
  const auto actual = formal::unrolled_outputs(design, formal::design_gates(design), reference.inputs, netlist);
  // Never 1 where the hardware computes the program.
  std::set<BitNetlist::Bit> differences = {netlist.inverse(reference.fits)};
  for (std::size_t i = 0; i < actual.size(); ++i) {
    for (std::size_t bit = 0; bit < actual[i].size(); ++bit) {
      differences.insert(netlist.exclusive(reference.outputs[i][bit], actual[i][bit]));
    }
  }
  differences.erase(BitNetlist::kZero);
  const std::vector<BitNetlist::Bit> goals(differences.begin(), differences.end());
  const formal::SolverResult found = solve(netlist, goals, options);
  Proof proof;
  if (found.outcome == formal::SolverResult::Outcome::kNever) proof.outcome = Proof::Outcome::kProved;
  if (found.outcome == formal::SolverResult::Outcome::kPossible) {
    const std::vector<bool> values = netlist.evaluate(found.inputs);
    proof.outcome = Proof::Outcome::kRefuted;
    proof.inputs = words_of(design.inputs, reference.inputs, values);
    proof.expected = words_of(design.outputs, reference.outputs, values);
    proof.actual = words_of(design.outputs, actual, values);
  }
  return proof;
}

}  // namespace wirefold
