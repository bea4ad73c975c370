// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/module_text.h"

#include <algorithm>

#include "wirefold/backends/verilog/bits.h"

namespace wirefold::verilog {

rtl::SignalId ModuleText::add_wire(const std::string& name, std::size_t width_bits, const std::string& value,
                                   const std::string& comment, const std::string& attribute) {
  const rtl::SignalId wire = signals.declare(name, width_bits);
  // Tools take no attribute on a declaration that assigns as well.
  const std::string declaration = "  " + attribute + "wire " + range_of(width_bits) + name;
  text += declaration + (attribute.empty() ? "" : ";\n  assign " + name) + " = " + value + ";" + comment + "\n";
  return wire;
}

void ModuleText::add_sink(const std::vector<std::string>& others) {
  const std::vector<std::string> unread = signals.unread();
  if (unread.empty() && others.empty()) return;
  text += "\n  // What nothing else reads\n  wire _unused = &{1'b0";
  for (const std::string& expression : others) text += ", " + expression;
  for (const std::string& bits : unread) text += ",\n      " + bits;
  text += "};\n";
}

std::string whole_module(const std::string& attribute, const std::string& name, const std::vector<std::string>& ports,
                         const std::string& body) {
  std::string text = "`default_nettype none\n\n" + attribute + "module " + name;
  for (std::size_t i = 0; i < ports.size(); ++i) text += (i == 0 ? " (\n    " : ",\n    ") + ports[i];
  return text + (ports.empty() ? ";\n" : "\n);\n") + body + "endmodule\n\n`default_nettype wire\n";
}

SubmoduleLibrary::SubmoduleLibrary(const std::vector<std::string>& taken_names) {
  for (const std::string& name : taken_names) names_.claim(name);
}

std::string SubmoduleLibrary::add(const std::string& wanted, const std::vector<std::string>& ports,
                                  const std::string& body, const std::string& attribute) {
  std::string& name = name_of_text_[without_comments(whole_module("", "", ports, body))];
  if (name.empty()) {
    name = names_.unique(wanted);
    modules_.push_back({name, whole_module(attribute, name, ports, body)});
  }
  return name;
}

std::string without_comments(const std::string& text) {
  std::string plain;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t comment = std::min(text.find("  //", begin), end);
    plain += text.substr(begin, comment - begin) + "\n";
    begin = end + 1;
  }
  return plain;
}

}  // namespace wirefold::verilog
