// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/project.h"

#include "tests/catch.h"
#include "tests/scratch_folder.h"
#include "wirefold/backends/process.h"
#include "wirefold/driver/catch_matchers.h"
#include "wirefold/driver/wirefold.hpp"

namespace wf = wirefold;

namespace {

const char* const kElements = "element";

wf::CombLogic small_layer() {
  const auto in = wf::FixedVariableArrayInput({3}, wf::Format{true, 2, 1});
  const auto weights = wf::NumericArray({{3, -5}, {7, 1}, {-2, 6}});
  return wf::comb_trace(in, wf::relu(wf::matmul(in, weights), {.integer_bits = 4, .fraction_bits = 1}));
}

wf::RtlModelOptions options_for(const std::string& dir, const char* ports) {
  wf::RtlModelOptions options;
  options.name = "layer";
  options.dir = dir;
  options.cache_dir = WIREFOLD_TEST_DIR "/cache";
  options.backend_options = {{"ports", ports}};
  return options;
}

// The project of a model, written to a folder.
void write_project(const wf::CombLogic& logic, const std::string& backend, const std::string& dir, const char* ports,
                   unsigned stages = 0) {
  wf::RtlModelOptions options = options_for(dir, ports);
  options.stages = stages;
  wf::RtlModel(logic, backend, options).write();
}

TEST_CASE("a model with a port an element computes what one with a port a tensor does") {
  const wf::CombLogic logic = small_layer();
  const auto x = wf::random_samples(logic, 60, 7)[0];
  const auto expected = wf::predict(logic, x);
  for (const unsigned stages : {0U, 2U}) {
    INFO(stages << " stages");
    wf::RtlModelOptions options = options_for("", kElements);
    options.stages = stages;
    CHECK_THAT(wf::VerilogModel(logic, options).predict(x), wf::BitExactTo(expected));
    CHECK_THAT(wf::VHDLModel(logic, options).predict(x), wf::BitExactTo(expected));
  }
}

TEST_CASE("projects with a port an element are proved and refuted as those with a port a tensor") {
  const wf::CombLogic logic = small_layer();
  for (const char* ports : {"tensor", kElements}) {
    INFO("ports=" << ports);
    const wf::ScratchFolder folder;
    const std::string path = folder.path().string();
    write_project(logic, "verilog", path, ports, 2);
    wf::HardwareProject project = wf::read_project(path);
    CHECK(wf::prove_project(project).outcome == wf::Proof::Outcome::kProved);
    for (wf::ProjectFile& source : project.design.sources) {
      const std::size_t sum = source.contents.find(" + ");
      if (source.path == "rtl/layer.v") source.contents.replace(sum, 3, " - ");
    }
    CHECK(wf::prove_project(project).outcome == wf::Proof::Outcome::kRefuted);
  }
}

TEST_CASE("a project is simulated as it lies in its folder") {
  const wf::CombLogic logic = small_layer();
  const auto inputs = wf::random_samples(logic, 60, 8);
  const auto expected = wf::predict_all(logic, inputs);
  struct Tool {
    const char* backend;
    wf::Simulator simulator;
  };
  for (const Tool& tool : {Tool{"verilog", wf::Simulator::verilator}, Tool{"verilog", wf::Simulator::icarus},
                           Tool{"vhdl", wf::Simulator::ghdl}}) {
    const wf::ScratchFolder folder;
    const std::string path = folder.path().string();
    write_project(logic, tool.backend, path, "tensor", 2);
    CHECK(wf::simulate_project(wf::read_project(path), inputs, tool.simulator) == expected);
  }
  const wf::ScratchFolder folder;
  write_project(logic, "verilog", folder.path().string(), "tensor");
  std::string text = wf::read_file(folder.path() / "rtl/layer.v");
  text.replace(text.find(" + "), 3, " - ");
  wf::write_file(folder.path() / "rtl/layer.v", text);
  const wf::HardwareProject damaged = wf::read_project(folder.path().string());
  CHECK_FALSE(wf::simulate_project(damaged, inputs, wf::Simulator::icarus) == expected);
}

TEST_CASE("a project in VHDL is simulated and not proved") {
  const wf::ScratchFolder folder;
  write_project(small_layer(), "vhdl", folder.path().string(), "tensor");
  CHECK_THROWS_WITH(wf::prove_project(wf::read_project(folder.path().string())),
                    "prove_project: the project is for the backend 'vhdl'; yosys reads Verilog only");
}

TEST_CASE("a project in HLS C++ is refused with what checks it") {
  const wf::ScratchFolder folder;
  wf::HLSModel(small_layer(), {.name = "layer", .dir = folder.path().string()}).write();
  CHECK_THROWS_WITH(wf::read_project(folder.path().string()),
                    "read_project: the project is for the backend 'vitis', its own test bench checks it; verilog and "
                    "vhdl can be run from here");
}

}  // namespace
