// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/backends/interface.h"
#include "wirefold/backends/rtl/language.h"
#include "wirefold/backends/rtl/operand.h"
#include "wirefold/ir/table.h"

namespace wirefold::rtl {

struct ModuleText;

/// What a register takes at the clock edge.
struct RegisterAssignment {
  std::string target;
  std::size_t width_bits = 0;
  std::string value;
  std::string comment = {};
  bool is_bit = false;  ///< not a vector of one bit
};

/// A wish to a synthesis tool: use_dsp is "no".
struct Attribute {
  std::string name;
  std::string value;
};
using Attributes = std::vector<Attribute>;

/// One port of an instance and what it is connected to.
struct Connection {
  std::string port;
  std::string signal;
  std::string comment = {};
};

/// How a hardware language writes modules. Comments are given without their mark and stand behind the statement.
class HardwareLanguage : public Language {
 public:
  /// What begins a comment.
  virtual std::string_view comment_mark() const = 0;
  /// Identifiers in lower case that the text needs for itself; nothing in a module may be named so.
  virtual std::span<const std::string_view> reserved_names() const = 0;

  /// A port of a module below the top, for its header. Data is a vector as `literal` gives it, a control is one bit.
  virtual std::string input_port(const std::string& name, std::size_t width_bits) const = 0;
  virtual std::string output_port(const std::string& name, std::size_t width_bits) const = 0;
  virtual std::string control_port(const std::string& name) const = 0;

  virtual void declare_wire(ModuleText& module, const std::string& name, std::size_t width_bits,
                            const std::string& comment) const = 0;
  /// Declares a wire and assigns it.
  virtual void add_wire(ModuleText& module, const std::string& name, std::size_t width_bits, const std::string& value,
                        const std::string& comment, const Attributes& attributes) const = 0;
  virtual void declare_register(ModuleText& module, const std::string& name, std::size_t width_bits,
                                const Attributes& attributes) const = 0;
  /// Registers that take their values while the clock enable, if there is one, is 1, and are zero during reset, if
  /// there is one. Nothing for no registers.
  virtual void add_registers(ModuleText& module, const ControlPorts& controls,
                             std::span<const RegisterAssignment> registers) const = 0;
  /// Assigns an output port of a module below the top.
  virtual void assign(ModuleText& module, const std::string& port, const std::string& value) const = 0;
  /// A function `name` that gives the entry of a table for an index pattern, as the bits of the window.
  virtual void add_table(ModuleText& module, const std::string& name, const Table& table,
                         const Window& window) const = 0;
  virtual void add_instance(ModuleText& module, const std::string& instantiated, const std::string& instance,
                            std::span<const Connection> connections) const = 0;
  /// Constants that tell latency and initiation interval; their names.
  virtual std::vector<std::string> add_timing(ModuleText& module, std::uint32_t latency_cycles) const = 0;
  /// What a linter wants said of bits that nothing reads.
  virtual void add_sink(ModuleText& module, const std::vector<std::string>& others) const = 0;
  /// The whole text of a module.
  virtual std::string whole_module(const std::string& name, const std::vector<std::string>& ports,
                                   const ModuleText& module, const Attributes& attributes) const = 0;
};

}  // namespace wirefold::rtl
