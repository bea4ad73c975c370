// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wirefold/backends/rtl/bits.h"
#include "wirefold/backends/wrapper.h"

namespace wirefold::rtl {

/// A port, wire or register of a wrapper. A bit stands alone; a vector may be one bit wide.
struct WrapperSignal {
  enum class Kind { kInput, kOutput, kWire };
  std::string name;
  Kind kind = Kind::kWire;
  std::size_t width_bits = 1;
  bool is_bit = false;
  bool is_register = false;
  bool begins_at_zero = false;  ///< a register that no reset makes known
};

// The statements of a wrapper, in the order in which they are written. A signal is declared before it is read.

struct Heading {
  std::string text;
};

/// A wire without a value yet: an instance or a later assignment gives it one.
struct Declaration {
  PlanSignal signal;
};

/// A wire and its value.
struct Wire {
  PlanSignal signal;
  Bits value;
};

/// The value of an output or of a declared wire.
struct Assignment {
  PlanSignal signal;
  Bits value;
};

/// Registers that take their values at the clock edge while `enable` is 1.
struct Registers {
  struct Next {
    PlanSignal signal;
    Bits value;
  };
  bool has_reset = false;
  std::optional<PlanSignal> enable;  ///< a bit; none: at every edge
  std::vector<Next> nexts;
};

/// The instance of the design.
struct Instance {
  struct Connected {
    std::string port;
    Bits signal;
  };
  std::string name;
  std::vector<Connected> ports;
};

/// A vector of bytes, in which those are zero whose bit in `keep` is 0.
struct KeptBytes {
  PlanSignal signal;
  PlanSignal data;
  PlanSignal keep;
  std::size_t byte_count;
};

/// An output that offers one beat of a vector; `position` counts in the step that the language asks for.
struct BeatChoice {
  PlanSignal output;
  PlanSignal vector;
  PlanSignal position;
  BeatLayout beats;
};

using WrapperStatement =
    std::variant<Heading, Declaration, Wire, Assignment, Registers, Instance, KeptBytes, BeatChoice>;

/// A wrapper as it is in every language: what it has and how it behaves, without syntax.
struct WrapperPlan {
  std::string module_name;
  std::string design_name;
  ControlPorts controls;
  std::uint32_t latency_cycles = 0;
  bool tells_timing = false;           ///< whether it has a clock, and so a latency
  NameTable names;                     ///< all names of the signals and of the instance are taken
  std::vector<WrapperSignal> signals;  ///< ports in the order of the module, among other signals; controls first
  std::vector<WrapperStatement> statements;
};

/// What a language is asked before its wrapper can be planned.
struct WrapperNeeds {
  std::vector<std::string> reserved_names;
  bool counts_bits = false;  ///< whether a beat is found by its first bit, not by its number
};

/// The wrapper of a design with that interface.
WrapperPlan plan_wrapper(const Wrapper& wrapper, const Interface& interface, const std::string& design_name,
                         const WrapperNeeds& needs);

}  // namespace wirefold::rtl
