// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "wirefold/backends/interface.h"
#include "wirefold/backends/layers.h"
#include "wirefold/backends/rtl/module_text.h"
#include "wirefold/backends/rtl/operand.h"

namespace wirefold::rtl {

/// What every part of one design is written with.
struct DesignContext {
  const HardwareLanguage& language;
  const CombLogic& logic;
  const Schedule& schedule;
  const HardwareOptions& options;
  const ControlPorts& controls;
  std::string module_name;
  std::vector<bool> has_signal;            ///< by value: on the hardware, and not one number
  std::vector<std::uint32_t> last_stages;  ///< by value
  SubmoduleLibrary& submodules;
};

/// Writes operations into a module, stage after stage, with the registers that carry their results on.
class PartWriter {
 public:
  /// `names`: of the values that the part has, by value.
  PartWriter(const DesignContext& context, ModuleText& module, const std::vector<std::string>& names);

  /// Where a value lies that the part has from the start and carries on through the stages: an element of a port.
  void own(ValueId value, const Carrier& carrier);
  /// Where a value lies that another part carries.
  void import(const StagedValue& staged, const Carrier& carrier) {
    imports_[staged.stage].push_back({staged.value, carrier});
  }
  /// Remembers where the part has these values, once it is written.
  void keep(const std::vector<StagedValue>& exports);

  void write(const std::vector<const Operation*>& operations);

  /// A kept value, or any value as it is in the last stage.
  Carrier carrier(const StagedValue& staged) const;
  /// An operand as it is where `write` is, or, afterwards, in the last stage.
  Operand operand(const Use& use) const;

 private:
  struct Placed {
    ValueId value;
    Carrier carrier;
  };

  unsigned width_of(ValueId value) const { return static_cast<unsigned>(context_.logic.format(value).width()); }
  void write_tables(const std::vector<const Operation*>& operations);
  void write_rank(std::uint32_t stage);
  void write_operation(const Operation& operation);
  void write_instance(const Operation& operation);
  std::string comment(const Operation& operation) const;
  Attributes attributes(const Operation& operation) const;
  void keep_alive(const std::vector<const Operation*>& made, std::uint32_t stage);

  const DesignContext& context_;
  ModuleText& module_;
  const std::vector<std::string>& names_;
  std::vector<Carrier> carriers_;                   // by value, as of the stage being written
  std::vector<ValueId> alive_;                      // values that the next rank registers
  std::vector<std::vector<Placed>> imports_;        // by stage
  std::vector<std::vector<StagedValue>> exported_;  // by stage
  std::map<StagedValue, Carrier> kept_;
  std::vector<std::string> table_names_;  // by number; empty for one that the part does not have
};

}  // namespace wirefold::rtl
