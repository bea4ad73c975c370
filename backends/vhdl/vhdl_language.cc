// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/vhdl_language.h"

#include "wirefold/ir/error.h"

namespace wirefold::vhdl {
namespace {

class VhdlLanguage final : public rtl::Language {
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

 private:
  // The type of a literal is not known before it is used, so it takes a qualification where a name takes a conversion.
  static std::string as_signed(const std::string& bits, bool is_literal) {
    return (is_literal ? "signed'(" : "signed(") + without_parentheses(bits) + ")";
  }

  Standard standard_;
};

}  // namespace

const rtl::Language& vhdl_language(Standard standard) {
  static const VhdlLanguage of_1993(Standard::k93);
  static const VhdlLanguage of_2008(Standard::k2008);
  return standard == Standard::k93 ? of_1993 : of_2008;
}

}  // namespace wirefold::vhdl
