// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/reports/report_patterns.h"

#include <array>

namespace wirefold {
namespace {

constexpr std::array kSignatures = {
    SignaturePattern{"vivado", "| Tool Version : Vivado"},
    SignaturePattern{"vivado", "_ Vivado _ (64-bit)"},
    SignaturePattern{"quartus", "Fitter Status :"},
    SignaturePattern{"quartus", "Analysis & Synthesis Status :"},
    SignaturePattern{"quartus", "Synthesis Status :"},
    SignaturePattern{"quartus", "Flow Status :"},
    SignaturePattern{"quartus", "TimeQuest Timing Analyzer Summary"},
    SignaturePattern{"quartus", "Timing Analyzer Summary"},
    SignaturePattern{"quartus", "Quartus Prime Version"},
    SignaturePattern{"quartus", "Quartus II 64-Bit Version"},
    SignaturePattern{"quartus", "Info: Running Quartus"},
    SignaturePattern{"vitis_hls", "== Vitis HLS Report for"},
    SignaturePattern{"vitis_hls", "== Vivado HLS Report for"},
    SignaturePattern{"vitis_hls", "<UserAssignments>"},
    SignaturePattern{"vitis_hls", "****** Vitis HLS"},
    SignaturePattern{"vitis_hls", "INFO: [HLS"},
    SignaturePattern{"yosys", "| yosys -- Yosys Open SYnthesis Suite"},
    SignaturePattern{"yosys", "Yosys # (git"},
    SignaturePattern{"yosys", "Number of wires: #"},
    SignaturePattern{"yosys", "# wires"},
};

constexpr std::array kTexts = {
    TextPattern{"vivado", RunText::kVersion, "| Tool Version : Vivado @"},
    TextPattern{"vivado", RunText::kVersion, "_ Vivado @ (64-bit)"},
    TextPattern{"vivado", RunText::kDesign, "| Design : @"},
    TextPattern{"vivado", RunText::kDevice, "| Device : @"},
    TextPattern{"vivado", RunText::kStep, "| Design State : @"},
    TextPattern{"quartus", RunText::kVersion, "Quartus Prime Version : @"},
    TextPattern{"quartus", RunText::kVersion, "Quartus Prime Version @"},
    TextPattern{"quartus", RunText::kVersion, "Quartus II 64-Bit Version : @"},
    TextPattern{"quartus", RunText::kVersion, "Quartus II 64-Bit Version @"},
    TextPattern{"quartus", RunText::kDesign, "Top-level Entity Name : @"},
    TextPattern{"quartus", RunText::kDesign, "; Top-level Entity Name ; @"},
    TextPattern{"quartus", RunText::kDevice, "Device : @"},
    TextPattern{"quartus", RunText::kDevice, "; Device ; @"},
    TextPattern{"vitis_hls", RunText::kVersion, "<Version>@"},
    TextPattern{"vitis_hls", RunText::kVersion, "* Version: @"},
    TextPattern{"vitis_hls", RunText::kDesign, "<TopModelName>@"},
    TextPattern{"vitis_hls", RunText::kDesign, "== _ HLS Report for @"},
    TextPattern{"vitis_hls", RunText::kDevice, "<Part>@"},
    TextPattern{"vitis_hls", RunText::kDevice, "* Target device: @"},
    TextPattern{"yosys", RunText::kVersion, "Yosys @ (git"},
    TextPattern{"yosys", RunText::kDesign, "=== @"},
};

constexpr std::array kFailures = {
    FailurePattern{"vivado", "ERROR:"},
    FailurePattern{"quartus", "Error"},
    FailurePattern{"quartus", "Error:"},
    FailurePattern{"quartus", "ERROR:"},
    FailurePattern{"quartus", "Fitter Status : Failed"},
    FailurePattern{"quartus", "Analysis & Synthesis Status : Failed"},
    FailurePattern{"quartus", "Synthesis Status : Failed"},
    FailurePattern{"quartus", "Flow Status : Failed"},
    FailurePattern{"quartus", "; Flow Status ; Flow Failed"},
    FailurePattern{"quartus", "; Fitter Status ; Failed"},
    FailurePattern{"vitis_hls", "ERROR:"},
    FailurePattern{"yosys", "ERROR:"},
};

// Vivado: the words of 7-series devices are Slice, those of UltraScale CLB; a footnote puts an asterisk behind LUTs.
// Versal has LOOKAHEAD8 for carry cells and DSP58, and plain Registers.
// Quartus: devices without ALMs have logic elements; Pro names registers in another way than Standard. Summaries put a
// colon behind a name, reports have tables with semicolons, and one of slacks for each corner.
// Vitis HLS: Vivado HLS, which it was until 2020.1, wrote times without their unit and no absolute latency.
// yosys: until 0.5x the name of a cell, then how many there are; later the other way round.
#define WIREFOLD_YOSYS_CELL(measure, cell)                                                  \
  FigurePattern{"yosys", Measure::measure, Reduction::kSum, "", cell " #"}, FigurePattern { \
    "yosys", Measure::measure, Reduction::kSum, "", "# " cell                               \
  }

constexpr const char* kXmlLatency = "<SummaryOfOverallLatency>";
constexpr const char* kXmlLatencyEnd = "</SummaryOfOverallLatency>";
constexpr const char* kHlsClock = "| Clock | Target | Estimated |";
constexpr const char* kHlsTotal = "| Name | BRAM_18K |";

constexpr FigurePattern kFigures[] = {
    {"vivado", Measure::kLuts, Reduction::kFirst, "", "| CLB LUTs | #"},
    {"vivado", Measure::kLuts, Reduction::kFirst, "", "| CLB LUTs* | #"},
    {"vivado", Measure::kLuts, Reduction::kFirst, "", "| Slice LUTs | #"},
    {"vivado", Measure::kLuts, Reduction::kFirst, "", "| Slice LUTs* | #"},
    {"vivado", Measure::kRegisters, Reduction::kFirst, "", "| CLB Registers | #"},
    {"vivado", Measure::kRegisters, Reduction::kFirst, "", "| Slice Registers | #"},
    {"vivado", Measure::kRegisters, Reduction::kFirst, "", "| Registers | #"},
    {"vivado", Measure::kCarryCells, Reduction::kFirst, "", "| CARRY8 | #"},
    {"vivado", Measure::kCarryCells, Reduction::kFirst, "", "| CARRY4 | #"},
    {"vivado", Measure::kCarryCells, Reduction::kFirst, "", "| LOOKAHEAD8 | #"},
    {"vivado", Measure::kDsps, Reduction::kFirst, "", "| DSPs | #"},
    {"vivado", Measure::kDsps, Reduction::kFirst, "", "| DSP58 | #"},
    {"vivado", Measure::kBlockRams, Reduction::kFirst, "", "| Block RAM Tile | #"},
    {"vivado", Measure::kSetupSlackNs, Reduction::kFirst, "WNS(ns) TNS(ns)", "# # #"},
    {"vivado", Measure::kHoldSlackNs, Reduction::kFirst, "WNS(ns) TNS(ns)", "_ _ _ _ # #"},
    {"vivado", Measure::kPeriodNs, Reduction::kLeast, "Clock Waveform(ns) Period(ns)", "_ _ _ # #"},

    {"quartus", Measure::kAlms, Reduction::kFirst, "", "Logic utilization (in ALMs) : #"},
    {"quartus", Measure::kAlms, Reduction::kFirst, "", "Total logic elements : #"},
    {"quartus", Measure::kAlms, Reduction::kFirst, "", "; Logic utilization (in ALMs) ; #"},
    {"quartus", Measure::kAlms, Reduction::kFirst, "", "; Total logic elements ; #"},
    {"quartus", Measure::kLuts, Reduction::kFirst, "", "Combinational ALUTs : #"},
    {"quartus", Measure::kLuts, Reduction::kFirst, "", "Total combinational functions : #"},
    {"quartus", Measure::kLuts, Reduction::kFirst, "", "; Combinational ALUT usage for logic ; #"},
    {"quartus", Measure::kRegisters, Reduction::kFirst, "", "Dedicated logic registers : #"},
    {"quartus", Measure::kRegisters, Reduction::kFirst, "", "Total dedicated logic registers : #"},
    {"quartus", Measure::kRegisters, Reduction::kFirst, "", "Total registers : #"},
    {"quartus", Measure::kRegisters, Reduction::kFirst, "", "; Total registers ; #"},
    {"quartus", Measure::kDsps, Reduction::kFirst, "", "Total DSP Blocks : #"},
    {"quartus", Measure::kDsps, Reduction::kFirst, "", "; Total DSP Blocks ; #"},
    {"quartus", Measure::kDsps, Reduction::kFirst, "", "Embedded Multiplier 9-bit elements : #"},
    {"quartus", Measure::kBlockRams, Reduction::kFirst, "", "Total RAM Blocks : #"},
    {"quartus", Measure::kBlockRams, Reduction::kFirst, "", "; Total RAM Blocks ; #"},
    {"quartus", Measure::kSetupSlackNs, Reduction::kLeast, "Type : ... Setup", "Slack : #"},
    {"quartus", Measure::kSetupSlackNs, Reduction::kLeast, "; ... Setup Summary ;", "; _ ; # ;"},
    {"quartus", Measure::kHoldSlackNs, Reduction::kLeast, "Type : ... Hold", "Slack : #"},
    {"quartus", Measure::kHoldSlackNs, Reduction::kLeast, "; ... Hold Summary ;", "; _ ; # ;"},
    {"quartus", Measure::kPeriodNs, Reduction::kLeast, "; Clock Name ; Type ; Period ;", "; _ ; Base ; # ;"},
    {"quartus", Measure::kFmaxMhz, Reduction::kLeast, "; Fmax ; Restricted Fmax ; Clock Name ;", "; _ MHz ; # MHz ;"},

    {"vitis_hls", Measure::kLuts, Reduction::kFirst, "<Resources>", "<LUT>#", "</Resources>"},
    {"vitis_hls", Measure::kRegisters, Reduction::kFirst, "<Resources>", "<FF>#", "</Resources>"},
    {"vitis_hls", Measure::kDsps, Reduction::kFirst, "<Resources>", "<DSP>#", "</Resources>"},
    {"vitis_hls", Measure::kDsps, Reduction::kFirst, "<Resources>", "<DSP48E>#", "</Resources>"},
    {"vitis_hls", Measure::kBlockRams, Reduction::kFirst, "<Resources>", "<BRAM_18K>#", "</Resources>"},
    {"vitis_hls", Measure::kPeriodNs, Reduction::kFirst, "", "<TargetClockPeriod>#"},
    {"vitis_hls", Measure::kEstimatedNs, Reduction::kFirst, "", "<EstimatedClockPeriod>#"},
    {"vitis_hls", Measure::kLatencyCycles, Reduction::kFirst, kXmlLatency, "<Worst-caseLatency>#", kXmlLatencyEnd},
    {"vitis_hls", Measure::kInterval, Reduction::kFirst, kXmlLatency, "<Interval-max>#", kXmlLatencyEnd},
    {"vitis_hls", Measure::kPeriodNs, Reduction::kFirst, kHlsClock, "| _ | # ns |", "", 2020.1},
    {"vitis_hls", Measure::kPeriodNs, Reduction::kFirst, kHlsClock, "| _ | # |", "", 0, 2019.2},
    {"vitis_hls", Measure::kEstimatedNs, Reduction::kFirst, kHlsClock, "| _ | _ ns | # ns |", "", 2020.1},
    {"vitis_hls", Measure::kEstimatedNs, Reduction::kFirst, kHlsClock, "| _ | _ | # |", "", 0, 2019.2},
    {"vitis_hls", Measure::kLatencyCycles, Reduction::kFirst, "| Latency (cycles) |", "| _ | # |"},
    {"vitis_hls", Measure::kLatencyCycles, Reduction::kFirst, "| Latency | Interval |", "| _ | # |", "", 0, 2019.2},
    {"vitis_hls", Measure::kInterval, Reduction::kFirst, "| Latency (cycles) |", "| _ | _ | _ _ | _ _ | _ | # |"},
    {"vitis_hls", Measure::kInterval, Reduction::kFirst, "| Latency | Interval |", "| _ | _ | _ | # |", "", 0, 2019.2},
    {"vitis_hls", Measure::kBlockRams, Reduction::kFirst, kHlsTotal, "| Total | # |"},
    {"vitis_hls", Measure::kDsps, Reduction::kFirst, kHlsTotal, "| Total | _ | # |"},
    {"vitis_hls", Measure::kRegisters, Reduction::kFirst, kHlsTotal, "| Total | _ | _ | # |"},
    {"vitis_hls", Measure::kLuts, Reduction::kFirst, kHlsTotal, "| Total | _ | _ | _ | # |"},

    {"yosys", Measure::kCells, Reduction::kFirst, "", "Number of cells: #"},
    {"yosys", Measure::kCells, Reduction::kFirst, "", "# cells"},
    WIREFOLD_YOSYS_CELL(kLuts, "LUT1"),
    WIREFOLD_YOSYS_CELL(kLuts, "LUT2"),
    WIREFOLD_YOSYS_CELL(kLuts, "LUT3"),
    WIREFOLD_YOSYS_CELL(kLuts, "LUT4"),
    WIREFOLD_YOSYS_CELL(kLuts, "LUT5"),
    WIREFOLD_YOSYS_CELL(kLuts, "LUT6"),
    WIREFOLD_YOSYS_CELL(kLuts, "LUT6_2"),
    WIREFOLD_YOSYS_CELL(kLuts, "INV"),  // a table of one input, if it is not merged into another
    WIREFOLD_YOSYS_CELL(kLuts, "SRL16E"),
    WIREFOLD_YOSYS_CELL(kLuts, "SRLC32E"),
    WIREFOLD_YOSYS_CELL(kRegisters, "FDRE"),
    WIREFOLD_YOSYS_CELL(kRegisters, "FDSE"),
    WIREFOLD_YOSYS_CELL(kRegisters, "FDCE"),
    WIREFOLD_YOSYS_CELL(kRegisters, "FDPE"),
    WIREFOLD_YOSYS_CELL(kCarryCells, "CARRY4"),
    WIREFOLD_YOSYS_CELL(kCarryCells, "CARRY8"),
    WIREFOLD_YOSYS_CELL(kDsps, "DSP48E1"),
    WIREFOLD_YOSYS_CELL(kDsps, "DSP48E2"),
    WIREFOLD_YOSYS_CELL(kBlockRams, "RAMB18E1"),
    WIREFOLD_YOSYS_CELL(kBlockRams, "RAMB18E2"),
    WIREFOLD_YOSYS_CELL(kBlockRams, "RAMB36E1"),
    WIREFOLD_YOSYS_CELL(kBlockRams, "RAMB36E2"),
};

#undef WIREFOLD_YOSYS_CELL

}  // namespace

std::span<const SignaturePattern> signature_patterns() { return kSignatures; }
std::span<const TextPattern> text_patterns() { return kTexts; }
std::span<const FailurePattern> failure_patterns() { return kFailures; }
std::span<const FigurePattern> figure_patterns() { return kFigures; }

}  // namespace wirefold
