// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "wirefold/backends/rtl/wrapper_plan.h"

namespace wirefold::rtl {

/// Writes a plan: signals with free names, statements, and what wrappers of several kinds have.
class WrapperBuilder {
 public:
  WrapperBuilder(const Wrapper& wrapper, const Interface& interface, const std::string& design_name,
                 const WrapperNeeds& needs);

  const Wrapper& wrapper() const { return wrapper_; }
  const Interface& interface() const { return interface_; }
  WrapperPlan finish() && { return std::move(plan_); }

  /// Ports have the names that they were given; a bit where the width is 0.
  PlanSignal add_port(WrapperSignal::Kind kind, const std::string& name, std::size_t width_bits = 0,
                      bool is_register = false);
  /// The name of a wire is the next one free; a bit where the width is 0.
  PlanSignal add_wire(const std::string& name, std::size_t width_bits = 0);
  PlanSignal add_wire(const std::string& name, const Bits& value);
  /// A register for state, which is zero after a reset or, without one, at the start; one of one bit is a bit.
  PlanSignal add_state(const std::string& name, std::size_t width_bits);
  /// A register of data.
  PlanSignal add_register(const std::string& name, std::size_t width_bits);

  template <class Statement>
  void add(Statement statement) {
    plan_.statements.emplace_back(std::move(statement));
  }
  void assign(PlanSignal signal, Bits value) { add(Assignment{signal, std::move(value)}); }
  /// The next value of a register.
  void clock(PlanSignal signal, Bits value, std::optional<PlanSignal> enable, bool has_reset);

  /// The wrapper's own clock enable, if it has one.
  std::optional<PlanSignal> clock_enable() const { return clock_enable_; }
  std::string name(PlanSignal signal) const { return plan_.signals[signal].name; }
  /// All of a signal, as the bit or the vector that it is.
  Bits all_of(PlanSignal signal) const;
  /// The condition, and that reset is not active.
  Bits outside_reset(Bits condition) const;

  /// A shift register as long as the latency without register slices; the bit that goes in comes out beside the result
  /// of its sample.
  PlanSignal add_stages(const std::string& name) { return add_state(name, wrapper_.stage_count()); }
  Bits last_stage(PlanSignal stages) const { return bit_of(stages, wrapper_.stage_count() - 1); }
  Registers::Next next_stages(PlanSignal stages, const Bits& in) const;

  /// The instance of the design; `inputs`, `outputs`: what its pins are connected to, in their order.
  void add_design(const Bits& clock_enable, const std::vector<Bits>& inputs, const std::vector<Bits>& outputs);
  /// For each pin of the ports its part of a vector of all of them.
  static std::vector<Bits> parts_of(PlanSignal vector, const std::vector<Port>& ports);

 private:
  PlanSignal add_signal(WrapperSignal signal);

  const Wrapper& wrapper_;
  const Interface& interface_;
  WrapperPlan plan_;
  std::optional<PlanSignal> clock_enable_;
  std::optional<PlanSignal> reset_;
};

}  // namespace wirefold::rtl
