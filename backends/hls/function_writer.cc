// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/function_writer.h"

#include <algorithm>

#include "wirefold/backends/hls/expressions.h"
#include "wirefold/backends/hls/names.h"
#include "wirefold/backends/hls/table_array.h"
#include "wirefold/backends/value_names.h"
#include "wirefold/ir/error.h"

namespace wirefold::hls {
namespace {

constexpr const char* kKernelInput = "model_inp";
constexpr const char* kKernelOutput = "model_out";

// The smallest format that holds all elements of a port.
Format common_format(const Port& port) {
  Format common;
  bool is_first = true;
  for (const PortElement& element : port.elements) {
    if (element.width_bits == 0) continue;
    const Format& format = element.format;
    if (is_first) common = format;
    is_first = false;
    common = {common.is_signed || format.is_signed, std::max(common.integer_bits, format.integer_bits),
              std::max(common.fraction_bits, format.fraction_bits)};
  }
  return common;
}

std::vector<Argument> arguments_of(const std::vector<Port>& ports, const std::string& function_name, Flavor flavor) {
  std::vector<Argument> arguments;
  for (const Port& port : ports) {
    Argument argument{port, port_format(flavor, common_format(port)), function_name + "_" + port.name + "_t"};
    if (argument.element.width() > kMaxScalarBits) {
      throw FormatError("emit", "the elements of '" + port.name + "' need a common type of " +
                                    std::to_string(argument.element.width()) + " bits, the limit is " +
                                    std::to_string(kMaxScalarBits) +
                                    "; split the tensor into elements of like formats");
    }
    arguments.push_back(std::move(argument));
  }
  return arguments;
}

class FunctionWriter {
 public:
  FunctionWriter(const EmissionInput& input, Flavor flavor, Interface interface, bool has_source_comments)
      : logic_(input.logic),
        flavor_(flavor),
        is_kernel_(interface == Interface::kKernel),
        has_source_comments_(has_source_comments),
        names_(claim_function_names(logic_, input.module_name)),
        on_hardware_(values_on_hardware(logic_)),
        numbers_(flavor),
        expressions_(flavor) {
    function_.name = input.module_name;
    function_.value_names = name_values(logic_, on_hardware_, names_);
    function_.inputs = arguments_of(input_ports(logic_), function_.name, flavor);
    function_.outputs = arguments_of(output_ports(logic_), function_.name, flavor);
    if (is_kernel_) check_kernel();
    claim_type_names();
    rename_inputs();
  }

  Function write() {
    write_head();
    write_inputs();
    for (const Operation& operation : logic_.operations()) write_operation(operation);
    write_outputs();
    function_.text = tables_ + (tables_.empty() || is_kernel_ ? "" : "\n") + text_ + "}\n";
    return std::move(function_);
  }

 private:
  bool has_variable(ValueId value) const { return on_hardware_[value] && !logic_.interval(value).is_point(); }

  void check_kernel() const {
    if (function_.inputs.size() == 1 && function_.outputs.size() == 1) return;
    throw UnsupportedError("emit", "a kernel has one input and one output tensor, '" + function_.name + "' has " +
                                       std::to_string(function_.inputs.size()) + " and " +
                                       std::to_string(function_.outputs.size()));
  }

  void claim_type_names() {
    for (const auto* arguments : {&function_.inputs, &function_.outputs}) {
      for (const Argument& argument : *arguments) {
        if (is_kernel_ || names_.claim(argument.type_name)) continue;
        throw ValueError("emit", "the name '" + argument.type_name + "' is taken by a tensor and by the type of '" +
                                     argument.port.name + "'; rename one of them");
      }
    }
  }

  // The name of an input of one element is that of its array.
  void rename_inputs() {
    for (const NamedTensor& tensor : logic_.inputs()) {
      for (std::size_t i = 0; i < tensor.elements.size(); ++i) {
        std::string& name = function_.value_names[tensor.elements[i].value];
        if (!name.empty()) name = names_.unique(legal_identifier(tensor.name + "_" + std::to_string(i)));
      }
    }
  }

  void write_head() {
    if (is_kernel_) {
      text_ += "template <typename inp_t, typename out_t>\nvoid " + function_.name + "(inp_t " + kKernelInput + "[" +
               std::to_string(function_.inputs[0].port.elements.size()) + "], out_t " + kKernelOutput + "[" +
               std::to_string(function_.outputs[0].port.elements.size()) + "]) {\n  #pragma HLS INLINE\n";
      return;
    }
    text_ += "void " + function_.name + "(" + parameter_list(function_) + ") {\n";
    if (flavor_ != Flavor::kVitis) return;
    text_ += "#pragma HLS PIPELINE II=1\n";
    for (const auto* arguments : {&function_.inputs, &function_.outputs}) {
      for (const Argument& argument : *arguments) {
        if (argument.port.width_bits == 0) continue;
        text_ += "#pragma HLS ARRAY_PARTITION variable=" + argument.port.name + " complete\n";
      }
    }
  }

  void write_inputs() {
    for (std::size_t i = 0; i < function_.inputs.size(); ++i) {
      const Argument& argument = function_.inputs[i];
      bool is_read = false;
      for (std::size_t j = 0; j < argument.port.elements.size(); ++j) {
        const ValueId value = logic_.inputs()[i].elements[j].value;
        if (!has_variable(value)) continue;
        is_read = true;
        if (is_kernel_) {
          write_kernel_input(j, argument.port.elements[j].format, value);
        } else {
          const std::string element = argument.port.name + "[" + std::to_string(j) + "]";
          write_input(element, argument.element, argument.port.elements[j].format, value);
        }
      }
      if (!is_read && argument.port.width_bits > 0 && !is_kernel_) text_ += "  (void)" + argument.port.name + ";\n";
    }
  }

  // A value that is known to be narrower than its element is a part of the element's bits.
  void write_input(const std::string& variable, const Format& type, const Format& element, ValueId value) {
    const Format format = logic_.format(value);
    const auto low = static_cast<unsigned>(type.fraction_bits - format.fraction_bits);
    const auto width = static_cast<unsigned>(format.width());
    text_ += "  const " + numbers_.type(width, format.is_signed) + " " + function_.value_names[value] + " = " +
             read_bits(flavor_, variable, low, width) + ";  // " + to_string(element) + "\n";
  }

  // In a line of its own, ending with `model_inp[i];`: hls4ml replaces that text where it fuses a quantizer.
  void write_kernel_input(std::size_t index, const Format& element, ValueId value) {
    const std::string port = names_.unique("in_" + std::to_string(index));
    text_ += "  const " + fixed_type(flavor_, element) + " " + port + " = " + kKernelInput + "[" +
             std::to_string(index) + "];\n";
    write_input(port, element, element, value);
  }

  Operand operand(const Use& use) const {
    const Interval& interval = logic_.interval(use.value);
    const Format format = interval.format();
    Operand result;
    result.negate = use.negate;
    result.number.grid = interval.exponent + use.shift;
    result.is_constant = interval.is_point();
    if (result.is_constant) {
      result.constant = interval.low;
    } else {
      result.number.text = function_.value_names[use.value];
      result.number.width_bits = static_cast<unsigned>(format.width());
      result.number.is_signed = format.is_signed;
    }
    return result;
  }

  void write_operation(const Operation& operation) {
    const ValueId value = operation.first_result;
    if (operation.opcode == Opcode::kInput || !has_variable(value)) return;
    const Format format = logic_.format(value);
    const auto width = static_cast<unsigned>(format.width());
    const std::string text = expression(operation, {logic_.interval(value).exponent, width, format.is_signed});
    text_ += "  const " + numbers_.type(width, format.is_signed) + " " + function_.value_names[value] + " = " + text +
             ";" + comment(operation, value) + "\n";
  }

  std::string comment(const Operation& operation, ValueId value) const {
    std::string text = "  // " + std::string(info(operation.opcode).name) + " " + to_string(logic_.format(value));
    const Location& location = logic_.location(operation);
    if (has_source_comments_ && location.line != 0) text += ", " + to_string(location);
    return text;
  }

  std::string expression(const Operation& operation, const Result& result) {
    std::vector<Operand> operands;
    for (const Use& use : logic_.operands(operation)) operands.push_back(operand(use));
    switch (operation.opcode) {
      case Opcode::kSum:
        return expressions_.sum(operands, result);
      case Opcode::kMultiply:
        return expressions_.multiply(operands[0], operands[1], result);
      case Opcode::kQuantize:
        check_internal(logic_.quantizer(operation).is_bit_drop(), "a quantizer that does more than drop bits");
        return expressions_.drop_bits(operands[0], logic_.quantizer(operation).format, result);
      case Opcode::kRelu:
        return expressions_.relu(operands[0], logic_.relu_format(operation), result);
      case Opcode::kSelect:
        return expressions_.select(operands[0], operands[1], operands[2], result);
      case Opcode::kLessThan:
        return expressions_.less_than(operands[0], logic_.constant(operation));
      case Opcode::kEqual:
        return expressions_.equal(operands[0], logic_.constant(operation));
      case Opcode::kAnd:
        return expressions_.bitwise("&", operands[0], operands[1], result);
      case Opcode::kOr:
        return expressions_.bitwise("|", operands[0], operands[1], result);
      case Opcode::kXor:
        return expressions_.bitwise("^", operands[0], operands[1], result);
      case Opcode::kLookup:
        return lookup(operation, operands[0], result);
      case Opcode::kInput:
      case Opcode::kConstant:
      case Opcode::kLinear:
      case Opcode::kMaximum:
      case Opcode::kMinimum:
        break;
    }
    throw InternalError("an operation that a lowered program does not hold: " +
                        std::string(info(operation.opcode).name));
  }

  // One array a table, named after the first value that is read from it.
  std::string lookup(const Operation& operation, const Operand& x, const Result& result) {
    table_names_.resize(logic_.tables().size());
    const Table& table = logic_.table(operation);
    std::string& name = table_names_[operation.attribute];
    if (name.empty()) {
      name = names_.unique(function_.value_names[operation.first_result] + "_table");
      (is_kernel_ ? text_ : tables_) += (is_kernel_ ? "  " : "") + table_array(flavor_, name, table);
    }
    return expressions_.lookup(name, x, table.index(), table_entry(table), result);
  }

  void write_outputs() {
    for (std::size_t i = 0; i < function_.outputs.size(); ++i) {
      const Argument& argument = function_.outputs[i];
      if (argument.port.width_bits == 0 && !is_kernel_) continue;
      for (std::size_t j = 0; j < argument.port.elements.size(); ++j) {
        const Use& use = logic_.outputs()[i].elements[j];
        if (is_kernel_) {
          write_kernel_output(j, argument.port.elements[j].format, use);
        } else {
          text_ += "  " + argument.port.name + "[" + std::to_string(j) + "] = with_bits<" + argument.type_name + ">(" +
                   bits_of(use, argument.element) + ");  // " + to_string(argument.port.elements[j].format) + "\n";
        }
      }
    }
  }

  // The bits that a use has in a fixed-point type.
  std::string bits_of(const Use& use, const Format& type) const {
    const auto width = static_cast<unsigned>(type.width());
    return expressions_.copy(operand(use), {-type.fraction_bits, width, type.is_signed});
  }

  // The caller's type may round and saturate, so it is given a number and not bits.
  void write_kernel_output(std::size_t index, const Format& element, const Use& use) {
    const std::string target = std::string(kKernelOutput) + "[" + std::to_string(index) + "]";
    if (element.is_zero()) {
      text_ += "  " + target + " = 0;\n";
      return;
    }
    const std::string name = names_.unique("out_" + std::to_string(index));
    text_ += "  " + fixed_type(flavor_, element) + " " + name + ";\n  " + name + ".range() = " + bits_of(use, element) +
             ";\n  " + target + " = " + name + ";\n";
  }

  const CombLogic& logic_;
  const Flavor flavor_;
  const bool is_kernel_;
  const bool has_source_comments_;
  NameTable names_;
  const std::vector<bool> on_hardware_;
  NumberWriter numbers_;
  ExpressionWriter expressions_;
  std::vector<std::string> table_names_;  // by number; empty for one that was not written yet
  Function function_;
  std::string tables_;
  std::string text_;
};

}  // namespace

std::string parameter_list(const Function& function) {
  std::string text;
  const auto add = [&](const Argument& argument, const char* qualifier) {
    if (argument.port.width_bits == 0) return;
    text += (text.empty() ? "" : ", ") + (qualifier + argument.type_name) + " " + argument.port.name + "[" +
            std::to_string(argument.port.elements.size()) + "]";
  };
  for (const Argument& argument : function.inputs) add(argument, "const ");
  for (const Argument& argument : function.outputs) add(argument, "");
  return text;
}

Function write_function(const EmissionInput& input, Flavor flavor, Interface interface, bool has_source_comments) {
  Function function = FunctionWriter(input, flavor, interface, has_source_comments).write();
  function.widest_type_bits = widest_type(function.text);
  for (const auto* arguments : {&function.inputs, &function.outputs}) {
    for (const Argument& argument : *arguments) {
      function.widest_type_bits =
          std::max(function.widest_type_bits, static_cast<unsigned>(std::max(argument.element.width(), 0)));
    }
  }
  return function;
}

}  // namespace wirefold::hls
