// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/layer_modules.h"

#include <algorithm>

#include "wirefold/backends/rtl/attributes.h"

namespace wirefold::rtl {
namespace {

class LayersWriter {
 public:
  LayersWriter(const DesignContext& context, ModuleText& top_module, const LayerPlan& plan, PartWriter& top,
               std::vector<std::string>& value_names)
      : context_(context),
        top_module_(top_module),
        plan_(plan),
        top_(top),
        value_names_(value_names),
        inner_names_(names_in_layers(context.logic, plan)) {
    // Names that the language needs for itself get another ending; all others stay.
    const NameTable reserved = ModuleText(context.language).names;
    for (std::string& name : inner_names_) name = NameTable(reserved).unique(name);
  }

  void run() {
    top_.keep(plan_.from_ports);
    top_.write({});
    for (const StagedValue& staged : plan_.from_ports) carriers_[staged] = top_.carrier(staged);
    for (const Layer& layer : plan_.layers) write_layer(layer);
    const std::uint32_t last = context_.schedule.stage_count - 1;
    for (const auto& [staged, carrier] : carriers_) {
      if (staged.stage == last) top_.own(staged.value, carrier);
    }
  }

 private:
  unsigned width_of(ValueId value) const { return static_cast<unsigned>(context_.logic.format(value).width()); }

  std::uint32_t own_stage(ValueId value) const {
    return context_.schedule.stages[context_.logic.definition_index(value)];
  }

  void write_layer(const Layer& layer) {
    ModuleText module(context_.language);
    std::vector<Connection> connections;
    std::vector<std::string> ports;
    add_controls(module, layer, ports, connections);
    PartWriter part(context_, module, inner_names_);
    add_imports(module, layer, part, ports, connections);
    for (const Operation* operation : layer.operations) module.names.claim(inner_names_[operation->first_result]);
    part.keep(layer.exports);
    part.write(layer.operations);
    const std::string instance = top_module_.names.unique("u_" + legal_identifier(layer.name));
    top_module_.add_heading("Layer " + layer.name);
    module.text += "\n";
    for (std::size_t i = 0; i < layer.exports.size(); ++i) {
      const std::string port = module.names.unique("out_" + std::to_string(i));
      const StagedValue& staged = layer.exports[i];
      const unsigned width = width_of(staged.value);
      const Carrier carrier = part.carrier(staged);
      ports.push_back(context_.language.output_port(port, width));
      context_.language.assign(module, port, module.signals.read(carrier.signal, carrier.offset_bits, width));
      const std::string wire = export_name(staged);
      carriers_[staged] = {top_module_.declare_wire(wire, width), 0};
      connections.push_back({port, wire});
    }
    context_.language.add_sink(module, {});
    const std::string name = context_.submodules.add(context_.module_name + "_" + legal_identifier(layer.name), ports,
                                                     module, module_attributes(context_.options));
    context_.language.add_instance(top_module_, name, instance, connections);
    name_inner_values(layer, instance);
  }

  // Controls are the same in every module, so that a registered layer is the same wherever it is used.
  void add_controls(ModuleText& module, const Layer& layer, std::vector<std::string>& ports,
                    std::vector<Connection>& connections) const {
    const bool has_registers =
        std::any_of(layer.operations.begin(), layer.operations.end(), [&](const Operation* made) {
          return context_.last_stages[made->first_result] > own_stage(made->first_result);
        });
    for (const std::string& control :
         {context_.controls.clock, context_.controls.clock_enable, context_.controls.reset}) {
      if (control.empty()) continue;
      module.names.claim(control);
      if (!has_registers) continue;
      ports.push_back(context_.language.control_port(control));
      connections.push_back({control, control});
    }
  }

  void add_imports(ModuleText& module, const Layer& layer, PartWriter& part, std::vector<std::string>& ports,
                   std::vector<Connection>& connections) {
    for (std::size_t i = 0; i < layer.imports.size(); ++i) {
      const StagedValue& staged = layer.imports[i];
      const std::string port = "x_" + std::to_string(i);
      const unsigned width = width_of(staged.value);
      module.names.claim(port);
      part.import(staged, {module.signals.declare(port, width), 0});
      ports.push_back(context_.language.input_port(port, width));
      const Carrier& from = carriers_.at(staged);
      connections.push_back({port, top_module_.signals.read(from.signal, from.offset_bits, width)});
    }
  }

  // The value's own name, with the stage where it is behind registers.
  std::string export_name(const StagedValue& staged) {
    const std::string& name = value_names_[staged.value];
    if (staged.stage == own_stage(staged.value)) return name;
    return top_module_.names.unique(name + "_s" + std::to_string(staged.stage));
  }

  void name_inner_values(const Layer& layer, const std::string& instance) {
    for (const Operation* operation : layer.operations) {
      const ValueId value = operation->first_result;
      paths_.emplace_back(value, instance + "." + inner_names_[value]);
    }
    for (const StagedValue& staged : layer.exports) {
      if (staged.stage == own_stage(staged.value)) exported_.push_back(staged.value);
    }
  }

 public:
  // Values that the top module has a wire for keep its name.
  void name_paths() {
    std::vector<std::string> own_names(value_names_.size());
    for (const ValueId value : exported_) own_names[value] = value_names_[value];
    for (const auto& [value, path] : paths_) value_names_[value] = own_names[value].empty() ? path : own_names[value];
  }

 private:
  const DesignContext& context_;
  ModuleText& top_module_;
  const LayerPlan& plan_;
  PartWriter& top_;
  std::vector<std::string>& value_names_;
  std::vector<std::string> inner_names_;
  std::map<StagedValue, Carrier> carriers_;  // in the top module
  std::vector<ValueId> exported_;
  std::vector<std::pair<ValueId, std::string>> paths_;
};

}  // namespace

void write_layers(const DesignContext& context, ModuleText& module, const LayerPlan& plan, PartWriter& top,
                  std::vector<std::string>& value_names) {
  LayersWriter writer(context, module, plan, top, value_names);
  writer.run();
  writer.name_paths();
}

}  // namespace wirefold::rtl
