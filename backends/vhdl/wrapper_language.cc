// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/wrapper_language.h"

#include "wirefold/backends/rtl/module_text.h"
#include "wirefold/backends/vhdl/vhdl_language.h"

namespace wirefold::vhdl {
namespace {

class VhdlWrapperLanguage final : public rtl::WrapperLanguage {
 public:
  explicit VhdlWrapperLanguage(Standard standard) : hardware_(vhdl_language(standard)) {}

  const rtl::HardwareLanguage& hardware() const override { return hardware_; }
  rtl::WrapperNeeds needs() const override {
    rtl::WrapperNeeds needs;
    for (const std::string_view name : hardware_.reserved_names()) needs.reserved_names.emplace_back(name);
    for (const char* name : {"to_integer", "unsigned"}) needs.reserved_names.emplace_back(name);
    return needs;
  }

  std::string port(const rtl::WrapperSignal& signal) const override {
    return signal.name + (signal.kind == rtl::WrapperSignal::Kind::kInput ? " : in " : " : out ") + type(signal);
  }
  void declare(rtl::ModuleText& module, const rtl::WrapperSignal& signal) const override {
    const char* zero = !signal.begins_at_zero ? "" : signal.is_bit ? " := '0'" : " := (others => '0')";
    module.declarations += "  signal " + signal.name + " : " + type(signal) + zero + ";\n";
  }
  void add_wire(rtl::ModuleText& module, const rtl::WrapperSignal& signal, const std::string& value) const override {
    declare(module, signal);
    hardware_.assign(module, signal.name, value);
  }
  std::string equals(const std::string& bits, const Integer& value, std::size_t width_bits) const override {
    return "'1' when " + bits + " = " + hardware_.literal(value, static_cast<unsigned>(width_bits)) + " else '0'";
  }
  std::string increment(const std::string& bits, const Integer& step, std::size_t) const override {
    return "std_logic_vector(unsigned(" + bits + ") + " + step.to_string() + ")";
  }

  void add_kept_bytes(rtl::ModuleText& module, const std::string& target, const std::string& data,
                      const std::string& keep, std::size_t byte_count) const override {
    const std::string each = module.names.unique("each_byte");
    const std::string index = module.names.unique("byte_index");
    const std::string byte = "(8 * " + index + " + 7 downto 8 * " + index + ")";
    module.text += "  " + each + " : for " + index + " in 0 to " + std::to_string(byte_count - 1) + " generate\n    " +
                   target + byte + " <= " + data + byte + " and (7 downto 0 => " + keep + "(" + index +
                   "));\n  end generate;\n";
  }
  void add_beat_choice(rtl::ModuleText& module, const std::string& output, const std::string& vector,
                       const std::string& position, const BeatLayout& beats) const override {
    const std::string array = module.names.unique("beat_array");
    const std::string choices = module.names.unique("beats");
    module.declarations += "  type " + array + " is array (0 to " + std::to_string(beats.beat_count - 1) + ") of " +
                           vector_type("std_logic_vector", beats.beat_bits()) + ";\n  signal " + choices + " : " +
                           array + ";\n";
    for (std::size_t beat = 0; beat < beats.beat_count; ++beat) {
      hardware_.assign(module, choices + "(" + std::to_string(beat) + ")",
                       vector + "(" + downto(beat * beats.beat_bits(), beats.beat_bits()) + ")");
    }
    // With two beats the position is one bit.
    const std::string index = beats.beat_count == 2 ? "" : "to_integer(unsigned(" + position + "))";
    hardware_.assign(module, output,
                     index.empty() ? choices + "(1) when " + position + " = '1' else " + choices + "(0)"
                                   : choices + "(" + index + ")");
  }

 private:
  static std::string type(const rtl::WrapperSignal& signal) {
    return signal.is_bit ? "std_logic" : vector_type("std_logic_vector", signal.width_bits);
  }

  const rtl::HardwareLanguage& hardware_;
};

}  // namespace

const rtl::WrapperLanguage& wrapper_language(Standard standard) {
  static const VhdlWrapperLanguage of_1993(Standard::k93);
  static const VhdlWrapperLanguage of_2008(Standard::k2008);
  return standard == Standard::k93 ? of_1993 : of_2008;
}

}  // namespace wirefold::vhdl
