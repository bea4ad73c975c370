// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/wrapper.h"

namespace wirefold {

enum class SourceLanguage { kVerilog, kVhdl93, kVhdl2008 };

/// What the files for other tools need to know of a project.
struct ProjectFolder {
  std::string top;
  SourceLanguage language = SourceLanguage::kVerilog;
  std::vector<std::string> sources;  ///< below rtl/, in compile order
  std::vector<std::string> benches;  ///< below tb/
  /// The design and its wrappers: each may be synthesised.
  struct Top {
    std::string module_name;
    std::string clock;  ///< empty where there is none
  };
  std::vector<Top> tops;
};

ProjectFolder project_folder(const std::string& top, SourceLanguage language, const std::vector<ProjectFile>& hardware,
                             const ControlPorts& controls, const std::vector<Wrapper>& wrappers);

/// files.f, <top>.core for FuseSoC, constraints/ for each top, and out-of-context synthesis below syn/ for Vivado and
/// Quartus, and for yosys where it reads the language. Scripts take arguments, run from any folder, write to a folder
/// of their own, and end with an error status where a step fails.
///
/// Sources: AMD UG835 and UG903 (Vivado Tcl, XDC), Intel Quartus Prime Tcl packages ::quartus::project and
/// ::quartus::flow, FuseSoC CAPI2.
std::vector<ProjectFile> tool_files(const ProjectFolder& folder);

/// The README's commands for those scripts.
std::string synthesis_commands(const ProjectFolder& folder);

}  // namespace wirefold
