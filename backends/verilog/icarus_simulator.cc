// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/icarus_simulator.h"

#include <filesystem>
#include <string_view>

#include "wirefold/backends/names.h"
#include "wirefold/backends/process.h"
#include "wirefold/backends/sample_text.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/verilator_wrapper.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr std::string_view kInstall = "apt-get install iverilog";

// Where the argument +first=.. is given, signals are written from that cycle on, up to +end=..
constexpr std::string_view kOpenWaveform = R"(    if (!$value$plusargs("first=%d", first)) first = -1;
    if (!$value$plusargs("end=%d", end_of_window)) end_of_window = -1;
    if (first >= 0) begin
      $dumpfile("waves.fst");
      $dumpvars(0, top.design_under_test);
      $dumpvars(1, bench);
      $dumpoff;
    end
)";
constexpr std::string_view kMoveWindow = R"(      if (first >= 0 && cycle == first) $dumpon;
      if (first >= 0 && cycle == end_of_window) $dumpoff;
)";

// Reads samples as hexadecimal lines, one line a port, and writes the outputs the same way.
std::string bench_text(const EmulatedDesign& design) {
  std::string declarations;
  std::string connections;
  std::string read;
  std::string write;
  const auto connect = [&](const std::string& name) {
    connections += (connections.empty() ? "." : ", .") + name + "(" + name + ")";
  };
  if (design.has_clock) connect(std::string(kClockName));
  for (std::size_t i = 0; i < design.inputs.size(); ++i) {
    if (design.inputs[i].width_bits == 0) continue;
    const std::string name = "i" + std::to_string(i);
    declarations += "  reg " + verilog::range_of(design.inputs[i].width_bits) + name + ";\n";
    read += "        status = $fscanf(inputs, \"%h\", " + name + ");\n";
    connect(name);
  }
  for (std::size_t i = 0; i < design.outputs.size(); ++i) {
    if (design.outputs[i].width_bits == 0) continue;
    const std::string name = "o" + std::to_string(i);
    declarations += "  wire " + verilog::range_of(design.outputs[i].width_bits) + name + ";\n";
    write += "        $fdisplay(outputs, \"%h\", " + name + ");\n";
    connect(name);
  }
  const std::string latency = std::to_string(design.latency_cycles);
  return "module bench;\n  reg clk;\n" + declarations +
         "  integer inputs, outputs, status, count, cycle, first, end_of_window;\n  " +
         std::string(verilog::kEmulatorTop) + " top (" + connections +
         ");\n  initial begin\n    inputs = $fopen(\"inputs.txt\", \"r\");\n"
         "    outputs = $fopen(\"outputs.txt\", \"w\");\n    status = $fscanf(inputs, \"%d\", count);\n"
         "    clk = 1'b0;\n" +
         std::string(kOpenWaveform) + "    for (cycle = 0; cycle < count + " + latency +
         "; cycle = cycle + 1) begin\n" + std::string(kMoveWindow) + "      if (cycle < count) begin\n" + read +
         "      end\n      #1;\n      if (cycle >= " + latency + ") begin\n" + write +
         "      end\n      clk = 1'b1;\n      #1;\n      clk = 1'b0;\n    end\n"
         "    $fclose(outputs);\n    $finish;\n  end\nendmodule\n";
}

}  // namespace

IcarusSimulator::IcarusSimulator(EmulatedDesign design, std::string work_folder)
    : design_(std::move(design)), work_folder_(std::move(work_folder)) {
  if (work_folder_.empty()) work_folder_ = (std::filesystem::temp_directory_path() / "wirefold").string();
}

IcarusSimulator::~IcarusSimulator() = default;

void IcarusSimulator::compile() {
  if (folder_ != nullptr) return;
  const std::string iverilog = require_tool("compile", "iverilog", kInstall).string();
  auto folder = std::make_unique<TemporaryFolder>(work_folder_);
  std::vector<std::string> command = {iverilog, "-g2001", "-s", "bench", "-o", "bench.vvp"};
  for (std::size_t i = 0; i < design_.sources.size(); ++i) {
    command.push_back("source" + std::to_string(i) + ".v");
    write_file(folder->path() / command.back(), design_.sources[i].contents);
  }
  write_file(folder->path() / "bench.v", verilog::emulator_top(design_) + bench_text(design_));
  command.push_back("bench.v");
  try {
    run_tool("compile", command, folder->path());
  } catch (const ToolError&) {
    folder->keep();
    throw;
  }
  folder_ = std::move(folder);
}

PortWords IcarusSimulator::run(const PortWords& inputs, std::size_t sample_count, unsigned) {
  return simulate(inputs, sample_count, {});
}

PortWords IcarusSimulator::record(const PortWords& inputs, std::size_t sample_count, const WaveformWindow& window) {
  const std::string end = std::to_string(window.first_cycle + window.cycle_count);
  PortWords outputs =
      simulate(inputs, sample_count, {"-fst", "+first=" + std::to_string(window.first_cycle), "+end=" + end});
  write_file(window.path, read_file(folder_->path() / "waves.fst"));
  return outputs;
}

PortWords IcarusSimulator::simulate(const PortWords& inputs, std::size_t sample_count,
                                    const std::vector<std::string>& arguments) {
  check_words("run", design_, inputs, sample_count);
  compile();
  write_file(folder_->path() / "inputs.txt", samples_to_text(design_, inputs, 0, sample_count));
  std::vector<std::string> command = {require_tool("run", "vvp", kInstall).string(), "-N", "bench.vvp"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  run_tool("run", command, folder_->path());

  PortWords outputs = empty_outputs(design_, sample_count);
  text_to_samples("vvp", design_, read_file(folder_->path() / "outputs.txt"), outputs, 0, sample_count);
  return outputs;
}

}  // namespace wirefold
