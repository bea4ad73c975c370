// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/module_text.h"

#include <algorithm>

namespace wirefold::rtl {

ModuleText::ModuleText(const HardwareLanguage& hardware_language)
    : language(hardware_language), signals(hardware_language) {
  for (const std::string_view name : language.reserved_names()) names.claim(name);
}

SignalId ModuleText::add_wire(const std::string& name, std::size_t width_bits, const std::string& value,
                              const std::string& comment, const Attributes& attributes) {
  language.add_wire(*this, name, width_bits, value, comment, attributes);
  return signals.declare(name, width_bits);
}

SignalId ModuleText::declare_wire(const std::string& name, std::size_t width_bits, const std::string& comment) {
  language.declare_wire(*this, name, width_bits, comment);
  return signals.declare(name, width_bits);
}

SignalId ModuleText::declare_register(const std::string& name, std::size_t width_bits, const Attributes& attributes) {
  language.declare_register(*this, name, width_bits, attributes);
  return signals.declare(name, width_bits);
}

void ModuleText::add_heading(const std::string& heading) {
  text += "\n  " + std::string(language.comment_mark()) + " " + heading + "\n";
}

SubmoduleLibrary::SubmoduleLibrary(const std::vector<std::string>& taken_names) {
  for (const std::string& name : taken_names) names_.claim(name);
}

std::string SubmoduleLibrary::add(const std::string& wanted, const std::vector<std::string>& ports,
                                  const ModuleText& module, const Attributes& attributes) {
  const HardwareLanguage& language = module.language;
  const std::string nameless = language.whole_module("", ports, module, {});
  std::string& name = name_of_text_[without_comments(nameless, language.comment_mark())];
  if (name.empty()) {
    name = names_.unique(wanted);
    modules_.push_back({name, language.whole_module(name, ports, module, attributes)});
  }
  return name;
}

std::string without_comments(const std::string& text, std::string_view mark) {
  const std::string comment_begin = "  " + std::string(mark);
  std::string plain;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t comment = std::min(text.find(comment_begin, begin), end);
    plain += text.substr(begin, comment - begin) + "\n";
    begin = end + 1;
  }
  return plain;
}

}  // namespace wirefold::rtl
