// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/source_files.h"

#include <algorithm>

#include "wirefold/backends/project_metadata.h"

namespace wirefold::hls {
namespace {

void add_port_lines(std::string& text, const std::vector<Argument>& arguments, const char* direction) {
  for (const Argument& argument : arguments) {
    text += "//   " + std::string(direction) + " " + argument.port.name + ": " +
            (argument.port.width_bits == 0 ? "left out, it has no bits" : "shape " + to_string(argument.port.shape)) +
            ", " + element_summary(argument.port) + "\n";
  }
}

std::string include_guard(const std::string& name) {
  std::string guard = "WIREFOLD_" + name + "_H";
  for (char& c : guard) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return guard;
}

constexpr std::string_view kVitisIncludes = R"(#include <ap_fixed.h>
#include <ap_int.h>
#include <stdint.h>
)";

// Source: the manual of the Intel HLS Compiler, component attributes and predefined macros.
constexpr std::string_view kHlslibIncludes = R"(#include <stdint.h>
#ifdef __INTELFPGA_COMPILER__
#include <HLS/ac_fixed.h>
#include <HLS/ac_int.h>
#include <HLS/hls.h>
#define WIREFOLD_COMPONENT hls_component_ii(1) component
#else
#include <ac_fixed.h>
#include <ac_int.h>
#define WIREFOLD_COMPONENT
#endif
)";

constexpr std::string_view kOneapiIncludes = R"(#include <stdint.h>
#ifdef SYCL_LANGUAGE_VERSION
#include <sycl/ext/intel/ac_types/ac_fixed.hpp>
#include <sycl/ext/intel/ac_types/ac_int.hpp>
#else
#include <ac_fixed.h>
#include <ac_int.h>
#endif
)";

constexpr std::string_view kWithBitsHead = R"(
#ifndef WIREFOLD_WITH_BITS
#define WIREFOLD_WITH_BITS
// The number of type T that has these bits; as many as T has.
template <class T, class Bits>
inline T with_bits(const Bits& bits) {
  T number = 0;
)";

// The widest type that ap_types know without being asked, which products of two wide numbers reach.
constexpr unsigned kWidestFactor = 511;

std::string includes(const Function& function, Flavor flavor) {
  switch (flavor) {
    case Flavor::kVitis:
      break;
    case Flavor::kHlslib:
      return std::string(kHlslibIncludes);
    case Flavor::kOneapi:
      return std::string(kOneapiIncludes);
  }
  const std::string widest = "#ifndef AP_INT_MAX_W\n#define AP_INT_MAX_W 4096\n#endif\n";
  return (function.widest_type_bits > kWidestFactor ? widest : "") + std::string(kVitisIncludes);
}

void add_types(std::string& text, const std::vector<Argument>& arguments, Flavor flavor) {
  for (const Argument& argument : arguments) {
    if (argument.port.width_bits == 0) continue;
    text += "typedef " + fixed_type(flavor, argument.element) + " " + argument.type_name + ";  // of " +
            argument.port.name + ": " + element_summary(argument.port) + "\n";
  }
}

bool has_bits(const std::vector<Argument>& arguments) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [](const Argument& argument) { return argument.port.width_bits > 0; });
}

// "struct top_inputs { top_x_t x[3]; };", or nothing for tensors without bits.
std::string structure(const std::string& name, const std::vector<Argument>& arguments) {
  if (!has_bits(arguments)) return "";
  std::string text = "struct " + name + " {\n";
  for (const Argument& argument : arguments) {
    if (argument.port.width_bits == 0) continue;
    text += "  " + argument.type_name + " " + argument.port.name + "[" + std::to_string(argument.port.elements.size()) +
            "];\n";
  }
  return text + "};\n";
}

// "top_outputs top_component(const top_inputs inputs)".
std::string component_signature(const Function& function) {
  return "WIREFOLD_COMPONENT " + (has_bits(function.outputs) ? function.name + "_outputs " : "void ") + function.name +
         "_component(" + (has_bits(function.inputs) ? "const " + function.name + "_inputs inputs" : "") + ")";
}

std::string component_declaration(const Function& function) {
  return "\n// The same with wires for arguments.\n" + structure(function.name + "_inputs", function.inputs) +
         structure(function.name + "_outputs", function.outputs) + component_signature(function) + ";\n";
}

std::string component_definition(const Function& function) {
  std::string text = "\n" + component_signature(function) + " {\n";
  if (has_bits(function.outputs)) text += "  " + function.name + "_outputs outputs;\n";
  std::string call;
  const auto add = [&](const std::vector<Argument>& arguments, const char* from) {
    for (const Argument& argument : arguments) {
      if (argument.port.width_bits > 0) call += (call.empty() ? "" : ", ") + (from + argument.port.name);
    }
  };
  add(function.inputs, "inputs.");
  add(function.outputs, "outputs.");
  text += "  " + function.name + "(" + call + ");\n";
  return text + (has_bits(function.outputs) ? "  return outputs;\n}\n" : "}\n");
}

}  // namespace

std::string file_header(const EmissionInput& input, const Function& function, const std::vector<BackendOption>& rows,
                        const BackendOptions& options, const std::string& content_hash) {
  std::string text = "// SPDX-License-Identifier: MIT-0\n// " + function.name + ", generated by wirefold " +
                     input.version + ", content " + content_hash + "\n// Options: " + option_summary(rows, options) +
                     "\n// Tensors, elements in C order (s7.4: signed, 7 integer and 4 fraction bits; u: unsigned):\n";
  add_port_lines(text, function.inputs, "input");
  add_port_lines(text, function.outputs, "output");
  return text + "\n";
}

std::string declaration(const Function& function, Flavor flavor) {
  const std::string guard = include_guard(function.name);
  std::string text = "#ifndef " + guard + "\n#define " + guard + "\n\n" + includes(function, flavor);
  text += std::string(kWithBitsHead) +
          (flavor == Flavor::kVitis ? "  number.range() = bits;\n" : "  number.set_slc(0, bits);\n") +
          "  return number;\n}\n#endif\n\n";
  add_types(text, function.inputs, flavor);
  add_types(text, function.outputs, flavor);
  text += "\nvoid " + function.name + "(" + parameter_list(function) + ");\n";
  if (flavor == Flavor::kHlslib) text += component_declaration(function);
  return text + "\n#endif  // " + guard + "\n";
}

std::string definition(const Function& function, Flavor flavor) {
  return "#include \"" + function.name +
         ".h\"\n\n"
         "// A value n * 2^-f is kept as the integer n; f is the second number of the format in its line's comment.\n"
         "// Integers grow, so expressions are exact; a conversion to a type leaves out high bits, >> low ones.\n\n" +
         function.text + (flavor == Flavor::kHlslib ? component_definition(function) : "");
}

}  // namespace wirefold::hls
