// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/reports/tool_report.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/driver/reports/tool_texts.h"
#include "tests/scratch_folder.h"

namespace wirefold {
namespace {

using reports_test::put;

const ToolReport& find_tool(const std::vector<ToolReport>& reports, const std::string& tool,
                            const std::string& design = "top") {
  for (const ToolReport& report : reports) {
    if (report.tool == tool && report.design == design) return report;
  }
  FAIL("there is no report of " << tool << " of " << design);
  return reports.front();
}

TEST_CASE("a project without reports says of each of its tools that it was not run") {
  const ScratchFolder folder;
  const auto reports = read_tool_reports(folder.path().string(), "top", "verilog");
  REQUIRE(reports.size() == 3);
  for (const ToolReport& report : reports) CHECK(state_text(report) == "not run");
  CHECK(read_tool_reports(folder.path().string(), "top", "vitis").at(0).tool == "vitis_hls");
  CHECK(read_tool_reports(folder.path().string(), "top", "oneapi").empty());
}

TEST_CASE("reports of Vivado for UltraScale+ are read: utilization and timing summary") {
  const ScratchFolder folder;
  put(folder, "syn/vivado/results/utilization.rpt", reports_test::vivado_utilization());
  put(folder, "syn/vivado/results/timing.rpt", reports_test::vivado_timing("0.412", "5.000"));
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "verilog"), "vivado");
  CHECK(state_text(report) == "parsed");
  CHECK(report.version == "2023.2");
  CHECK(report.device == "xcvu13p-flga2577-2-e");
  CHECK(report.step == "Routed");
  CHECK(at(report.figures, Measure::kLuts) == 1234);
  CHECK(at(report.figures, Measure::kRegisters) == 567);
  CHECK(at(report.figures, Measure::kCarryCells) == 89);
  CHECK(at(report.figures, Measure::kDsps) == 2);
  CHECK(at(report.figures, Measure::kBlockRams) == 1.5);
  CHECK(at(report.figures, Measure::kSetupSlackNs) == 0.412);
  CHECK(at(report.figures, Measure::kHoldSlackNs) == 0.031);
  CHECK(at(report.figures, Measure::kPeriodNs) == 5);
  CHECK(std::abs(at(report.figures, Measure::kFmaxMhz).value() - 1000 / 4.588) < 1e-9);
  CHECK(report.files ==
        std::vector<std::string>{"syn/vivado/results/utilization.rpt", "syn/vivado/results/timing.rpt"});
}

TEST_CASE("the names of rows for 7-series devices and a slack below zero are read") {
  const ScratchFolder folder;
  put(folder, "utilization.rpt", reports_test::vivado_utilization_of_7_series());
  put(folder, "timing.rpt", reports_test::vivado_timing("-0.750", "2.000"));
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "vhdl"), "vivado");
  CHECK(at(report.figures, Measure::kLuts) == 2158);
  CHECK(at(report.figures, Measure::kRegisters) == 1001);
  CHECK(std::abs(at(report.figures, Measure::kFmaxMhz).value() - 1000 / 2.75) < 1e-9);
}

TEST_CASE("the report of the latest step counts") {
  const ScratchFolder folder;
  std::string synthesised = reports_test::vivado_utilization();
  synthesised.replace(synthesised.find("Routed"), 6, "Synthesized");
  synthesised.replace(synthesised.find("1234"), 4, "1300");
  put(folder, "a_synthesised.rpt", synthesised);
  put(folder, "b_routed.rpt", reports_test::vivado_utilization());
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "verilog"), "vivado");
  CHECK(at(report.figures, Measure::kLuts) == 1234);
  CHECK(report.step == "Routed");
}

TEST_CASE("a failed run shows its last error, even behind figures of a step before") {
  const ScratchFolder folder;
  put(folder, "syn/vivado/results/utilization.rpt", reports_test::vivado_utilization());
  put(folder, "vivado.log",
      "#-----------\n# Vivado v2023.2 (64-bit)\n#-----------\nsynth_design -top top\n"
      "ERROR: [Common 17-345] A valid license was not found for feature 'Synthesis'\n"
      "INFO: [Common 17-206] Exiting Vivado at Sun Nov 22 20:00:00 2026...\n");
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "verilog"), "vivado");
  CHECK(state_text(report) == "failed: ERROR: [Common 17-345] A valid license was not found for feature 'Synthesis'");
}

TEST_CASE("a run that stopped without a word shows its last line") {
  const ScratchFolder folder;
  put(folder, "vivado.log", "# Vivado v2023.2 (64-bit)\n\nStarting Placer Task\n\n");
  const auto reports = read_tool_reports(folder.path().string(), "top", "verilog");
  CHECK(state_text(find_tool(reports, "vivado")) == "failed: Starting Placer Task");
}

TEST_CASE("an empty report in the folder of a tool is a run that failed") {
  const ScratchFolder folder;
  put(folder, "syn/yosys/results/top.txt", "");
  const auto reports = read_tool_reports(folder.path().string(), "top", "verilog");
  CHECK(state_text(find_tool(reports, "yosys")) == "failed: 'syn/yosys/results/top.txt' is empty");
}

TEST_CASE("summaries of Quartus Standard are read: fitter and timing, the worst corner") {
  const ScratchFolder folder;
  put(folder, "syn/quartus/results/top.fit.summary", reports_test::quartus_fit("Successful"));
  put(folder, "syn/quartus/results/top.sta.summary", reports_test::quartus_sta());
  put(folder, "syn/quartus/results/top.sta.rpt", reports_test::quartus_sta_tables());
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "verilog"), "quartus");
  CHECK(state_text(report) == "parsed");
  CHECK(report.version == "20.1.0");
  CHECK(report.device == "10AX115N2F45E1SG");
  CHECK(at(report.figures, Measure::kAlms) == 22549);
  CHECK(at(report.figures, Measure::kRegisters) == 39317);
  CHECK(at(report.figures, Measure::kDsps) == 3);
  CHECK(at(report.figures, Measure::kSetupSlackNs) == 0.871);
  CHECK(at(report.figures, Measure::kHoldSlackNs) == 0.019);
  CHECK(at(report.figures, Measure::kPeriodNs) == 5);
  CHECK(at(report.figures, Measure::kFmaxMhz) == 242.19);
}

TEST_CASE("Quartus Pro and devices without ALMs have rows of other names") {
  const ScratchFolder folder;
  put(folder, "pro.summary",
      "Fitter Status : Successful - Sun Jul  5 01:58:14 2026\nQuartus Prime Version : 26.1.0 Build 110 SC Pro Edition\n"
      "Top-level Entity Name : top\nLogic utilization (in ALMs) : 1,842 / 34,000 ( 5 % )\n"
      "Total dedicated logic registers : 9216\n");
  put(folder, "max10.summary",
      "Fitter Status : Successful - Thu Dec  8 11:11:13 2022\nTop-level Entity Name : other\n"
      "Total logic elements : 2,173 / 49,760 ( 4 % )\n    Total combinational functions : 2,001 / 49,760 ( 4 % )\n"
      "    Dedicated logic registers : 812 / 49,760 ( 2 % )\nTotal registers : 830\n");
  const auto reports = read_tool_reports(folder.path().string(), "top", "vhdl");
  CHECK(at(find_tool(reports, "quartus").figures, Measure::kAlms) == 1842);
  CHECK(at(find_tool(reports, "quartus").figures, Measure::kRegisters) == 9216);
  const ToolReport& other = find_tool(reports, "quartus", "other");
  CHECK(at(other.figures, Measure::kAlms) == 2173);
  CHECK(at(other.figures, Measure::kLuts) == 2001);
  CHECK(at(other.figures, Measure::kRegisters) == 812);
}

TEST_CASE("the names of rows for Versal are read") {
  const ScratchFolder folder;
  // The rows that Vivado writes for these devices.
  put(folder, "syn/vivado/results/utilization.rpt",
      "| Tool Version : Vivado v.2022.1 (lin64) Build 3526262\n"
      "| Design       : top\n"
      "| Design State : Fully Routed\n"
      "\n"
      "|          Site Type         |  Used | Fixed | Prohibited | Available | Util% |\n"
      "| Registers                  |  1442 |     4 |          0 |   1799680 |  0.08 |\n"
      "| CLB LUTs                   |   594 |     0 |          0 |    899840 |  0.07 |\n"
      "| LOOKAHEAD8                 |    38 |     0 |          0 |    112480 |  0.03 |\n"
      "| DSP58                      |     3 |     1 |          0 |      1968 |  0.15 |\n");
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "verilog"), "vivado");
  CHECK(report.step == "Fully Routed");
  CHECK(at(report.figures, Measure::kLuts) == 594);
  CHECK(at(report.figures, Measure::kRegisters) == 1442);
  CHECK(at(report.figures, Measure::kCarryCells) == 38);
  CHECK(at(report.figures, Measure::kDsps) == 3);
}

TEST_CASE("reports of Quartus are read where there is no summary") {
  const ScratchFolder folder;
  put(folder, "syn/quartus/top.fit.rpt",
      "Fitter report for top\n"
      "Quartus Prime Version 20.1.0 Build 711 06/05/2020 SJ Lite Edition\n"
      "\n"
      "; Fitter Summary                                                  ;\n"
      "; Fitter Status               ; Successful - Mon Jun  1 10:00:00 2020 ;\n"
      "; Top-level Entity Name       ; top                                   ;\n"
      "; Device                      ; 5CSEBA6U23I7                          ;\n"
      "; Logic utilization (in ALMs) ; 5,447 / 41,910 ( 13 % )               ;\n"
      "; Total registers             ; 2724                                  ;\n"
      "; Total RAM Blocks            ; 339 / 553 ( 61 % )                    ;\n"
      "; Total DSP Blocks            ; 1 / 112 ( < 1 % )                     ;\n");
  put(folder, "syn/quartus/top.sta.rpt",
      "Timing Analyzer report for top\n"
      "Quartus Prime Version 20.1.0 Build 711 06/05/2020 SJ Lite Edition\n"
      "\n"
      "; Slow 1100mV 85C Model Setup Summary ;\n"
      "; Clock   ; Slack ; End Point TNS    ;\n"
      "; clk_sys ; 0.381 ; 0.000            ;\n"
      "\n"
      "; Slow 1100mV 85C Model Hold Summary  ;\n"
      "; Clock   ; Slack ; End Point TNS    ;\n"
      "; clk_sys ; 0.165 ; 0.000            ;\n"
      "\n"
      "; Slow 1100mV 0C Model Setup Summary  ;\n"
      "; Clock   ; Slack ; End Point TNS    ;\n"
      "; clk_sys ; -0.040 ; -1.250          ;\n");
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "verilog"), "quartus");
  CHECK(state_text(report) == "parsed");
  CHECK(report.version == "20.1.0");
  CHECK(report.device == "5CSEBA6U23I7");
  CHECK(at(report.figures, Measure::kAlms) == 5447);
  CHECK(at(report.figures, Measure::kRegisters) == 2724);
  CHECK(at(report.figures, Measure::kBlockRams) == 339);
  CHECK(at(report.figures, Measure::kDsps) == 1);
  CHECK(at(report.figures, Measure::kSetupSlackNs) == -0.040);
  CHECK(at(report.figures, Measure::kHoldSlackNs) == 0.165);
}

TEST_CASE("a latency that Vitis HLS does not know is no figure") {
  const ScratchFolder folder;
  put(folder, "syn/vitis_hls/top_csynth.rpt",
      "== Vitis HLS Report for 'top'\n"
      "* Version:        2024.2 (Build 5238294 on Nov  8 2024)\n"
      "* Target device:  xc7z020-clg400-1\n"
      "\n"
      "    |  Clock |  Target  | Estimated| Uncertainty|\n"
      "    |ap_clk  |  10.00 ns|  6.912 ns|     2.70 ns|\n"
      "\n"
      "    |  Latency (cycles) |  Latency (absolute) |  Interval | Pipeline|\n"
      "    |   min   |   max   |    min   |    max   | min | max |   Type  |\n"
      "    |        ?|        ?|         ?|         ?|    ?|    ?|       no|\n");
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "vitis"), "vitis_hls");
  CHECK(report.version == "2024.2");
  CHECK(at(report.figures, Measure::kPeriodNs) == 10);
  CHECK(at(report.figures, Measure::kEstimatedNs) == 6.912);
  CHECK_FALSE(at(report.figures, Measure::kLatencyCycles).has_value());
  CHECK_FALSE(at(report.figures, Measure::kInterval).has_value());
}

TEST_CASE("a fitter that failed is a run that failed") {
  const ScratchFolder folder;
  put(folder, "top.fit.summary", reports_test::quartus_fit("Failed"));
  const auto reports = read_tool_reports(folder.path().string(), "top", "verilog");
  CHECK(state_text(find_tool(reports, "quartus")) == "failed: Fitter Status : Failed - Wed Oct  7 15:31:11 2020");
}

TEST_CASE("Vitis HLS is read from XML, without what the device has") {
  const ScratchFolder folder;
  put(folder, "syn/vitis_hls/top_prj/solution/syn/report/csynth.xml", reports_test::vitis_xml());
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "vitis"), "vitis_hls");
  CHECK(state_text(report) == "parsed");
  CHECK(report.version == "2024.1");
  CHECK(report.device == "xcvu13p-flga2577-2-e");
  CHECK(at(report.figures, Measure::kLuts) == 1024);
  CHECK(at(report.figures, Measure::kRegisters) == 512);
  CHECK(at(report.figures, Measure::kDsps) == 4);
  CHECK(at(report.figures, Measure::kPeriodNs) == 5);
  CHECK(at(report.figures, Measure::kEstimatedNs) == 3.647);
  CHECK(at(report.figures, Measure::kLatencyCycles) == 7);
  CHECK(at(report.figures, Measure::kInterval) == 1);
}

TEST_CASE("texts of Vitis HLS and of Vivado HLS before it are read, each by the rows of its version") {
  const auto [version, name, clock, latency] = GENERATE(table<const char*, const char*, const char*, const char*>(
      {{"2024.1", "Vitis", "|ap_clk  |  4.00 ns|  2.016 ns|     1.08 ns|",
        "| Latency (cycles) | Latency (absolute) | Interval | Pipeline|\n|   min   |   max   |\n"
        "|        3|        6|  12.000 ns|  24.000 ns|    1|    1|      yes|"},
       {"2018.2", "Vivado", "|ap_clk  |   4.00|     2.016|        0.50|",
        "|  Latency  |  Interval | Pipeline|\n| min | max | min | max |   Type  |\n"
        "|    3|    6|    1|    1| function |"}}));
  INFO(version);
  const ScratchFolder folder;
  put(folder, "top_csynth.rpt", reports_test::vitis_text(version, name, clock, latency));
  const ToolReport report = find_tool(read_tool_reports(folder.path().string(), "top", "vitis"), "vitis_hls");
  CHECK(report.version == version);
  CHECK(at(report.figures, Measure::kPeriodNs) == 4);
  CHECK(at(report.figures, Measure::kEstimatedNs) == 2.016);
  CHECK(at(report.figures, Measure::kLatencyCycles) == 6);
  CHECK(at(report.figures, Measure::kInterval) == 1);
  CHECK(at(report.figures, Measure::kLuts) == 1024);
  CHECK(at(report.figures, Measure::kRegisters) == 512);
  CHECK_FALSE(at(report.figures, Measure::kDsps));
}

TEST_CASE("statistics of yosys are read with the count before or behind the name, the last ones of a module") {
  const ScratchFolder folder;
  put(folder, "old.txt",
      "=== top ===\n   Number of wires: 9\n   Number of cells: 99\n     LUT2 99\n\n"
      "=== top ===\n\n   Number of wires:                 14\n   Number of cells:                 22\n"
      "     CARRY4                          2\n     FDRE                            5\n     INV                     3\n"
      "     LUT2                            8\n     LUT6                            4\n");
  put(folder, "new.txt",
      "Yosys 0.57 (git sha1 abc)\n=== other ===\n\n        +----------Local Count, excluding submodules.\n        |\n"
      "       14 wires\n       22 cells\n        5   FDRE\n        8   LUT2\n        4   LUT6\n");
  const auto reports = read_tool_reports(folder.path().string(), "top", "verilog");
  const ToolReport& old = find_tool(reports, "yosys");
  CHECK(state_text(old) == "parsed");
  CHECK(at(old.figures, Measure::kCells) == 22);
  CHECK(at(old.figures, Measure::kLuts) == 15);
  CHECK(at(old.figures, Measure::kRegisters) == 5);
  CHECK(at(old.figures, Measure::kCarryCells) == 2);
  CHECK(at(old.figures, Measure::kDsps) == 0);
  const ToolReport& other = find_tool(reports, "yosys", "other");
  CHECK(other.version == "0.57");
  CHECK(at(other.figures, Measure::kCells) == 22);
  CHECK(at(other.figures, Measure::kLuts) == 12);
}

}  // namespace
}  // namespace wirefold
