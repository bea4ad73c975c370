// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/part_writer.h"

#include "wirefold/backends/rtl/attributes.h"
#include "wirefold/backends/rtl/operations.h"
#include "wirefold/backends/rtl/operator_module.h"

namespace wirefold::rtl {

PartWriter::PartWriter(const DesignContext& context, ModuleText& module, const std::vector<std::string>& names)
    : context_(context),
      module_(module),
      names_(names),
      carriers_(context.logic.value_count()),
      imports_(context.schedule.stage_count),
      exported_(context.schedule.stage_count),
      table_names_(context.logic.tables().size()) {}

void PartWriter::own(ValueId value, const Carrier& carrier) {
  carriers_[value] = carrier;
  if (context_.has_signal[value]) alive_.push_back(value);
}

void PartWriter::keep(const std::vector<StagedValue>& exports) {
  for (const StagedValue& staged : exports) exported_[staged.stage].push_back(staged);
}

void PartWriter::write(const std::vector<const Operation*>& operations) {
  write_tables(operations);
  const std::uint32_t stage_count = context_.schedule.stage_count;
  std::vector<std::vector<const Operation*>> stages(stage_count);
  for (const Operation* operation : operations) {
    stages[context_.schedule.stages[context_.logic.definition_index(operation->first_result)]].push_back(operation);
  }
  for (std::uint32_t stage = 0; stage < stage_count; ++stage) {
    if (stage > 0) write_rank(stage);
    for (const Placed& placed : imports_[stage]) carriers_[placed.value] = placed.carrier;
    if (stage_count > 1 && !stages[stage].empty()) module_.add_heading("Stage " + std::to_string(stage));
    for (const Operation* operation : stages[stage]) write_operation(*operation);
    for (const StagedValue& staged : exported_[stage]) kept_[staged] = carriers_[staged.value];
    keep_alive(stages[stage], stage);
  }
}

Carrier PartWriter::carrier(const StagedValue& staged) const {
  const auto found = kept_.find(staged);
  return found == kept_.end() ? carriers_[staged.value] : found->second;
}

Operand PartWriter::operand(const Use& use) const { return operand_of(context_.logic, carriers_, use); }

// One function a table, named after the first value that is read from it.
void PartWriter::write_tables(const std::vector<const Operation*>& operations) {
  if (context_.options.has_operator_modules) return;
  for (const Operation* operation : operations) {
    if (operation->opcode != Opcode::kLookup) continue;
    std::string& name = table_names_[operation->attribute];
    if (!name.empty()) continue;
    name = module_.names.unique(names_[operation->first_result] + "_table");
    const Table& table = context_.logic.table(*operation);
    context_.language.add_table(module_, name, table, entry_window(table));
  }
}

// The registers between stage - 1 and stage.
void PartWriter::write_rank(std::uint32_t stage) {
  if (alive_.empty()) return;
  std::vector<RegisterAssignment> registers;
  module_.add_heading("Registers into stage " + std::to_string(stage));
  for (const ValueId value : alive_) {
    const unsigned width = width_of(value);
    const Carrier from = carriers_[value];
    const SignalId copy = module_.declare_register(module_.names.unique(names_[value] + "_s" + std::to_string(stage)),
                                                   width, delay_attributes(context_.options));
    registers.push_back(
        {module_.signals.name(copy), width, module_.signals.read(from.signal, from.offset_bits, width)});
    carriers_[value] = {copy, 0};
  }
  context_.language.add_registers(module_, context_.controls, registers);
}

// Afterwards `alive_` holds the values that are needed after `stage`.
void PartWriter::keep_alive(const std::vector<const Operation*>& made, std::uint32_t stage) {
  for (const Operation* operation : made) alive_.push_back(operation->first_result);
  std::erase_if(alive_, [&](ValueId value) { return context_.last_stages[value] <= stage; });
}

void PartWriter::write_operation(const Operation& operation) {
  if (context_.options.has_operator_modules) {
    write_instance(operation);
    return;
  }
  const ValueId value = operation.first_result;
  const std::string& name = names_[value];
  // A wire for a step of the operation.
  const DeclareWire declare = [&](unsigned width_bits, const std::string& text) {
    return Carrier{module_.add_wire(module_.names.unique(name + "_full"), width_bits, text, "", attributes(operation)),
                   0};
  };
  ExpressionWriter expressions(module_.signals, declare);
  const std::string text = operation_text(context_.logic, operation, carriers_, table_names_, expressions);
  carriers_[value] = {module_.add_wire(name, width_of(value), text, comment(operation), attributes(operation)), 0};
}

void PartWriter::write_instance(const Operation& operation) {
  const ValueId value = operation.first_result;
  const std::string& name = names_[value];
  const OperatorModule made = operator_module(context_, operation);
  std::vector<Connection> connections;
  for (std::size_t i = 0; i < made.operands.size(); ++i) {
    const Carrier& from = carriers_[made.operands[i]];
    connections.push_back(
        {made.operand_ports[i], module_.signals.read(from.signal, from.offset_bits, width_of(made.operands[i]))});
  }
  connections.push_back({made.result_port, name});
  carriers_[value] = {module_.declare_wire(name, width_of(value), comment(operation)), 0};
  context_.language.add_instance(module_, made.name, module_.names.unique("u_" + name), connections);
}

std::string PartWriter::comment(const Operation& operation) const {
  std::string text =
      std::string(info(operation.opcode).name) + " " + to_string(context_.logic.format(operation.first_result));
  const Location& location = context_.logic.location(operation);
  if (context_.options.has_source_comments && location.line != 0) text += ", " + to_string(location);
  return text;
}

Attributes PartWriter::attributes(const Operation& operation) const {
  if (operation.opcode == Opcode::kMultiply) return multiplier_attributes(context_.options);
  if (operation.opcode == Opcode::kLookup) return table_attributes(context_.options);
  return {};
}

}  // namespace wirefold::rtl
