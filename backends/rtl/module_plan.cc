// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/module_plan.h"

#include <utility>

#include "wirefold/backends/value_names.h"
#include "wirefold/ir/error.h"

namespace wirefold::rtl {

ModulePlan::ModulePlan(const EmissionInput& input, std::span<const std::string_view> reserved)
    : logic_(input.logic),
      schedule_(input.schedule),
      module_name_(input.module_name),
      interface_(make_interface(logic_, schedule_, module_name_, hardware_options("emit", input.options))),
      names_(claimed_names(reserved)),
      on_hardware_(values_on_hardware(logic_)),
      value_names_(name_values(logic_, on_hardware_, names_)),
      table_names_(logic_.tables().size()),
      stages_(schedule_.stage_count),
      ranks_(schedule_.stage_count) {
  name_tables();
  plan_stages();
}

NameTable ModulePlan::claimed_names(std::span<const std::string_view> reserved) const {
  NameTable names = interface_.names;
  for (const std::string_view name : reserved) {
    if (names.claim(name)) continue;
    throw ValueError("emit", "the name '" + std::string(name) +
                                 "' of the module or a port is one that the language's own library has and the text "
                                 "needs; rename it");
  }
  return names;
}

// One function a table, named after the first value that is read from it.
void ModulePlan::name_tables() {
  for (const Operation& operation : logic_.operations()) {
    if (operation.opcode != Opcode::kLookup || !has_signal(operation.first_result)) continue;
    std::string& name = table_names_[operation.attribute];
    if (name.empty()) name = names_.unique(value_names_[operation.first_result] + "_table");
  }
}

void ModulePlan::plan_stages() {
  const auto operations = logic_.operations();
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (has_signal(operations[i].first_result)) stages_[schedule_.stages[i]].push_back(&operations[i]);
  }
  const std::vector<std::uint32_t> last = last_stages(logic_, schedule_);
  std::vector<ValueId> alive;
  for (std::uint32_t stage = 0; stage + 1 < schedule_.stage_count; ++stage) {
    for (const Operation* operation : stages_[stage]) alive.push_back(operation->first_result);
    std::erase_if(alive, [&](ValueId value) { return last[value] <= stage; });
    ranks_[stage + 1] = alive;
  }
}

bool ModulePlan::has_signal(ValueId value) const { return on_hardware_[value] && !logic_.interval(value).is_point(); }

std::size_t ModulePlan::first_bit(const NamedTensor& tensor, const Port& port, std::size_t element) const {
  const int below =
      port.elements[element].format.fraction_bits - logic_.format(tensor.elements[element].value).fraction_bits;
  return port.elements[element].offset_bits + static_cast<std::size_t>(below);
}

std::string ModulePlan::comment(const Operation& operation, bool has_source) const {
  std::string text = std::string(info(operation.opcode).name) + " " + to_string(logic_.format(operation.first_result));
  const Location& location = logic_.location(operation);
  if (has_source && location.line != 0) text += ", " + to_string(location);
  return text;
}

Module ModulePlan::finish(std::string text) && {
  return {std::move(module_name_), std::move(text), std::move(value_names_), std::move(interface_)};
}

}  // namespace wirefold::rtl
