// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/interface.h"
#include "wirefold/backends/rtl/part_writer.h"

namespace wirefold::rtl {

/// A design and what the files beside it need to know of it.
struct Module {
  std::string name;
  std::string text;
  std::vector<Submodule> submodules;     ///< in the order in which they are first used
  std::vector<std::string> value_names;  ///< by value; empty for a value without a signal of its own
  Interface interface;
};

/// The top module of a design while a language writes it: it declares the ports and hands over the signals of the
/// inputs, has the operations written, and reads the operands of the outputs.
class Design {
 public:
  /// `taken_names`: module names that submodules must not have.
  /// Errors: ValueError for a port with a name that the language needs for itself.
  Design(const HardwareLanguage& language, const EmissionInput& input, const HardwareOptions& options,
         Interface interface, const std::vector<std::string>& taken_names);
  Design(const Design&) = delete;
  Design& operator=(const Design&) = delete;

  const CombLogic& logic() const { return logic_; }
  const Schedule& schedule() const { return schedule_; }
  const Interface& interface() const { return interface_; }
  ModuleText& module() { return module_; }

  /// `signals`: one a pin of the interface's inputs, in their order.
  void own_inputs(const std::vector<SignalId>& signals);
  /// Operations and the registers between them; in modules of their own where the options say so.
  void write_operations();
  /// The operand of an output, in the last stage.
  Operand operand(const Use& use) const { return part_.operand(use); }

  Module finish(std::string text) &&;

 private:
  const CombLogic& logic_;
  const Schedule& schedule_;
  const HardwareOptions& options_;
  Interface interface_;
  SubmoduleLibrary submodules_;
  DesignContext context_;
  ModuleText module_;
  std::vector<std::string> value_names_;
  PartWriter part_;
};

}  // namespace wirefold::rtl
