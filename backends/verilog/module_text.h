// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "wirefold/backends/hardware_options.h"
#include "wirefold/backends/names.h"
#include "wirefold/backends/rtl/signals.h"
#include "wirefold/backends/verilog/verilog_language.h"

namespace wirefold::verilog {

/// A module that is being written: the names that are taken, the signals, and the text between header and endmodule.
struct ModuleText {
  NameTable names;
  rtl::SignalTable signals{verilog_language()};
  std::string text;

  /// `name` or a name near it becomes a wire that is assigned `value`.
  rtl::SignalId add_wire(const std::string& name, std::size_t width_bits, const std::string& value,
                         const std::string& comment = "", const std::string& attribute = "");
  /// The wire that reads all bits nothing else reads, so that a linter's report of unread bits stays empty without
  /// waivers. `others` are more expressions that count as read.
  void add_sink(const std::vector<std::string>& others);
};

/// The whole of a module: "module name (\n ports\n);\n body endmodule", under `default_nettype none`.
std::string whole_module(const std::string& attribute, const std::string& name, const std::vector<std::string>& ports,
                         const std::string& body);

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

  /// The name of the module that has this header ("(ports);") and body; `wanted` is its name if it is new and that name
  /// is free. Comments do not tell modules apart.
  std::string add(const std::string& wanted, const std::vector<std::string>& ports, const std::string& body,
                  const std::string& attribute);

  const std::vector<Submodule>& modules() const { return modules_; }

 private:
  NameTable names_;
  std::map<std::string, std::string> name_of_text_;  // by the text without comments
  std::vector<Submodule> modules_;
};

/// The text without what follows "  //" in each line.
std::string without_comments(const std::string& text);

}  // namespace wirefold::verilog
