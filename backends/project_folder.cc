// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/project_folder.h"

#include "wirefold/backends/text_template.h"

namespace wirefold {
namespace {

constexpr std::string_view kYosys = R"(#!/bin/sh
# SPDX-License-Identifier: MIT-0
# Usage: sh syn/yosys/synth.sh [family] [top] [result_folder]
# Maps a top module (@top@ unless given) to the cells of a Xilinx family (xcup, UltraScale+, unless given), or to gates
# for the family `gates`. Prints how many cells it takes; the netlist goes to the result folder.
set -e
family="${1:-xcup}"
top="${2:-@top@}"
case "${3:-}" in
  "") results="" ;;
  /*) results="$3" ;;
  *) results="$PWD/$3" ;;
esac
cd "$(dirname "$0")/../.."
results="${results:-$PWD/syn/yosys/results}"
mkdir -p "$results"
if [ "$family" = gates ]; then
  map="synth -flatten -top $top; abc -g AND,XOR,MUX"
else
  map="synth_xilinx -family $family -flatten -top $top"
fi
yosys -q -p "read_verilog@sources@; hierarchy -check -top $top; $map; check -assert; write_verilog -noattr \"$results/$top.v\"; tee -a /dev/stdout stat" > "$results/$top.txt"
cat "$results/$top.txt"
)";

constexpr std::string_view kVivado = R"(# SPDX-License-Identifier: MIT-0
# Usage: vivado -mode batch -source syn/vivado/out_of_context.tcl -tclargs [part] [period_ns] [result_folder] [top]
# Synthesises, places and routes a top module (@top@ unless given) out of context. Reports go to the result folder.
# Ends with status 1 where a step fails.
set root [file normalize [file join [file dirname [info script]] .. ..]]
set part [expr {$argc > 0 ? [lindex $argv 0] : "xcvu13p-flga2577-2-e"}]
set period_ns [expr {$argc > 1 ? [lindex $argv 1] : 5.0}]
set results [file normalize [expr {$argc > 2 ? [lindex $argv 2] : [file join $root syn vivado results]}]]
set top [expr {$argc > 3 ? [lindex $argv 3] : "@top@"}]
if {[catch {
  file mkdir $results
  # The constraints with the period that was asked for
  set from [open [file join $root constraints $top.xdc]]
  set constraints [read $from]
  close $from
  set to [open [file join $results $top.xdc] w]
  puts -nonewline $to [regsub -line {^set period_ns .*$} $constraints "set period_ns $period_ns"]
  close $to
  foreach source {@sources@} {
    @read@ [file join $root $source]
  }
  read_xdc -mode out_of_context [file join $results $top.xdc]
  synth_design -top $top -part $part -mode out_of_context
  opt_design
  place_design
  phys_opt_design
  route_design
  report_utilization -hierarchical -file [file join $results utilization_hierarchy.rpt]
  report_utilization -file [file join $results utilization.rpt]
  report_timing_summary -file [file join $results timing.rpt]
  report_power -file [file join $results power.rpt]
  puts [report_utilization -return_string]
  puts "worst slack: [get_property SLACK [get_timing_paths]] ns at a period of $period_ns ns"
} message]} {
  puts "ERROR: $message"
  exit 1
}
)";

constexpr std::string_view kQuartus = R"(# SPDX-License-Identifier: MIT-0
# Usage: quartus_sh -t syn/quartus/out_of_context.tcl [part] [period_ns] [result_folder] [top] [family]
# Compiles a top module (@top@ unless given) with virtual pins. Reports go to the result folder. Ends with status 1
# where a step fails.
package require ::quartus::project
package require ::quartus::flow
set root [file normalize [file join [file dirname [info script]] .. ..]]
set arguments $quartus(args)
set count [llength $arguments]
set part [expr {$count > 0 ? [lindex $arguments 0] : "10AX115N2F45E1SG"}]
set period_ns [expr {$count > 1 ? [lindex $arguments 1] : 5.0}]
set results [file normalize [expr {$count > 2 ? [lindex $arguments 2] : [file join $root syn quartus results]}]]
set top [expr {$count > 3 ? [lindex $arguments 3] : "@top@"}]
set family [expr {$count > 4 ? [lindex $arguments 4] : "Arria 10"}]
if {[catch {
  file mkdir $results
  set from [open [file join $root constraints $top.sdc]]
  set constraints [read $from]
  close $from
  set to [open [file join $results $top.sdc] w]
  puts -nonewline $to [regsub -line {^set period_ns .*$} $constraints "set period_ns $period_ns"]
  close $to
  cd $results
  project_new -overwrite $top
  set_global_assignment -name FAMILY $family
  set_global_assignment -name DEVICE $part
  set_global_assignment -name TOP_LEVEL_ENTITY $top
  foreach source {@sources@} {
    set_global_assignment -name @assignment@ [file join $root $source]
  }
@version@  set_global_assignment -name SDC_FILE [file join $results $top.sdc]
  set_instance_assignment -name VIRTUAL_PIN ON -to *
  execute_flow -compile
  project_close
} message]} {
  puts stderr "ERROR: $message"
  exit 1
}
)";

constexpr std::string_view kConstraintsHeader =
    "# SPDX-License-Identifier: MIT-0\n# @top@ on its own; times in ns. The scripts below syn/ put another period in.\n"
    "set period_ns 5.0\n";

constexpr std::string_view kClockedXdc = R"(create_clock -name @clock@ -period $period_ns [get_ports @clock@]
set_input_delay -clock @clock@ 0.0 [get_ports -filter {DIRECTION == IN && NAME != @clock@}]
set_output_delay -clock @clock@ 0.0 [all_outputs]
)";

constexpr std::string_view kClockedSdc = R"(create_clock -name @clock@ -period $period_ns [get_ports @clock@]
derive_clock_uncertainty
set_input_delay -clock @clock@ 0.0 [remove_from_collection [all_inputs] [get_ports @clock@]]
set_output_delay -clock @clock@ 0.0 [all_outputs]
)";

constexpr std::string_view kCombinational = "set_max_delay $period_ns -from [all_inputs] -to [all_outputs]\n";

constexpr std::string_view kCore = R"(CAPI=2:
# SPDX-License-Identifier: MIT-0
name: "wirefold:generated:@top@:0"
description: "@top@, generated by wirefold"

filesets:
  rtl:
    files:
@sources@    file_type: @type@
@tb@@constraints@
targets:
  default:
    filesets: [rtl]
    toplevel: @top@
@targets@)";

// Of the design, and of each wrapper with the wrapper's kind behind the name.
constexpr std::string_view kConstraintsSet = R"(  constraints@suffix@:
    files:
      - constraints/@top@.xdc: {file_type: xdc}
)";

constexpr std::string_view kSynthTarget = R"(  synth@suffix@:
    default_tool: vivado
    filesets: [rtl, constraints@suffix@]
    toplevel: @top@
    tools:
      vivado:
        part: xcvu13p-flga2577-2-e
)";

constexpr std::string_view kLintTarget = R"(  lint@suffix@:
    default_tool: verilator
    filesets: [rtl]
    toplevel: @top@
    tools:
      verilator:
        mode: lint-only
        verilator_options: [-Wall]
)";

constexpr std::string_view kSimTarget = R"(  sim@suffix@:
    default_tool: @tool@
    filesets: [rtl, tb]
    toplevel: @top@_tb
    tools:
      @tool@:
        @options@
)";

bool is_vhdl(const ProjectFolder& folder) { return folder.language != SourceLanguage::kVerilog; }

std::string joined(const std::vector<std::string>& items, const std::string& before, const std::string& after) {
  std::string text;
  for (const std::string& item : items) text += before + item + after;
  return text;
}

std::string file_type(const ProjectFolder& folder) {
  switch (folder.language) {
    case SourceLanguage::kVerilog:
      return "verilogSource";
    case SourceLanguage::kVhdl93:
      return "vhdlSource-93";
    case SourceLanguage::kVhdl2008:
      return "vhdlSource-2008";
  }
  return "";
}

std::string fusesoc_targets(const ProjectFolder& folder, const std::string& top, const std::string& suffix) {
  const std::string standard = folder.language == SourceLanguage::kVhdl2008 ? "--std=08" : "--std=93c";
  std::string targets = is_vhdl(folder) ? "" : filled_in(kLintTarget, {{"top", top}, {"suffix", suffix}});
  if (!folder.benches.empty()) {
    targets += filled_in(kSimTarget, {{"tool", is_vhdl(folder) ? "ghdl" : "icarus"},
                                      {"top", top},
                                      {"suffix", suffix},
                                      {"options", is_vhdl(folder) ? "analyze_options: [" + standard + "]"
                                                                  : std::string("iverilog_options: [-g2001, -Wall]")}});
  }
  return targets + filled_in(kSynthTarget, {{"top", top}, {"suffix", suffix}});
}

std::string fusesoc_core(const ProjectFolder& folder) {
  std::string tb;
  if (!folder.benches.empty()) {
    tb =
        "  tb:\n    files:\n" + joined(folder.benches, "      - ", "\n") + "    file_type: " + file_type(folder) + "\n";
  }
  std::string constraints;
  std::string targets;
  for (const ProjectFolder::Top& top : folder.tops) {
    const std::string suffix = top.module_name.substr(folder.top.size());  // "_stream"
    constraints += filled_in(kConstraintsSet, {{"top", top.module_name}, {"suffix", suffix}});
    targets += fusesoc_targets(folder, top.module_name, suffix);
  }
  return filled_in(kCore, {{"top", folder.top},
                           {"sources", joined(folder.sources, "      - ", "\n")},
                           {"type", file_type(folder)},
                           {"tb", tb},
                           {"constraints", constraints},
                           {"targets", targets}});
}

std::string vivado_script(const ProjectFolder& folder) {
  const std::string read = folder.language == SourceLanguage::kVerilog  ? "read_verilog"
                           : folder.language == SourceLanguage::kVhdl93 ? "read_vhdl"
                                                                        : "read_vhdl -vhdl2008";
  return filled_in(kVivado, {{"top", folder.top}, {"sources", joined(folder.sources, " ", "") + " "}, {"read", read}});
}

std::string quartus_script(const ProjectFolder& folder) {
  const std::string version = folder.language == SourceLanguage::kVhdl2008
                                  ? "  set_global_assignment -name VHDL_INPUT_VERSION VHDL_2008\n"
                                  : "";
  return filled_in(kQuartus, {{"top", folder.top},
                              {"sources", joined(folder.sources, " ", "") + " "},
                              {"assignment", is_vhdl(folder) ? "VHDL_FILE" : "VERILOG_FILE"},
                              {"version", version}});
}

std::string constraints(const ProjectFolder::Top& top, std::string_view clocked) {
  return filled_in(kConstraintsHeader, {{"top", top.module_name}}) +
         (top.clock.empty() ? std::string(kCombinational) : filled_in(clocked, {{"clock", top.clock}}));
}

}  // namespace

ProjectFolder project_folder(const std::string& top, SourceLanguage language, const std::vector<ProjectFile>& hardware,
                             const ControlPorts& controls, const std::vector<Wrapper>& wrappers) {
  ProjectFolder folder{top, language, {}, {}, {{top, controls.clock}}};
  for (const ProjectFile& file : hardware) {
    if (file.path.starts_with("rtl/")) folder.sources.push_back(file.path);
    if (file.path.starts_with("tb/")) folder.benches.push_back(file.path);
  }
  for (const Wrapper& wrapper : wrappers) folder.tops.push_back({wrapper.module_name, wrapper.controls.clock});
  return folder;
}

std::vector<ProjectFile> tool_files(const ProjectFolder& folder) {
  std::vector<ProjectFile> files = {{"files.f", joined(folder.sources, "", "\n")},
                                    {folder.top + ".core", fusesoc_core(folder)}};
  for (const ProjectFolder::Top& top : folder.tops) {
    files.push_back({"constraints/" + top.module_name + ".xdc", constraints(top, kClockedXdc)});
    files.push_back({"constraints/" + top.module_name + ".sdc", constraints(top, kClockedSdc)});
  }
  if (!is_vhdl(folder)) {
    files.push_back(
        {"syn/yosys/synth.sh", filled_in(kYosys, {{"top", folder.top}, {"sources", joined(folder.sources, " ", "")}})});
  }
  files.push_back({"syn/vivado/out_of_context.tcl", vivado_script(folder)});
  files.push_back({"syn/quartus/out_of_context.tcl", quartus_script(folder)});
  return files;
}

std::string synthesis_commands(const ProjectFolder& folder) {
  std::string text =
      "\nSynthesis out of context; the scripts run from any folder, every argument may be left out:\n\n```\n";
  if (!is_vhdl(folder)) text += "sh syn/yosys/synth.sh xcup " + folder.top + "\n";
  text +=
      "vivado -mode batch -source syn/vivado/out_of_context.tcl -tclargs xcvu13p-flga2577-2-e 5.0\n"
      "quartus_sh -t syn/quartus/out_of_context.tcl 10AX115N2F45E1SG 5.0\n```\n";
  return text + "\n`constraints/` has the clocks, `" + folder.top +
         ".core` is for FuseSoC: `fusesoc --cores-root . run --target sim wirefold:generated:" + folder.top + ":0`" +
         (folder.tops.size() == 1 ? ""
                                  : "; a wrapper has targets of its own, `sim" +
                                        folder.tops.back().module_name.substr(folder.top.size()) + "` for one") +
         ".\n";
}

}  // namespace wirefold
