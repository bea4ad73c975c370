// SPDX-License-Identifier: Apache-2.0
#include "tests/driver/reports/tool_texts.h"

#include <filesystem>

namespace wirefold::reports_test {

void put(const ScratchFolder& folder, const std::string& path, const std::string& text) {
  std::filesystem::create_directories((folder.path() / path).parent_path());
  write_bytes(folder / path, text);
}

std::string vivado_utilization() {
  return R"(Copyright 1986-2022 Xilinx, Inc. All Rights Reserved.
-----------------------------------------------------------------
| Tool Version : Vivado v.2023.2 (lin64) Build 4029153 Fri Oct 13 20:13:54 MDT 2023
| Command      : report_utilization -file utilization.rpt
| Design       : top
| Device       : xcvu13p-flga2577-2-e
| Speed File   : -2
| Design State : Routed
-----------------------------------------------------------------

Utilization Design Information

1. CLB Logic
------------

+----------------------------+------+-------+------------+-----------+-------+
|          Site Type         | Used | Fixed | Prohibited | Available | Util% |
+----------------------------+------+-------+------------+-----------+-------+
| CLB LUTs                   | 1234 |     0 |          0 |   1728000 |  0.07 |
|   LUT as Logic             | 1230 |     0 |          0 |   1728000 |  0.07 |
|   LUT as Memory            |    4 |     0 |          0 |    791040 | <0.01 |
| CLB Registers              |  567 |     0 |          0 |   3456000 |  0.02 |
| CARRY8                     |   89 |     0 |          0 |    216000 |  0.04 |
+----------------------------+------+-------+------------+-----------+-------+

| Block RAM Tile    |  1.5 |     0 |          0 |      2688 |  0.06 |
| DSPs      |    2 |     0 |          0 |     12288 |  0.02 |
)";
}

std::string vivado_utilization_of_7_series() {
  return R"(| Tool Version : Vivado v.2019.1 (lin64) Build 2552052 Fri May 24 14:47:09 MDT 2019
| Design       : top
| Device       : 7k325tffg900-2
| Design State : Synthesized

1. Slice Logic
--------------

+-------------------------+------+-------+-----------+-------+
|        Site Type        | Used | Fixed | Available | Util% |
+-------------------------+------+-------+-----------+-------+
| Slice LUTs*             | 2158 |     0 |    203800 |  1.06 |
|   LUT as Logic          | 2158 |     0 |    203800 |  1.06 |
| Slice Registers         | 1001 |     0 |    407600 |  0.25 |
+-------------------------+------+-------+-----------+-------+
)";
}

std::string vivado_timing(const std::string& setup_slack_ns, const std::string& period_ns) {
  return R"(| Tool Version : Vivado v.2023.2 (lin64) Build 4029153 Fri Oct 13 20:13:54 MDT 2023
| Design       : top

| Design Timing Summary
| ---------------------

    WNS(ns)      TNS(ns)  TNS Failing Endpoints  TNS Total Endpoints      WHS(ns)      THS(ns)  THS Failing Endpoints
    -------      -------  ---------------------  -------------------      -------      -------  ---------------------
      )" +
         setup_slack_ns +
         R"(        0.000                      0                  153        0.031        0.000                      0


Clock  Waveform(ns)         Period(ns)      Frequency(MHz)
-----  ------------         ----------      --------------
clk    {0.000 2.500}        )" +
         period_ns + R"(           200.000

Clock             WNS(ns)      TNS(ns)  TNS Failing Endpoints  TNS Total Endpoints      WHS(ns)      THS(ns)
-----             -------      -------  ---------------------  -------------------      -------      -------
clk                 9.999        0.000                      0                  153        9.999        0.000
)";
}

std::string quartus_fit(const std::string& status) {
  return "Fitter Status : " + status + R"( - Wed Oct  7 15:31:11 2020
Quartus Prime Version : 20.1.0 Build 711 06/05/2020 SJ Standard Edition
Revision Name : top
Top-level Entity Name : top
Family : Arria 10
Device : 10AX115N2F45E1SG
Timing Models : Final
)" + (status == "Failed" ? "" : R"(Logic utilization (in ALMs) : 22,549 / 427,200 ( 5 % )
Total registers : 39317
Total pins : 1 / 960 ( < 1 % )
Total block memory bits : 0 / 55,562,240 ( 0 % )
Total RAM Blocks : 0 / 2,713 ( 0 % )
Total DSP Blocks : 3 / 1,518 ( < 1 % )
)");
}

std::string quartus_sta() {
  return R"(------------------------------------------------------------
Timing Analyzer Summary
------------------------------------------------------------

Type  : Slow 900mV 100C Model Setup 'clk'
Slack : 0.871
TNS   : 0.000

Type  : Slow 900mV 100C Model Hold 'clk'
Slack : 0.045
TNS   : 0.000

Type  : Slow 900mV 100C Model Minimum Pulse Width 'clk'
Slack : 0.002
TNS   : 0.000

Type  : Fast 900mV 0C Model Setup 'clk'
Slack : 2.310
TNS   : 0.000

Type  : Fast 900mV 0C Model Hold 'clk'
Slack : 0.019
TNS   : 0.000

)";
}

std::string quartus_sta_tables() {
  return R"(Timing Analyzer report for top
Wed Oct  7 15:31:40 2020
Quartus Prime Version 20.1.0 Build 711 06/05/2020 SJ Standard Edition

+------------+------+--------+-----------+-------+-------+
; Clocks                                                 ;
+------------+------+--------+-----------+-------+-------+
; Clock Name ; Type ; Period ; Frequency ; Rise  ; Fall  ;
+------------+------+--------+-----------+-------+-------+
; clk        ; Base ; 5.000  ; 200.0 MHz ; 0.000 ; 2.500 ;
+------------+------+--------+-----------+-------+-------+

+------------+-----------------+------------+------+
; Slow 900mV 100C Model Fmax Summary               ;
+------------+-----------------+------------+------+
; Fmax       ; Restricted Fmax ; Clock Name ; Note ;
+------------+-----------------+------------+------+
; 289.27 MHz ; 242.19 MHz      ; clk        ;      ;
+------------+-----------------+------------+------+

)";
}

std::string vitis_xml() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<profile>
  <UserAssignments>
    <TopModelName>top</TopModelName>
    <Part>xcvu13p-flga2577-2-e</Part>
    <TargetClockPeriod>5.00</TargetClockPeriod>
  </UserAssignments>
  <ReportVersion><Version>2024.1</Version></ReportVersion>
  <PerformanceEstimates>
    <SummaryOfTimingAnalysis>
      <EstimatedClockPeriod>3.647</EstimatedClockPeriod>
    </SummaryOfTimingAnalysis>
    <SummaryOfOverallLatency>
      <Best-caseLatency>7</Best-caseLatency>
      <Worst-caseLatency>7</Worst-caseLatency>
      <Interval-min>1</Interval-min>
      <Interval-max>1</Interval-max>
    </SummaryOfOverallLatency>
  </PerformanceEstimates>
  <AreaEstimates>
    <AvailableResources><LUT>1728000</LUT><FF>3456000</FF><DSP>12288</DSP></AvailableResources>
    <Resources><BRAM_18K>0</BRAM_18K><DSP>4</DSP><FF>512</FF><LUT>1024</LUT><URAM>0</URAM></Resources>
  </AreaEstimates>
</profile>
)";
}

std::string vitis_text(const std::string& version, const std::string& name, const std::string& clock_row,
                       const std::string& latency_rows) {
  return "== " + name +
         " HLS Report for 'top'\n* Date:           Wed Oct 16 20:17:12 2024\n\n* Version:        " + version +
         R"( (Build 5069499 on May 21 2024)
* Target device:  xcvu9p-flga2104-2-e

    +--------+---------+----------+------------+
    |  Clock |  Target | Estimated| Uncertainty|
    +--------+---------+----------+------------+
    )" + clock_row +
         "\n    +--------+---------+----------+------------+\n\n" + latency_rows + R"(

    +-----------------+---------+-----+--------+--------+-----+
    |       Name      | BRAM_18K| DSP |   FF   |   LUT  | URAM|
    +-----------------+---------+-----+--------+--------+-----+
    |Expression       |        -|    -|       0|    1000|    -|
    |Total            |        0|    -|     512|    1024|    0|
    +-----------------+---------+-----+--------+--------+-----+
)";
}

}  // namespace wirefold::reports_test
