// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/vhdl_language.h"

#include <array>

#include "wirefold/backends/rtl/module_text.h"
#include "wirefold/backends/vhdl/registers.h"
#include "wirefold/backends/vhdl/table_function.h"
#include "wirefold/ir/error.h"

namespace wirefold::vhdl {
namespace {

// What the text takes from the library; an object of that name would hide it.
constexpr std::array<std::string_view, 11> kReserved = {
    "ieee",           "natural",          "numeric_std", "resize", "rising_edge", "std_logic",
    "std_logic_1164", "std_logic_vector", "string",      "std",    "work"};

class VhdlLanguage final : public rtl::HardwareLanguage {
 public:
  explicit VhdlLanguage(Standard standard) : standard_(standard) {}

  std::string literal(const Integer& value, unsigned width_bits) const override {
    return vhdl::literal(value, width_bits, standard_);
  }
  std::string part_select(const std::string& name, std::size_t declared_bits, std::size_t low,
                          std::size_t count) const override {
    return count == declared_bits ? name : name + "(" + downto(low, count) + ")";
  }
  std::string bit_select(const std::string& name, std::size_t, std::size_t index) const override {
    return name + "(" + std::to_string(index) + ")";
  }
  std::string bit_literal(bool is_one) const override { return is_one ? "'1'" : "'0'"; }

  std::string replicated(const std::string& bit, unsigned count) const override {
    return "(" + downto(0, count) + " => " + bit + ")";
  }
  std::string concatenated(const std::vector<std::string>& parts) const override { return vhdl::concatenated(parts); }

  std::string aligned(const rtl::AlignedBits& bits) const override {
    if (bits.bits.empty() && bits.sign_bit.empty()) return literal(0, bits.width_bits);
    std::vector<std::string> parts;
    parts.push_back(bits.bits.empty() ? replicated(bits.sign_bit, bits.extension_bits) : bits.bits);
    if (bits.zero_bits > 0) parts.push_back(literal(0, bits.zero_bits));
    const std::string text = concatenated(parts);
    if (bits.extension_bits == 0 || bits.bits.empty()) return text;
    const std::string width = ", " + std::to_string(bits.width_bits) + ")";
    if (bits.sign_bit.empty()) return "resize(" + without_parentheses(text) + width;
    return "unsigned(resize(signed(" + without_parentheses(text) + ")" + width + ")";
  }

  std::string negated(const std::string& bits) const override { return "0 - " + bits; }
  std::string inverted(const std::string& bits) const override { return "not " + bits; }
  std::string bitwise(Opcode opcode, const std::string& a, const std::string& b) const override {
    check_internal(opcode == Opcode::kAnd || opcode == Opcode::kOr || opcode == Opcode::kXor, "not a bitwise opcode");
    return a + " " + std::string(info(opcode).name) + " " + b;
  }
  bool products_grow() const override { return true; }
  std::string product(const std::string& a, const std::string& b, bool is_signed, int literal_operand) const override {
    if (!is_signed) return a + " * " + b;
    return "unsigned(" + as_signed(a, literal_operand == 0) + " * " + as_signed(b, literal_operand == 1) + ")";
  }

  std::string is_set(const std::string& bit) const override { return bit + " = '1'"; }
  std::string is_less(const std::string& bits, bool is_signed, const Integer& bound,
                      unsigned width_bits) const override {
    return (is_signed ? as_signed(bits, false) : bits) + " < " + literal(bound, width_bits);
  }
  std::string is_equal(const std::string& bits, const Integer& number, unsigned width_bits) const override {
    return bits + " = " + literal(number, width_bits);
  }
  std::string bit_of(const std::string& condition, bool is_inverted) const override {
    return mux(condition, literal(is_inverted ? 0 : 1, 1), literal(is_inverted ? 1 : 0, 1));
  }
  std::string mux(const std::string& condition, const std::string& when_true,
                  const std::string& when_false) const override {
    return without_parentheses(when_true) + " when " + condition + " else " + without_parentheses(when_false);
  }

  std::string_view comment_mark() const override { return "--"; }
  std::span<const std::string_view> reserved_names() const override { return kReserved; }

  std::string input_port(const std::string& name, std::size_t width_bits) const override {
    return name + " : in " + vector_type("unsigned", width_bits);
  }
  std::string output_port(const std::string& name, std::size_t width_bits) const override {
    return name + " : out " + vector_type("unsigned", width_bits);
  }
  std::string control_port(const std::string& name) const override { return name + " : in std_logic"; }

  void declare_wire(rtl::ModuleText& module, const std::string& name, std::size_t width_bits,
                    const std::string& comment) const override {
    module.declarations +=
        "  signal " + name + " : " + vector_type("unsigned", width_bits) + ";" + comment_text(comment) + "\n";
  }
  void add_wire(rtl::ModuleText& module, const std::string& name, std::size_t width_bits, const std::string& value,
                const std::string& comment, const rtl::Attributes& attributes) const override {
    declare_register(module, name, width_bits, attributes);
    module.text += "  " + name + " <= " + without_parentheses(value) + ";" + comment_text(comment) + "\n";
  }
  void declare_register(rtl::ModuleText& module, const std::string& name, std::size_t width_bits,
                        const rtl::Attributes& attributes) const override {
    declare_wire(module, name, width_bits, "");
    for (const rtl::Attribute& each : attributes) {
      const std::string declaration = "  attribute " + each.name + " : string;\n";
      if (module.declarations.find(declaration) == std::string::npos) module.declarations += declaration;
      module.declarations += "  attribute " + each.name + " of " + name + " : signal is \"" + each.value + "\";\n";
    }
  }
  void add_registers(rtl::ModuleText& module, const ControlPorts& controls,
                     std::span<const rtl::RegisterAssignment> registers) const override {
    module.text += clocked_process(controls, registers, standard_);
  }
  void assign(rtl::ModuleText& module, const std::string& port, const std::string& value) const override {
    module.text += "  " + port + " <= " + without_parentheses(value) + ";\n";
  }
  void add_table(rtl::ModuleText& module, const std::string& name, const Table& table,
                 const rtl::Window& window) const override {
    module.declarations += table_function(name, table, window, standard_);
  }
  void add_instance(rtl::ModuleText& module, const std::string& instantiated, const std::string& instance,
                    std::span<const rtl::Connection> connections) const override {
    module.text += "  " + instance + " : entity work." + instantiated + (connections.empty() ? ";\n" : " port map (\n");
    for (std::size_t i = 0; i < connections.size(); ++i) {
      const rtl::Connection& each = connections[i];
      module.text += "    " + each.port + " => " + each.signal + (i + 1 < connections.size() ? "," : "") +
                     comment_text(each.comment) + "\n";
    }
    if (!connections.empty()) module.text += "  );\n";
  }
  std::vector<std::string> add_timing(rtl::ModuleText& module, std::uint32_t latency_cycles) const override {
    const std::string latency = module.names.unique("LATENCY_CYCLES");
    const std::string interval = module.names.unique("INITIATION_INTERVAL");
    module.declarations += "  constant " + latency + " : natural := " + std::to_string(latency_cycles) +
                           ";\n  constant " + interval + " : natural := 1;\n";
    return {latency, interval};
  }
  void add_sink(rtl::ModuleText&, const std::vector<std::string>&) const override {}

  std::string whole_module(const std::string& name, const std::vector<std::string>& ports,
                           const rtl::ModuleText& module, const rtl::Attributes& attributes) const override {
    NameTable names = module.names;
    const std::string architecture = names.unique("rtl");
    std::string declarations = module.declarations;
    for (const rtl::Attribute& each : attributes) {
      declarations += "  attribute " + each.name + " : string;\n  attribute " + each.name + " of " + architecture +
                      " : architecture is \"" + each.value + "\";\n";
    }
    return whole_entity(name, ports, architecture, declarations, module.text);
  }

 private:
  // The type of a literal is not known before it is used, so it takes a qualification where a name takes a conversion.
  static std::string as_signed(const std::string& bits, bool is_literal) {
    return (is_literal ? "signed'(" : "signed(") + without_parentheses(bits) + ")";
  }

  Standard standard_;
};

}  // namespace

const rtl::HardwareLanguage& vhdl_language(Standard standard) {
  static const VhdlLanguage of_1993(Standard::k93);
  static const VhdlLanguage of_2008(Standard::k2008);
  return standard == Standard::k93 ? of_1993 : of_2008;
}

std::string library_clauses() { return "library ieee;\nuse ieee.std_logic_1164.all;\nuse ieee.numeric_std.all;\n\n"; }

std::string whole_entity(const std::string& name, const std::vector<std::string>& ports,
                         const std::string& architecture, const std::string& declarations,
                         const std::string& statements) {
  std::string text = library_clauses() + "entity " + name + " is\n";
  for (std::size_t i = 0; i < ports.size(); ++i) text += (i == 0 ? "  port (\n    " : ";\n    ") + ports[i];
  text += (ports.empty() ? "" : "\n  );\n") + std::string("end entity ") + name + ";\n\narchitecture " + architecture +
          " of " + name + " is\n" + declarations + "begin\n";
  const bool begins_empty = !statements.empty() && statements.front() == '\n';
  return text + statements.substr(begins_empty ? 1 : 0) + "end architecture " + architecture + ";\n";
}

}  // namespace wirefold::vhdl
