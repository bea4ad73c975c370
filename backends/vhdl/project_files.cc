// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/project_files.h"

#include <filesystem>

#include "wirefold/backends/rtl/project_text.h"

namespace wirefold::vhdl {

// GHDL's numeric_std reports comparisons of registers that no sample has reached; the benches check what counts.
std::string project_readme(const EmissionInput& input, const rtl::Module& module, const std::vector<Wrapper>& wrappers,
                           const ProjectFolder& folder, Standard standard) {
  const bool is_1993 = standard == Standard::k93;
  const std::string flag = is_1993 ? "--std=93c" : "--std=08";
  std::string text = rtl::readme_head(is_1993 ? "VHDL-93" : "VHDL-2008", input, module, wrappers) +
                     "\n## Commands\n\nFrom this folder; the test benches check themselves and end with an error "
                     "status on a mismatch:\n\n```\nghdl -a " +
                     flag;
  for (const std::string& source : folder.sources) text += " " + source;
  for (const std::string& bench : folder.benches) text += " " + bench;
  text += "\n";
  for (const std::string& bench : folder.benches) {
    text += "ghdl -r " + flag + " " + std::filesystem::path(bench).stem().string() + " --ieee-asserts=disable\n";
  }
  return text + "```\n" + synthesis_commands(folder);
}

}  // namespace wirefold::vhdl
