// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/design.h"

#include <utility>

#include "wirefold/backends/rtl/layer_modules.h"
#include "wirefold/backends/value_names.h"
#include "wirefold/ir/error.h"

namespace wirefold::rtl {
namespace {

std::vector<bool> values_with_signals(const CombLogic& logic) {
  std::vector<bool> has_signal = values_on_hardware(logic);
  for (ValueId value = 0; value < logic.value_count(); ++value) {
    if (logic.interval(value).is_point()) has_signal[value] = false;
  }
  return has_signal;
}

ModuleText empty_module(const HardwareLanguage& language, const Interface& interface) {
  ModuleText module(language);
  module.names = interface.names;
  for (const std::string_view name : language.reserved_names()) {
    if (module.names.claim(name)) continue;
    throw ValueError("emit", "the name '" + std::string(name) +
                                 "' of the module or a port is one that the language's own library has and the text "
                                 "needs; rename it");
  }
  return module;
}

}  // namespace

Design::Design(const HardwareLanguage& language, const EmissionInput& input, const HardwareOptions& options,
               Interface interface, const std::vector<std::string>& taken_names)
    : logic_(input.logic),
      schedule_(input.schedule),
      options_(options),
      interface_(std::move(interface)),
      submodules_(taken_names),
      context_{language,
               logic_,
               schedule_,
               options_,
               interface_.controls,
               input.module_name,
               values_with_signals(logic_),
               last_stages(logic_, schedule_),
               submodules_},
      module_(empty_module(language, interface_)),
      value_names_(name_values(logic_, values_on_hardware(logic_), module_.names)),
      part_(context_, module_, value_names_) {}

// The elements of an input are slices of its pins. A value that is known to be narrower than its element is a part of
// that slice.
void Design::own_inputs(const std::vector<SignalId>& signals) {
  auto signal = signals.begin();
  for (std::size_t i = 0; i < interface_.inputs.size(); ++i) {
    const Port& port = interface_.inputs[i];
    for (const Pin& pin : port.pins) {
      for (const std::size_t j : elements_of(port, pin)) {
        const ValueId value = logic_.inputs()[i].elements[j].value;
        const int below = port.elements[j].format.fraction_bits - logic_.format(value).fraction_bits;
        part_.own(value, {*signal, port.elements[j].offset_bits - pin.offset_bits + static_cast<std::size_t>(below)});
      }
      ++signal;
    }
  }
}

void Design::write_operations() {
  const LayerPlan plan = options_.has_layer_modules ? plan_layers(logic_, schedule_, context_.has_signal) : LayerPlan{};
  if (!plan.layers.empty()) {
    write_layers(context_, module_, plan, part_, value_names_);
    return;
  }
  std::vector<const Operation*> operations;
  for (const Operation& operation : logic_.operations()) {
    const bool is_computed = operation.opcode != Opcode::kInput;
    if (is_computed && context_.has_signal[operation.first_result]) operations.push_back(&operation);
  }
  part_.write(operations);
}

Module Design::finish(std::string text) && {
  return {context_.module_name, std::move(text), submodules_.modules(), std::move(value_names_), std::move(interface_)};
}

}  // namespace wirefold::rtl
