// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilog_language.h"

#include "wirefold/backends/verilog/bits.h"
#include "wirefold/ir/error.h"

namespace wirefold::verilog {
namespace {

class VerilogLanguage final : public rtl::Language {
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
};

}  // namespace

const rtl::Language& verilog_language() {
  static const VerilogLanguage language;
  return language;
}

}  // namespace wirefold::verilog
