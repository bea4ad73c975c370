// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/project_files.h"

#include "wirefold/backends/rtl/project_text.h"
#include "wirefold/backends/text_template.h"
#include "wirefold/backends/verilog/handshake_properties.h"

namespace wirefold::verilog {
namespace {

constexpr std::string_view kCommands = R"(
## Commands

From this folder:

```
verilator --lint-only -Wall --top-module @top@ -f files.f
iverilog -g2001 -Wall -s @top@ -o /dev/null -f files.f
yosys -p "read_verilog@sources@; hierarchy -check -top @top@; proc; check -assert"
```
)";

constexpr std::string_view kBenchCommands = R"(
The self-checking test bench, in Icarus Verilog or Verilator (5 or newer); both end with an error status on a mismatch@others@:

```
iverilog -g2001 -Wall -s @top@_tb -o @top@_tb.vvp -f files.f tb/@top@_tb.v && vvp -N @top@_tb.vvp
verilator --binary --timing --top-module @top@_tb -f files.f tb/@top@_tb.v && ./obj_dir/V@top@_tb
```
)";

constexpr std::string_view kProofCommands = R"(
What wrappers with back-pressure promise is asserted in `formal/`; yosys proves it, or ends with an error status:

```
@commands@```
)";

}  // namespace

std::string project_readme(const EmissionInput& input, const Module& module, const std::vector<Wrapper>& wrappers,
                           const ProjectFolder& folder) {
  std::string text = rtl::readme_head("Verilog-2001", input, module, wrappers);
  std::string sources;
  for (const std::string& source : folder.sources) sources += " " + source;
  text += filled_in(kCommands, {{"top", module.name}, {"sources", sources}});
  if (!folder.benches.empty()) {
    const std::string others =
        wrappers.empty() ? "" : ".\nFor a wrapper put its name in place of `" + module.name + "`";
    text += filled_in(kBenchCommands, {{"top", module.name}, {"others", others}});
  }
  std::string proofs;
  for (const Wrapper& wrapper : wrappers) {
    if (has_handshake_properties(wrapper)) proofs += "yosys -q formal/" + wrapper.module_name + ".ys\n";
  }
  if (!proofs.empty()) text += filled_in(kProofCommands, {{"commands", proofs}});
  return text + synthesis_commands(folder);
}

}  // namespace wirefold::verilog
