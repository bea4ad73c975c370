// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/interface.h"

namespace wirefold::rtl {

/// A module and what the files beside it need to know of it.
struct Module {
  std::string name;
  std::string text;
  std::vector<std::string> value_names;  ///< by value; empty for a value without a signal of its own
  Interface interface;
};

/// What a flat module of a program has, whatever language it is written in: the same signals, names and registers.
class ModulePlan {
 public:
  /// `reserved`: identifiers, in lower case, that the language's text needs and nothing of the module may be named.
  /// Errors: ValueError for the user's port and module names.
  explicit ModulePlan(const EmissionInput& input, std::span<const std::string_view> reserved = {});

  const CombLogic& logic() const { return logic_; }
  const Schedule& schedule() const { return schedule_; }
  const std::string& module_name() const { return module_name_; }
  const std::vector<Port>& inputs() const { return interface_.inputs; }
  const std::vector<Port>& outputs() const { return interface_.outputs; }
  /// The names that are taken in the module; writers claim more as they need them.
  NameTable& names() { return names_; }
  const std::string& value_name(ValueId value) const { return value_names_[value]; }
  /// By number of the table; empty for one that no signal is read from.
  const std::vector<std::string>& table_names() const { return table_names_; }

  /// Whether the value is on the hardware and not one number.
  bool has_signal(ValueId value) const;
  /// The operations of a stage that have signals, in program order.
  const std::vector<const Operation*>& operations_of(std::uint32_t stage) const { return stages_[stage]; }
  /// The values that have registers before `stage`, in order of the operations that make them.
  const std::vector<ValueId>& registered_before(std::uint32_t stage) const { return ranks_[stage]; }
  /// The first bit of an input element's value in its port: a value that is known to be narrower than its element is a
  /// part of it.
  std::size_t first_bit(const NamedTensor& tensor, const Port& port, std::size_t element) const;

  /// "sum s5.2, net.cc:6"; without the user's line unless `has_source`.
  std::string comment(const Operation& operation, bool has_source) const;
  /// The finished module.
  Module finish(std::string text) &&;

 private:
  NameTable claimed_names(std::span<const std::string_view> reserved) const;
  void name_tables();
  void plan_stages();

  const CombLogic& logic_;
  const Schedule& schedule_;
  std::string module_name_;
  Interface interface_;
  NameTable names_;
  std::vector<bool> on_hardware_;
  std::vector<std::string> value_names_;
  std::vector<std::string> table_names_;
  std::vector<std::vector<const Operation*>> stages_;
  std::vector<std::vector<ValueId>> ranks_;  // by the stage that they are in front of
};

}  // namespace wirefold::rtl
