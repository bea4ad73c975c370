// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/ghdl_simulator.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <string_view>
#include <thread>

#include "wirefold/backends/names.h"
#include "wirefold/backends/process.h"
#include "wirefold/backends/sample_text.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr std::string_view kInstall = "apt-get install ghdl";

// Samples that a process takes at least: it elaborates the whole design before the first one.
constexpr std::size_t kLeastSamplesPerProcess = 1000;

// Hexadecimal lines to bits and back, and the files. A procedure of its own a width would be longer.
constexpr std::string_view kBenchDeclarations = R"(  constant digits : string(1 to 16) := "0123456789abcdef";

  procedure read_bits(file source : text; signal bits : out std_logic_vector) is
    constant digit_count : natural := (bits'length + 3) / 4;
    variable row : line;
    variable characters : string(1 to digit_count);
    variable value : natural;
    variable result : std_logic_vector(4 * digit_count - 1 downto 0);
  begin
    readline(source, row);
    read(row, characters);
    for i in 1 to digit_count loop
      value := 0;
      for j in digits'range loop
        if digits(j) = characters(i) then
          value := j - 1;
        end if;
      end loop;
      result(4 * (digit_count - i) + 3 downto 4 * (digit_count - i)) := std_logic_vector(to_unsigned(value, 4));
    end loop;
    bits <= result(bits'length - 1 downto 0);
  end procedure;

  procedure write_bits(file target : text; bits : in std_logic_vector) is
    constant digit_count : natural := (bits'length + 3) / 4;
    variable row : line;
    variable characters : string(1 to digit_count);
    variable padded : std_logic_vector(4 * digit_count - 1 downto 0) := (others => '0');
    variable nibble : std_logic_vector(3 downto 0);
  begin
    padded(bits'length - 1 downto 0) := bits;
    for i in 1 to digit_count loop
      nibble := padded(4 * (digit_count - i) + 3 downto 4 * (digit_count - i));
      if is_x(nibble) then
        characters(i) := 'x';
      else
        characters(i) := digits(to_integer(unsigned(nibble)) + 1);
      end if;
    end loop;
    write(row, characters);
    writeline(target, row);
  end procedure;
)";

// An entity `bench` around the design, in a library of its own: no name of the design meets one of the bench's.
std::string bench_text(const EmulatedDesign& design) {
  std::string signals;
  std::string connections;
  std::string read;
  std::string write;
  const auto connect = [&](const std::string& formal, const std::string& actual) {
    connections += (connections.empty() ? "" : ", ") + formal + " => " + actual;
  };
  const auto declare = [&](const EmulatedPort& port, const std::string& name) {
    signals += "  signal " + name + " : " + vhdl::vector_type("std_logic_vector", port.width_bits) + ";\n";
    connect(port.name, name);
  };
  if (design.has_clock) connect(std::string(kClockName), "clk");
  for (const auto& [port, level] : design.ties) connect(port, level ? "'1'" : "'0'");
  for (std::size_t i = 0; i < design.inputs.size(); ++i) {
    if (design.inputs[i].width_bits == 0) continue;
    const std::string name = "i" + std::to_string(i);
    declare(design.inputs[i], name);
    read += "        read_bits(inputs, " + name + ");\n";
  }
  for (std::size_t i = 0; i < design.outputs.size(); ++i) {
    if (design.outputs[i].width_bits == 0) continue;
    const std::string name = "o" + std::to_string(i);
    declare(design.outputs[i], name);
    write += "        write_bits(outputs, " + name + ");\n";
  }
  const std::string latency = std::to_string(design.latency_cycles);
  return "library ieee;\nuse ieee.std_logic_1164.all;\nuse ieee.numeric_std.all;\nuse std.textio.all;\n"
         "library design;\n\nentity bench is\n  generic (input_file, output_file : string; skipped_cycles : natural := "
         "0);\n"
         "end entity;\n\n"
         "architecture test of bench is\n  signal clk : std_logic := '0';\n" +
         signals + "\n" + std::string(kBenchDeclarations) + "begin\n  top : entity design." + design.top +
         (connections.empty() ? "" : " port map (" + connections + ")") +
         ";\n\n  process\n    file inputs : text open read_mode is input_file;\n"
         "    file outputs : text open write_mode is output_file;\n    variable row : line;\n"
         "    variable count : natural;\n  begin\n    readline(inputs, row);\n    read(row, count);\n"
         "    wait for skipped_cycles * 2 ns;\n    for cycle in 0 to count + " +
         latency + " - 1 loop\n      if cycle < count then\n" + (read.empty() ? "        null;\n" : read) +
         "      end if;\n      wait for 1 ns;\n      if cycle >= " + latency + " then\n" +
         (write.empty() ? "        null;\n" : write) +
         "      end if;\n      clk <= '1';\n      wait for 1 ns;\n      clk <= '0';\n    end loop;\n    wait;\n"
         "  end process;\nend architecture;\n";
}

std::string standard_argument(vhdl::Standard standard) {
  return standard == vhdl::Standard::k93 ? "--std=93c" : "--std=08";
}

}  // namespace

GhdlSimulator::GhdlSimulator(EmulatedDesign design, vhdl::Standard standard, std::string work_folder)
    : design_(std::move(design)), standard_(standard), work_folder_(std::move(work_folder)) {
  if (work_folder_.empty()) work_folder_ = (std::filesystem::temp_directory_path() / "wirefold").string();
}

GhdlSimulator::~GhdlSimulator() = default;

void GhdlSimulator::compile() {
  if (folder_ != nullptr) return;
  const std::string ghdl = require_tool("compile", "ghdl", kInstall).string();
  auto folder = std::make_unique<TemporaryFolder>(work_folder_);
  std::vector<std::string> command = {ghdl, "-a", standard_argument(standard_), "--warn-error", "--work=design"};
  for (std::size_t i = 0; i < design_.sources.size(); ++i) {
    command.push_back("source" + std::to_string(i) + ".vhd");
    write_file(folder->path() / command.back(), design_.sources[i].contents);
  }
  write_file(folder->path() / "bench.vhd", bench_text(design_));
  try {
    run_tool("compile", command, folder->path());
    run_tool("compile", {ghdl, "-a", standard_argument(standard_), "bench.vhd"}, folder->path());
  } catch (const ToolError&) {
    folder->keep();
    throw;
  }
  folder_ = std::move(folder);
}

PortWords GhdlSimulator::run(const PortWords& inputs, std::size_t sample_count, unsigned threads) {
  check_words("run", design_, inputs, sample_count);
  compile();
  PortWords outputs = empty_outputs(design_, sample_count);
  const std::size_t wanted = threads == 0 ? std::max(std::thread::hardware_concurrency(), 1U) : threads;
  const std::size_t parts = std::clamp<std::size_t>(sample_count / kLeastSamplesPerProcess, 1, wanted);
  std::vector<std::exception_ptr> failures(parts);
  std::vector<std::jthread> workers;
  for (std::size_t part = 0; part < parts; ++part) {
    workers.emplace_back([&, part] {
      const std::size_t first = sample_count * part / parts;
      try {
        run_part(inputs, first, sample_count * (part + 1) / parts - first, outputs);
      } catch (...) {
        failures[part] = std::current_exception();
      }
    });
  }
  workers.clear();
  for (const std::exception_ptr& failure : failures) {
    if (failure != nullptr) std::rethrow_exception(failure);
  }
  return outputs;
}

std::vector<std::string> GhdlSimulator::run_command(const std::string& from, const std::string& to) const {
  // Before the first sample has come through, numeric_std would report every comparison of registers.
  return {require_tool("run", "ghdl", kInstall).string(),
          "-r",
          standard_argument(standard_),
          "bench",
          "-ginput_file=" + from,
          "-goutput_file=" + to,
          "--ieee-asserts=disable"};
}

// GHDL can end a recording early, but not begin it late. Registers depend on as many samples as the latency has cycles,
// so a second run begins that many before the window, at the time that they have in a run of all samples.
PortWords GhdlSimulator::record(const PortWords& inputs, std::size_t sample_count, const WaveformWindow& window) {
  PortWords outputs = run(inputs, sample_count, 1);
  const std::string path = std::filesystem::absolute(window.path).string();
  write_file(path, "");  // GHDL itself would go on without the file
  const std::size_t run_cycles = sample_count + design_.latency_cycles;
  const std::size_t first = std::min(window.first_cycle, run_cycles);
  const std::size_t end = first + std::min(window.cycle_count, run_cycles - first);
  const std::size_t skipped = std::min(first - std::min<std::size_t>(first, design_.latency_cycles), sample_count);
  write_file(folder_->path() / "inputs_recorded.txt",
             samples_to_text(design_, inputs, skipped, std::min(end, sample_count) - skipped));
  std::vector<std::string> command = run_command("inputs_recorded.txt", "outputs_recorded.txt");
  command.insert(command.end(), {"-gskipped_cycles=" + std::to_string(skipped), "--fst=" + path,
                                 "--stop-time=" + std::to_string(2 * end) + "ns"});
  run_tool("record", command, folder_->path());
  return outputs;
}

void GhdlSimulator::run_part(const PortWords& inputs, std::size_t first, std::size_t count, PortWords& outputs) const {
  const std::string from = "inputs" + std::to_string(first) + ".txt";
  const std::string to = "outputs" + std::to_string(first) + ".txt";
  write_file(folder_->path() / from, samples_to_text(design_, inputs, first, count));
  run_tool("run", run_command(from, to), folder_->path());
  text_to_samples("ghdl", design_, read_file(folder_->path() / to), outputs, first, count);
}

}  // namespace wirefold
