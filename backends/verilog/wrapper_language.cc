// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/wrapper_language.h"

#include "wirefold/backends/rtl/module_text.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/verilog_language.h"

namespace wirefold::verilog {
namespace {

class VerilogWrapperLanguage final : public rtl::WrapperLanguage {
 public:
  const rtl::HardwareLanguage& hardware() const override { return verilog_language(); }
  rtl::WrapperNeeds needs() const override { return {.reserved_names = {}, .counts_bits = true}; }

  std::string port(const rtl::WrapperSignal& signal) const override {
    const bool is_input = signal.kind == rtl::WrapperSignal::Kind::kInput;
    return std::string(is_input ? "input" : "output") + (signal.is_register ? " reg " : " wire ") +
           range_of(signal.width_bits) + signal.name;
  }
  void declare(rtl::ModuleText& module, const rtl::WrapperSignal& signal) const override {
    const auto width = static_cast<unsigned>(signal.width_bits);
    module.text += (signal.is_register ? "  reg " : "  wire ") + range_of(signal.width_bits) + signal.name +
                   (signal.begins_at_zero ? " = " + literal(0, width) : "") + ";\n";
  }
  void add_wire(rtl::ModuleText& module, const rtl::WrapperSignal& signal, const std::string& value) const override {
    verilog_language().add_wire(module, signal.name, signal.width_bits, value, "", {});
  }
  std::string equals(const std::string& bits, const Integer& value, std::size_t width_bits) const override {
    return bits + " == " + literal(value, static_cast<unsigned>(width_bits));
  }
  std::string increment(const std::string& bits, const Integer& step, std::size_t width_bits) const override {
    return bits + " + " + literal(step, static_cast<unsigned>(width_bits));
  }

  void add_kept_bytes(rtl::ModuleText& module, const std::string& target, const std::string& data,
                      const std::string& keep, std::size_t byte_count) const override {
    if (byte_count == 1) return verilog_language().assign(module, target, data + " & {8{" + keep + "}}");
    const std::string byte = module.names.unique("byte_index");
    const std::string bits = "[8*" + byte + " +: 8]";
    module.text += "  genvar " + byte + ";\n  generate\n    for (" + byte + " = 0; " + byte + " < " +
                   std::to_string(byte_count) + "; " + byte + " = " + byte +
                   " + 1) begin : " + module.names.unique("each_byte") + "\n      assign " + target + bits + " = " +
                   data + bits + " & {8{" + keep + "[" + byte + "]}};\n    end\n  endgenerate\n";
  }
  void add_beat_choice(rtl::ModuleText& module, const std::string& output, const std::string& vector,
                       const std::string& position, const BeatLayout& beats) const override {
    verilog_language().assign(module, output,
                              vector + "[" + position + " +: " + std::to_string(beats.beat_bits()) + "]");
  }
};

}  // namespace

const rtl::WrapperLanguage& wrapper_language() {
  static const VerilogWrapperLanguage language;
  return language;
}

}  // namespace wirefold::verilog
