// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/packed_ports.h"

#include <algorithm>

namespace wirefold::hls {
namespace {

constexpr std::string_view kMoves = R"(
struct Element {
  unsigned offset;  // of its lowest bit
  unsigned width;
  unsigned shift;  // from its lowest bit to that of the type
  bool is_signed;
};

inline uint64_t mask(unsigned count) { return count < 64 ? (uint64_t(1) << count) - 1 : ~uint64_t(0); }

// Up to 64 bits from bit `offset` on.
inline uint64_t read_word(const uint64_t* words, unsigned offset, unsigned count) {
  uint64_t bits = words[offset / 64] >> (offset % 64);
  const unsigned found = 64 - offset % 64;
  if (found < count) bits |= words[offset / 64 + 1] << found;
  return bits & mask(count);
}

// The bits there are zeros.
inline void write_word(uint64_t* words, unsigned offset, unsigned count, uint64_t bits) {
  bits &= mask(count);
  words[offset / 64] |= bits << (offset % 64);
  const unsigned written = 64 - offset % 64;
  if (written < count) words[offset / 64 + 1] |= bits >> written;
}

template <class Number, class Bits>
Number load(const uint64_t* words, const Element& element) {
  Bits bits = 0;
  for (unsigned done = 0; done < element.width; done += 64) {
    const unsigned count = element.width - done < 64 ? element.width - done : 64;
    const Bits part = read_word(words, element.offset + done, count);
    bits |= part << int(done);
  }
  const unsigned sign = element.offset + element.width - 1;
  if (element.is_signed && element.width > 0 && element.width < Bits::width && read_word(words, sign, 1) != 0) {
    const Bits ones = -1;
    bits |= ones << int(element.width);
  }
  return with_bits<Number>(Bits(bits << int(element.shift)));
}

template <class Number, class Bits>
void store(const Number& number, uint64_t* words, const Element& element) {
  const Bits bits = @all_bits@;
  for (unsigned done = 0; done < element.width; done += 64) {
    const unsigned count = element.width - done < 64 ? element.width - done : 64;
    const Bits part = bits >> int(element.shift + done);
    write_word(words, element.offset + done, count, part.to_uint64());
  }
}
)";

// The table of a port's elements.
std::string element_table(const Argument& argument) {
  std::string text = "  static const Element elements_" + argument.port.name + "[" +
                     std::to_string(argument.port.elements.size()) + "] = {";
  for (std::size_t i = 0; i < argument.port.elements.size(); ++i) {
    const PortElement& element = argument.port.elements[i];
    const int shift = element.width_bits == 0 ? 0 : argument.element.fraction_bits - element.format.fraction_bits;
    text += (i == 0 ? "" : ",") + std::string(i % 4 == 0 ? "\n      " : " ") + "{" +
            std::to_string(element.offset_bits) + ", " + std::to_string(element.width_bits) + ", " +
            std::to_string(shift) + ", " + (element.format.is_signed ? "true" : "false") + "}";
  }
  return text + "};\n";
}

class AdapterWriter {
 public:
  AdapterWriter(const Function& function, Flavor flavor) : function_(function), flavor_(flavor) {}

  std::string write() {
    for (std::size_t i = 0; i < function_.inputs.size(); ++i) write_input(function_.inputs[i], i);
    for (std::size_t i = 0; i < function_.outputs.size(); ++i) write_output(function_.outputs[i], i);
    return "// Calls " + function_.name +
           " for one sample; outputs are overwritten.\n"
           "inline void run_packed(const uint64_t* const* inputs, uint64_t* const* outputs) {\n"
           "  (void)inputs;\n  (void)outputs;\n" +
           before_ + "  " + function_.name + "(" + call_ + ");\n" + after_ + "}\n";
  }

 private:
  // "for (..) " over the elements of a port, and the types that move one.
  std::string loop(const Argument& argument) const {
    return "  for (unsigned i = 0; i < " + std::to_string(argument.port.elements.size()) + "; ++i) ";
  }
  std::string types(const Argument& argument) const {
    const Format& element = argument.element;
    return "<" + argument.type_name + ", " +
           integer_type(flavor_, static_cast<unsigned>(element.width()), element.is_signed) + " >";
  }
  // Of the array that holds the tensor; the prefix keeps it apart from every other name here.
  static std::string array(const Argument& argument) { return "of_" + argument.port.name; }
  void declare(const Argument& argument) {
    before_ += element_table(argument) + "  " + argument.type_name + " " + array(argument) + "[" +
               std::to_string(argument.port.elements.size()) + "];\n";
    call_ += (call_.empty() ? "" : ", ") + array(argument);
  }

  void write_input(const Argument& argument, std::size_t index) {
    const std::string& name = argument.port.name;
    if (argument.port.width_bits == 0) return;
    declare(argument);
    before_ += loop(argument) + array(argument) + "[i] = load" + types(argument) + "(inputs[" + std::to_string(index) +
               "], elements_" + name + "[i]);\n";
  }

  void write_output(const Argument& argument, std::size_t index) {
    const std::string& name = argument.port.name;
    if (argument.port.width_bits == 0) return;
    declare(argument);
    const std::string words = "outputs[" + std::to_string(index) + "]";
    after_ += "  for (unsigned i = 0; i < " + std::to_string(argument.port.words_per_sample()) + "; ++i) " + words +
              "[i] = 0;\n" + loop(argument) + "store" + types(argument) + "(" + array(argument) + "[i], " + words +
              ", elements_" + name + "[i]);\n";
  }

  const Function& function_;
  const Flavor flavor_;
  std::string before_;
  std::string call_;
  std::string after_;
};

}  // namespace

std::string packed_ports_header(const Function& function, Flavor flavor) {
  const std::string space = function.name + "_packed";
  std::string moves(kMoves);
  const std::string_view mark = "@all_bits@";
  moves.replace(moves.find(mark), mark.size(),
                flavor == Flavor::kVitis ? "number.range()" : "number.template slc<Number::width>(0)");
  return "// Samples as packed words: element 0 in the least significant bits, each exactly its own width.\n"
         "#pragma once\n\n#include <stdint.h>\n\n#include \"" +
         function.name + ".h\"\n\nnamespace " + space + " {\n" + moves + "\n" +
         AdapterWriter(function, flavor).write() + "\n}  // namespace " + space + "\n";
}

}  // namespace wirefold::hls
