// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "wirefold/backends/project_folder.h"
#include "wirefold/backends/rtl/benched_module.h"
#include "wirefold/backends/rtl/design.h"
#include "wirefold/backends/rtl/wrapper_language.h"
#include "wirefold/backends/transfers.h"

namespace wirefold::rtl {

/// What a hardware language writes of a project.
struct ProjectWriter {
  const char* backend;
  std::vector<BackendOption> option_rows;
  SourceLanguage language;
  const char* file_ending;  ///< ".v"
  const WrapperLanguage& wrappers;
  /// `taken_names`: module names that submodules must not have.
  std::function<Module(const EmissionInput& input, const HardwareOptions& options, Interface interface,
                       const std::vector<std::string>& taken_names)>
      write_module;
  std::function<std::string(const BenchedModule& module, const TestVectors& vectors)> write_test_bench;
  std::function<std::string(const Wrapper& wrapper, const Transfers& sent, const Transfers& expected,
                            bool is_one_cycle_a_transfer)>
      write_stream_bench;
  std::function<std::string(const EmissionInput& input, const Module& module, const std::vector<Wrapper>& wrappers,
                            const ProjectFolder& folder)>
      write_readme;
  /// What is proved of wrappers, by tools that read the language: files below formal/. May be empty.
  std::function<std::vector<ProjectFile>(const Module& module, const std::vector<Wrapper>& wrappers,
                                         const ProjectFolder& folder)>
      write_proofs = {};
};

/// All files of a project: hardware, benches, scripts, README.md, metadata.json, name_map.json.
std::vector<ProjectFile> emit_project(const EmissionInput& input, const ProjectWriter& writer);

}  // namespace wirefold::rtl
