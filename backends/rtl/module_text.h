// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "wirefold/backends/names.h"
#include "wirefold/backends/rtl/hardware_language.h"
#include "wirefold/backends/rtl/signals.h"

namespace wirefold::rtl {

/// A module that is being written: the names that are taken, the signals, and the text between header and end.
struct ModuleText {
  /// Takes the names that the language needs for itself.
  explicit ModuleText(const HardwareLanguage& hardware_language);

  const HardwareLanguage& language;
  NameTable names;
  SignalTable signals;
  std::string declarations;  ///< of signals, where a language wants them before the statements
  std::string text;

  /// A wire of that name, which the caller took, that is assigned `value`.
  SignalId add_wire(const std::string& name, std::size_t width_bits, const std::string& value,
                    const std::string& comment = "", const Attributes& attributes = {});
  SignalId declare_wire(const std::string& name, std::size_t width_bits, const std::string& comment = "");
  SignalId declare_register(const std::string& name, std::size_t width_bits, const Attributes& attributes = {});
  /// A comment in a line of its own behind an empty one.
  void add_heading(const std::string& heading);
};

/// A module with its own file.
struct Submodule {
  std::string name;
  std::string text;
};

/// The modules below the top, each text once.
class SubmoduleLibrary {
 public:
  /// Module names that must not be given to others.
  explicit SubmoduleLibrary(const std::vector<std::string>& taken_names);

  /// The name of the module that has these ports and this text; `wanted` is its name if it is new and that name is
  /// free. Comments do not tell modules apart.
  std::string add(const std::string& wanted, const std::vector<std::string>& ports, const ModuleText& module,
                  const Attributes& attributes);

  const std::vector<Submodule>& modules() const { return modules_; }

 private:
  NameTable names_;
  std::map<std::string, std::string> name_of_text_;  // by the text without comments
  std::vector<Submodule> modules_;
};

/// The text without what follows two blanks and the mark in each line.
std::string without_comments(const std::string& text, std::string_view mark);

}  // namespace wirefold::rtl
