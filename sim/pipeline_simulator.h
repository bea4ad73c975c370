// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "wirefold/ir/schedule.h"

namespace wirefold {

/// A register of a pipelined program: what it holds between two clock edges.
struct PipelineRegister {
  enum class Place { input, between_stages, output };
  Place place = Place::between_stages;
  std::uint32_t stage = 0;       ///< the stage that reads it; for outputs the last one
  Use use;                       ///< the value that it carries
  std::optional<Dyadic> number;  ///< nothing before the first sample has come so far
};

/// Runs the pipelined form of a program clock by clock, over exact numbers of any width: every stage works on what the
/// registers before it hold. Data registers are not reset, so they hold nothing known at first.
///
/// The program and the schedule must live as long as the simulator.
class PipelineSimulator {
 public:
  /// InternalError for a schedule that is not legal for the program.
  PipelineSimulator(const CombLogic& logic, const Schedule& schedule);

  /// One clock cycle with these numbers on the input ports, tensor by tensor in C order. Returns what the output ports
  /// show in the same cycle, before the clock edge that ends it: the results for the sample of latency_cycles() calls
  /// ago, where there was one. Valid until the next call.
  std::span<const std::optional<Dyadic>> cycle(std::span<const Dyadic> inputs);

  /// All registers after the last clock edge: of the inputs, by stage and value, of the outputs.
  std::vector<PipelineRegister> registers() const;

 private:
  using Known = std::optional<Dyadic>;

  bool is_constant(ValueId value) const;
  /// A value as a stage sees it in this cycle.
  const Known& at(ValueId value, std::uint32_t stage) const;
  void evaluate_stages();
  void clock_edge();

  const CombLogic& logic_;
  const Schedule& schedule_;
  std::vector<std::uint32_t> last_stages_;
  std::vector<Known> computed_;                // one a value: in its own stage, in this cycle
  std::vector<std::vector<Known>> registers_;  // one a value: before the stages after its own
  std::vector<Known> input_registers_;         // in the order of the ports
  std::vector<Known> output_registers_;
  std::vector<Known> ports_;    // what the ports read in this cycle
  std::vector<Known> results_;  // of the last stage
  std::vector<Known> outputs_;
};

}  // namespace wirefold
