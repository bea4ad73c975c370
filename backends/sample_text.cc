// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/sample_text.h"

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

void append_hexadecimal(std::string& text, const std::uint64_t* words, std::size_t width_bits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (std::size_t digit = (width_bits + 3) / 4; digit-- > 0;) {
    std::uint64_t value = (words[digit / 16] >> (4 * (digit % 16))) & 0xF;
    const std::size_t bits_left = width_bits - 4 * digit;
    if (bits_left < 4) value &= (std::uint64_t{1} << bits_left) - 1;
    text += kDigits[value];
  }
  text += '\n';
}

void read_hexadecimal(std::string_view digits, std::uint64_t* words) {
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = digits[digits.size() - 1 - i];
    const bool is_decimal = c >= '0' && c <= '9';
    if (!is_decimal && !(c >= 'a' && c <= 'f')) {
      throw ToolError("run", "the simulated hardware has outputs that are not known: " + std::string(digits));
    }
    const auto value = static_cast<std::uint64_t>(is_decimal ? c - '0' : c - 'a' + 10);
    words[i / 16] |= value << (4 * (i % 16));
  }
}

}  // namespace

std::string samples_to_text(const EmulatedDesign& design, const PortWords& inputs, std::size_t first,
                            std::size_t count) {
  std::string text = std::to_string(count) + "\n";
  for (std::size_t sample = first; sample < first + count; ++sample) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const EmulatedPort& port = design.inputs[i];
      if (port.width_bits == 0) continue;
      append_hexadecimal(text, inputs[i].data() + sample * port.words_per_sample(), port.width_bits);
    }
  }
  return text;
}

void text_to_samples(const char* simulator, const EmulatedDesign& design, std::string_view text, PortWords& outputs,
                     std::size_t first, std::size_t count) {
  for (std::size_t sample = first; sample < first + count; ++sample) {
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const EmulatedPort& port = design.outputs[i];
      if (port.width_bits == 0) continue;
      const std::size_t end = text.find('\n');
      if (end != (port.width_bits + 3) / 4) {
        throw ToolError("run", std::string(simulator) + " wrote fewer samples than it read, or broken ones");
      }
      read_hexadecimal(text.substr(0, end), outputs[i].data() + sample * port.words_per_sample());
      text.remove_prefix(end + 1);
    }
  }
}

}  // namespace wirefold
