// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilog_language.h"

#include "wirefold/backends/rtl/module_text.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/registers.h"
#include "wirefold/backends/verilog/table_function.h"
#include "wirefold/ir/error.h"

namespace wirefold::verilog {
namespace {

class VerilogLanguage final : public rtl::HardwareLanguage {
 public:
  std::string literal(const Integer& value, unsigned width_bits) const override {
    return verilog::literal(value, width_bits);
  }
  std::string part_select(const std::string& name, std::size_t declared_bits, std::size_t low,
                          std::size_t count) const override {
    return verilog::part_select(name, declared_bits, low, count);
  }
  std::string bit_select(const std::string& name, std::size_t declared_bits, std::size_t index) const override {
    return verilog::part_select(name, declared_bits, index, 1);
  }
  std::string bit_literal(bool is_one) const override { return verilog::literal(is_one ? 1 : 0, 1); }

  std::string replicated(const std::string& bit, unsigned count) const override {
    return verilog::replicated(bit, count);
  }
  std::string concatenated(const std::vector<std::string>& parts) const override {
    return verilog::concatenated(parts);
  }
  std::string aligned(const rtl::AlignedBits& bits) const override {
    std::vector<std::string> parts;
    if (bits.extension_bits > 0) {
      parts.push_back(bits.sign_bit.empty() ? verilog::literal(0, bits.extension_bits)
                                            : verilog::replicated(bits.sign_bit, bits.extension_bits));
    }
    if (!bits.bits.empty()) parts.push_back(bits.bits);
    if (bits.zero_bits > 0) parts.push_back(verilog::literal(0, bits.zero_bits));
    return verilog::concatenated(parts);
  }

  std::string negated(const std::string& bits) const override { return "-" + bits; }
  std::string inverted(const std::string& bits) const override { return "~" + bits; }
  std::string bitwise(Opcode opcode, const std::string& a, const std::string& b) const override {
    check_internal(opcode == Opcode::kAnd || opcode == Opcode::kOr || opcode == Opcode::kXor, "not a bitwise opcode");
    return a + (opcode == Opcode::kAnd ? " & " : opcode == Opcode::kOr ? " | " : " ^ ") + b;
  }
  bool products_grow() const override { return false; }
  std::string product(const std::string& a, const std::string& b, bool is_signed, int) const override {
    return is_signed ? "$signed(" + a + ") * $signed(" + b + ")" : a + " * " + b;
  }

  std::string is_set(const std::string& bit) const override { return bit; }
  std::string is_less(const std::string& bits, bool is_signed, const Integer& bound,
                      unsigned width_bits) const override {
    if (is_signed) return "$signed(" + bits + ") < " + signed_literal(bound, width_bits);
    return bits + " < " + verilog::literal(bound, width_bits);
  }
  std::string is_equal(const std::string& bits, const Integer& number, unsigned width_bits) const override {
    return bits + " == " + verilog::literal(number, width_bits);
  }
  std::string bit_of(const std::string& condition, bool is_inverted) const override {
    return is_inverted ? "~(" + condition + ")" : condition;
  }
  std::string mux(const std::string& condition, const std::string& when_true,
                  const std::string& when_false) const override {
    return condition + " ? " + when_true + " : " + when_false;
  }

  std::string_view comment_mark() const override { return "//"; }
  std::span<const std::string_view> reserved_names() const override { return {}; }

  std::string input_port(const std::string& name, std::size_t width_bits) const override {
    return "input wire " + range_of(width_bits) + name;
  }
  std::string output_port(const std::string& name, std::size_t width_bits) const override {
    return "output wire " + range_of(width_bits) + name;
  }
  std::string control_port(const std::string& name) const override { return "input wire " + name; }

  void declare_wire(rtl::ModuleText& module, const std::string& name, std::size_t width_bits,
                    const std::string& comment) const override {
    module.text += "  wire " + range_of(width_bits) + name + ";" + comment_text(comment) + "\n";
  }
  void add_wire(rtl::ModuleText& module, const std::string& name, std::size_t width_bits, const std::string& value,
                const std::string& comment, const rtl::Attributes& attributes) const override {
    // Tools take no attribute on a declaration that assigns as well.
    const std::string declaration = "  " + attribute_text(attributes) + "wire " + range_of(width_bits) + name;
    module.text += declaration + (attributes.empty() ? "" : ";\n  assign " + name) + " = " + value + ";" +
                   comment_text(comment) + "\n";
  }
  void declare_register(rtl::ModuleText& module, const std::string& name, std::size_t width_bits,
                        const rtl::Attributes& attributes) const override {
    module.text += "  " + attribute_text(attributes) + "reg " + range_of(width_bits) + name + ";\n";
  }
  void add_registers(rtl::ModuleText& module, const ControlPorts& controls,
                     std::span<const RegisterAssignment> registers) const override {
    module.text += clocked_block(controls, registers);
  }
  void assign(rtl::ModuleText& module, const std::string& port, const std::string& value) const override {
    module.text += "  assign " + port + " = " + value + ";\n";
  }
  void add_table(rtl::ModuleText& module, const std::string& name, const Table& table,
                 const rtl::Window& window) const override {
    module.text += "\n" + table_function(name, table, window);
  }
  void add_instance(rtl::ModuleText& module, const std::string& instantiated, const std::string& instance,
                    std::span<const rtl::Connection> connections) const override {
    module.text += "  " + instantiated + " " + instance + " (" + (connections.empty() ? "" : "\n");
    for (std::size_t i = 0; i < connections.size(); ++i) {
      const rtl::Connection& each = connections[i];
      module.text += "      ." + each.port + "(" + each.signal + ")" + (i + 1 < connections.size() ? "," : "") +
                     comment_text(each.comment) + "\n";
    }
    module.text += connections.empty() ? ");\n" : "  );\n";
  }
  std::vector<std::string> add_timing(rtl::ModuleText& module, std::uint32_t latency_cycles) const override {
    const std::string latency = module.names.unique("LATENCY_CYCLES");
    const std::string interval = module.names.unique("INITIATION_INTERVAL");
    module.text += "  localparam [31:0] " + latency + " = 32'd" + std::to_string(latency_cycles) +
                   ";\n  localparam [31:0] " + interval + " = 32'd1;\n";
    return {latency, interval};
  }
  // A wire that reads all bits nothing else reads, so that the report of unread bits stays empty without waivers.
  void add_sink(rtl::ModuleText& module, const std::vector<std::string>& others) const override {
    const std::vector<std::string> unread = module.signals.unread();
    if (unread.empty() && others.empty()) return;
    module.add_heading("What nothing else reads");
    module.text += "  wire _unused = &{1'b0";
    for (const std::string& expression : others) module.text += ", " + expression;
    for (const std::string& bits : unread) module.text += ",\n      " + bits;
    module.text += "};\n";
  }
  std::string whole_module(const std::string& name, const std::vector<std::string>& ports,
                           const rtl::ModuleText& module, const rtl::Attributes& attributes) const override {
    std::string text = "`default_nettype none\n\n" + attribute_text(attributes) + "module " + name;
    for (std::size_t i = 0; i < ports.size(); ++i) text += (i == 0 ? " (\n    " : ",\n    ") + ports[i];
    return text + (ports.empty() ? ";\n" : "\n);\n") + module.text + "endmodule\n\n`default_nettype wire\n";
  }

 private:
  // `(* use_dsp = "no" *) `.
  static std::string attribute_text(const rtl::Attributes& attributes) {
    if (attributes.empty()) return "";
    std::string text;
    for (const rtl::Attribute& each : attributes) {
      text += (text.empty() ? "(* " : ", ") + each.name + " = \"" + each.value + "\"";
    }
    return text + " *) ";
  }
};

}  // namespace

const rtl::HardwareLanguage& verilog_language() {
  static const VerilogLanguage language;
  return language;
}

}  // namespace wirefold::verilog
