// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/reports/project_report.h"

#include <array>
#include <cmath>
#include <filesystem>
#include <limits>

#include "tests/catch.h"
#include "tests/driver/reports/tool_texts.h"
#include "tests/scratch_folder.h"
#include "wirefold/backends/process.h"
#include "wirefold/driver/reports/render.h"
#include "wirefold/driver/wirefold.hpp"
#include "wirefold/ir/json_document.h"

namespace wirefold {
namespace {

using reports_test::put;

// Two layers, in several stages.
void write_project(const ScratchFolder& folder) {
  auto in = FixedVariableArrayInput({3}, Format{true, 3, 2});
  const NumericArray w = {{3, -5, 7}, {0.5, 9, -1}, {11, 0, 2.25}};
  const auto first = name(relu(matmul(in, w), Format{false, 6, 1}), "dense");
  VerilogModel(comb_trace(in, matmul(first, w)), {.name = "top", .dir = folder.path().string(), .latency_cutoff = 3})
      .write();
}

std::string error_of(const std::string& folder) {
  try {
    read_project_report(folder);
  } catch (const IoError& error) {
    return error.what();
  }
  return "no error";
}

TEST_CASE("a project that was just written has estimates of every layer and no tool that was run") {
  const ScratchFolder folder;
  write_project(folder);
  const ProjectReport project = read_project_report(folder.path().string());
  CHECK(project.top == "top");
  CHECK(project.backend == "verilog");
  CHECK(project.stages > 1);
  REQUIRE(project.estimates);
  CHECK(project.estimates->stage_delays_ns.size() == static_cast<std::size_t>(project.stages));
  const auto& tensors = project.estimates->tensors;
  REQUIRE(tensors.size() == 3);
  CHECK(tensors[0].is_input);
  CHECK(tensors[0].width_bits == 18);
  CHECK(tensors[1].name == "dense");
  CHECK(tensors[1].shape == "(3,)");
  CHECK(tensors[1].reads == std::vector<std::string>{tensors[0].name});
  CHECK(tensors[2].reads == std::vector<std::string>{"dense"});
  double luts = 0;
  std::uint64_t bits = 0;
  for (const TensorEstimate& tensor : tensors) {
    luts += tensor.figures.estimated_luts;
    bits += tensor.register_bits;
  }
  CHECK(std::abs(luts - project.estimated_luts.value()) < 0.51);
  CHECK(bits == static_cast<std::uint64_t>(project.stage_register_bits));
  for (const ToolReport& tool : project.tools) CHECK(tool.state == ToolState::kNotRun);
}

TEST_CASE("what yosys maps is in the report, and its flip-flops are the registers of the project") {
  const ScratchFolder folder;
  write_project(folder);
  const std::string script = "syn/yosys/synth.sh";
  const std::string output = run_tool("test", {"sh", script}, folder.path());
  if (!std::filesystem::exists(folder.path() / "syn/yosys/results/top.txt")) {
    put(folder, "syn/yosys/results/top.txt", output);
  }
  const ProjectReport project = read_project_report(folder.path().string());
  const ToolReport& yosys = project.tools.at(0);
  REQUIRE(yosys.tool == "yosys");
  INFO(output);
  REQUIRE(state_text(yosys) == "parsed");
  CHECK(yosys.design == "top");
  const double luts = at(yosys.figures, Measure::kLuts).value();
  CHECK(luts > 0.5 * project.estimated_luts.value());
  CHECK(luts < 3 * project.estimated_luts.value());
  // The tool may merge or drop some, and makes shift registers of others.
  CHECK(at(yosys.figures, Measure::kRegisters).value() > 0);
  CHECK(at(yosys.figures, Measure::kRegisters).value() <= static_cast<double>(project.register_bits()));
  const std::array projects = {project};
  const std::string json = reports_as_json(projects);
  const JsonDocument document("test", json);
  const JsonValue tool = document.root().at("projects")[0].at("tools")[0];
  CHECK(tool.at("state").text() == "parsed");
  CHECK(tool.at("figures").at("luts").integer(0, std::numeric_limits<std::int64_t>::max()) ==
        static_cast<std::int64_t>(luts));
  CHECK(reports_as_table(projects).find("parsed") != std::string::npos);
}

TEST_CASE("a project of HLS C++ is read, with the tool that it has a script for") {
  const ScratchFolder folder;
  auto in = FixedVariableArrayInput({2}, Format{true, 3, 0});
  HLSModel(comb_trace(in, in * 3), {.name = "top", .dir = folder.path().string()}).write();
  put(folder, "syn/vitis_hls/top_prj/solution/syn/report/csynth.xml", reports_test::vitis_xml());
  const ProjectReport project = read_project_report(folder.path().string());
  CHECK(project.backend == "vitis");
  REQUIRE(project.tools.size() == 1);
  CHECK(at(project.tools[0].figures, Measure::kLuts) == 1024);
}

// Metadata by hand, as a later version may write it.
void write_small_project(const ScratchFolder& folder) {
  put(folder, "metadata.json",
      R"({"schema": 9, "top": "top", "backend": "vhdl", "wirefold": "9.9", "news": {"x": [1, null]},
          "is_pipelined": true, "stages": 2, "latency_cycles": 3,
          "register_bits": {"input": 8, "between_stages": 10, "output": 9},
          "figures": {"estimated_luts": 1296, "longest_stage_ns": 2.5},
          "ports": [{"name": "x", "direction": "input", "width_bits": 8},
                    {"name": "y", "direction": "output", "width_bits": 9}]})");
}

TEST_CASE("fields that are not known are skipped, and a project without estimates is reported") {
  const ScratchFolder folder;
  write_small_project(folder);
  ProjectReport project = read_project_report(folder.path().string());
  project.folder = "p";
  const std::array projects = {project};
  CHECK(reports_as_table(projects) ==
        "project  top  backend  stages  latency  bits in  bits out  LUTs (est.)  registers  longest ns (est.)\n"
        "p        top  vhdl          2        3        8         9         1296         27              2.500\n"
        "\n"
        "project  tool     design  version  state    LUTs est./syn.\n"
        "p        vivado   top              not run\n"
        "p        quartus  top              not run\n");
}

TEST_CASE("tables in Markdown and CSV keep the message of a run that failed whole") {
  const ScratchFolder folder;
  write_small_project(folder);
  put(folder, "syn/vivado/results/utilization.rpt", reports_test::vivado_utilization());
  put(folder, "top.fit.summary", "Fitter Status : Failed - \"a|b\", today\n");
  ProjectReport project = read_project_report(folder.path().string());
  project.folder = "p";
  const std::array projects = {project};
  CHECK(reports_as_markdown(projects) ==
        "| project | top | backend | stages | latency | bits in | bits out | LUTs (est.) | registers | longest ns "
        "(est.) |\n|---|---|---|---|---|---|---|---|---|---|\n"
        "| p | top | vhdl | 2 | 3 | 8 | 9 | 1296 | 27 | 2.500 |\n\n"
        "| project | tool | design | version | state | LUTs | registers | carry cells | DSPs | RAM blocks | LUTs "
        "est./syn. |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
        "| p | vivado | top | 2023.2 | parsed | 1234 | 567 | 89 | 2 | 1.5 | 1.05 |\n"
        "| p | quartus | top |  | failed: Fitter Status : Failed - \"a\\|b\", today |  |  |  |  |  |  |\n");
  const std::string csv = reports_as_csv(projects);
  CHECK(csv.substr(csv.find('\n') + 1) ==
        "p,top,vhdl,2,3,8,9,1296,27,2.500,vivado,top,2023.2,parsed,,1234,,567,89,2,1.5,,,,,,,,\n"
        "p,top,vhdl,2,3,8,9,1296,27,2.500,quartus,top,,failed,\"Fitter Status : Failed - \"\"a|b\"\", "
        "today\",,,,,,,,,,,,,,\n");
}

TEST_CASE("the HTML page holds no reference to another place and escapes what files say") {
  const ScratchFolder folder;
  write_small_project(folder);
  put(folder, "top.fit.summary", "Fitter Status : Failed <script>alert(1)</script>\n");
  const std::array projects = {read_project_report(folder.path().string())};
  const std::string page = reports_as_html(projects);
  CHECK(page.find("http") == std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("src=") == std::string::npos);
  CHECK(page.find("&lt;script&gt;") != std::string::npos);
  CHECK(page.find("The project has no estimates.json.") != std::string::npos);
}

TEST_CASE("what is no project gives one error that says why") {
  const ScratchFolder folder;
  const std::string path = folder.path().string();
  const std::string remedy = "; give a folder that `wirefold convert` wrote";
  CHECK(error_of(path + "/none") == "report: there is no folder '" + path + "/none'" + remedy);
  CHECK(error_of(path) == "report: '" + path + "' has no metadata.json" + remedy);
  put(folder, "file", "");
  CHECK(error_of(path + "/file") == "report: '" + path + "/file' is no folder" + remedy);
  const std::string metadata = "report: '" + path + "/metadata.json': ";
  put(folder, "metadata.json", "[]");
  CHECK(error_of(path).starts_with(metadata));
  write_small_project(folder);
  const std::string whole = read_bytes(folder / "metadata.json");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    INFO(length);
    write_bytes(folder / "metadata.json", whole.substr(0, length));
    CHECK(error_of(path).starts_with(metadata));
  }
  write_small_project(folder);
  put(folder, "estimates.json", "{}");
  CHECK(error_of(path).starts_with("report: '" + path + "/estimates.json': "));
}

}  // namespace
}  // namespace wirefold
