// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/part_writer.h"

#include "wirefold/backends/rtl/operations.h"
#include "wirefold/backends/verilog/attributes.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/operator_module.h"
#include "wirefold/backends/verilog/registers.h"
#include "wirefold/backends/verilog/table_function.h"

namespace wirefold::verilog {

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
    if (stage_count > 1 && !stages[stage].empty()) module_.text += "\n  // Stage " + std::to_string(stage) + "\n";
    for (const Operation* operation : stages[stage]) write_operation(*operation);
    for (const StagedValue& staged : exported_[stage]) kept_[staged] = carriers_[staged.value];
    keep_alive(stages[stage], stage);
  }
}

Carrier PartWriter::carrier(const StagedValue& staged) const {
  const auto found = kept_.find(staged);
  return found == kept_.end() ? carriers_[staged.value] : found->second;
}

Operand PartWriter::operand(const Use& use) const { return rtl::operand_of(context_.logic, carriers_, use); }

// One function a table, named after the first value that is read from it.
void PartWriter::write_tables(const std::vector<const Operation*>& operations) {
  if (context_.options.has_operator_modules) return;
  for (const Operation* operation : operations) {
    if (operation->opcode != Opcode::kLookup) continue;
    std::string& name = table_names_[operation->attribute];
    if (!name.empty()) continue;
    name = module_.names.unique(names_[operation->first_result] + "_table");
    const Table& table = context_.logic.table(*operation);
    module_.text += "\n" + table_function(name, table, rtl::entry_window(table));
  }
}

// The registers between stage - 1 and stage.
void PartWriter::write_rank(std::uint32_t stage) {
  if (alive_.empty()) return;
  std::vector<RegisterAssignment> registers;
  const std::string attribute = delay_attribute(context_.options);
  module_.text += "\n  // Registers into stage " + std::to_string(stage) + "\n";
  for (const ValueId value : alive_) {
    const unsigned width = width_of(value);
    const Carrier from = carriers_[value];
    const rtl::SignalId copy =
        module_.signals.declare(module_.names.unique(names_[value] + "_s" + std::to_string(stage)), width);
    const std::string& name = module_.signals.name(copy);
    module_.text += "  " + attribute + "reg " + range_of(width) + name + ";\n";
    registers.push_back({name, width, module_.signals.read(from.signal, from.offset_bits, width)});
    carriers_[value] = {copy, 0};
  }
  module_.text += clocked_block(context_.controls, registers);
}

// Afterwards `alive_` holds the values that are needed after `stage`.
void PartWriter::keep_alive(const std::vector<const Operation*>& made, std::uint32_t stage) {
  for (const Operation* operation : made) alive_.push_back(operation->first_result);
  std::erase_if(alive_, [&](ValueId value) { return context_.last_stages[value] <= stage; });
}

void PartWriter::write_operation(const Operation& operation) {
  if (context_.options.has_operator_modules) {
    write_instance(operation, comment(operation));
    return;
  }
  const ValueId value = operation.first_result;
  const std::string& name = names_[value];
  // A wire for a step of the operation.
  const rtl::DeclareWire declare = [&](unsigned width_bits, const std::string& text) {
    return Carrier{module_.add_wire(module_.names.unique(name + "_full"), width_bits, text, "", attribute(operation)),
                   0};
  };
  rtl::ExpressionWriter expressions(module_.signals, declare);
  const std::string text = rtl::operation_text(context_.logic, operation, carriers_, table_names_, expressions);
  carriers_[value] = {module_.add_wire(name, width_of(value), text, comment(operation), attribute(operation)), 0};
}

void PartWriter::write_instance(const Operation& operation, const std::string& comment) {
  const ValueId value = operation.first_result;
  const std::string& name = names_[value];
  const OperatorModule made = operator_module(context_, operation);
  std::string connections;
  for (std::size_t i = 0; i < made.operands.size(); ++i) {
    const Carrier& from = carriers_[made.operands[i]];
    connections += "." + made.operand_ports[i] + "(" +
                   module_.signals.read(from.signal, from.offset_bits, width_of(made.operands[i])) + "), ";
  }
  carriers_[value] = {module_.signals.declare(name, width_of(value)), 0};
  module_.text += "  wire " + range_of(width_of(value)) + name + ";" + comment + "\n  " + made.name + " " +
                  module_.names.unique("u_" + name) + " (" + connections + "." + made.result_port + "(" + name +
                  "));\n";
}

std::string PartWriter::comment(const Operation& operation) const {
  std::string text = "  // " + std::string(info(operation.opcode).name) + " " +
                     to_string(context_.logic.format(operation.first_result));
  const Location& location = context_.logic.location(operation);
  if (context_.options.has_source_comments && location.line != 0) text += ", " + to_string(location);
  return text;
}

std::string PartWriter::attribute(const Operation& operation) const {
  if (operation.opcode == Opcode::kMultiply) return multiplier_attribute(context_.options);
  if (operation.opcode == Opcode::kLookup) return table_attribute(context_.options);
  return "";
}

}  // namespace wirefold::verilog
