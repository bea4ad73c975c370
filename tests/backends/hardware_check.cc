// SPDX-License-Identifier: Apache-2.0
#include "tests/backends/hardware_check.h"

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/port_packing.h"
#include "wirefold/backends/process.h"
#include "wirefold/ir/semantics.h"
#include "wirefold/sim/interpreter.h"

namespace wirefold::backends_test {
namespace {

constexpr std::size_t kCornerCount = 5;

// The element's raw bits in a corner sample, as a number in the element's format.
Dyadic corner(const Format& format, std::size_t which) {
  if (format.is_zero()) return {};
  const Interval range = Interval::of(format);
  switch (which) {
    case 0:
      return {};
    case 1:
      return format.is_signed ? Dyadic(-1, -format.fraction_bits) : range.high_value();
    case 2:
      return range.high_value();
    case 3:
      return range.low_value();
    default:
      return read_input(Dyadic(1, -format.fraction_bits), format);
  }
}

Dyadic random_number(const Format& format, Random& random) {
  Integer bits;
  for (int done = 0; done < format.width(); done += 64) bits = (bits << 64U) + Integer(random.bits());
  return read_input(Dyadic(bits, -format.fraction_bits), format);
}

std::vector<Dyadic> input_numbers(const std::vector<Port>& ports, std::size_t sample, Random& random) {
  std::vector<Dyadic> numbers;
  for (const Port& port : ports) {
    for (const PortElement& element : port.elements) {
      numbers.push_back(sample < kCornerCount ? corner(element.format, sample) : random_number(element.format, random));
    }
  }
  return numbers;
}

void append_words(PortWords& words, const std::vector<Port>& ports, std::span<const Dyadic> numbers) {
  words.resize(ports.size());
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const std::size_t count = ports[i].elements.size();
    const std::vector<std::uint64_t> packed = pack(ports[i], numbers.first(count), 1);
    words[i].insert(words[i].end(), packed.begin(), packed.end());
    numbers = numbers.subspan(count);
  }
}

TestVectors test_vectors(const CombLogic& logic, std::size_t sample_count, std::uint64_t seed) {
  Random random(seed);
  Interpreter interpreter(logic);
  const std::vector<Port> inputs = input_ports(logic);
  const std::vector<Port> outputs = output_ports(logic);
  TestVectors vectors;
  vectors.sample_count = sample_count;
  for (std::size_t sample = 0; sample < sample_count; ++sample) {
    const std::vector<Dyadic> numbers = input_numbers(inputs, sample, random);
    append_words(vectors.inputs, inputs, numbers);
    append_words(vectors.outputs, outputs, interpreter.run(numbers));
  }
  return vectors;
}

std::string output_of(const std::vector<std::string>& command, const std::filesystem::path& folder) {
  const ProcessResult result = run_process(command, folder);
  return result.exit_status == 0 ? result.output : result.output + "status " + std::to_string(result.exit_status);
}

}  // namespace

EmittedProgram emit_program(const CombLogic& logic, const Schedule& schedule, std::size_t sample_count,
                            std::uint64_t seed, const std::string& module_name, const std::string& backend,
                            const BackendOptions& options) {
  REQUIRE(violations(logic, schedule).empty());
  EmissionInput input{
      .logic = logic, .schedule = schedule, .module_name = module_name, .version = "0.0.0", .options = options};
  input.vectors = test_vectors(logic, sample_count, seed);
  EmittedProgram program;
  program.files = find_backend(backend).emit(input);
  program.design = emulated_design(input, program.files);
  program.vectors = std::move(input.vectors);
  return program;
}

const std::string& file_contents(const std::vector<ProjectFile>& files, const std::string& path) {
  for (const ProjectFile& file : files) {
    if (file.path == path) return file.contents;
  }
  FAIL("the project has no file " << path);
  return files.front().contents;
}

std::vector<std::string> benches_of(const EmittedProgram& program) {
  std::vector<std::string> benches;
  for (const ProjectFile& file : program.files) {
    if (file.path.starts_with("tb/")) benches.push_back(std::filesystem::path(file.path).stem().string());
  }
  return benches;
}

std::string lint_output(const EmittedProgram& program) {
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  std::vector<std::string> rtl;
  std::vector<std::string> tops;
  for (const std::string& bench : benches_of(program)) tops.push_back(bench.substr(0, bench.size() - 3));
  std::vector<std::string> icarus = {"iverilog", "-g2001", "-Wall", "-o", "bench.vvp"};
  for (const ProjectFile& file : program.files) {
    write_file(folder.path() / file.path, file.contents);
    if (file.path.starts_with("rtl/")) rtl.push_back(file.path);
    if (file.path.ends_with(".v")) icarus.push_back(file.path);
  }
  std::string output = output_of(icarus, folder.path());
  std::string reads;
  for (const std::string& file : rtl) reads += "read_verilog " + file + "; ";
  for (const std::string& top : tops) {
    std::vector<std::string> verilator = {"verilator", "--lint-only", "-Wall", "--top-module", top};
    verilator.insert(verilator.end(), rtl.begin(), rtl.end());
    output += output_of(verilator, folder.path());
    output += output_of({"yosys", "-q", "-p", reads + "hierarchy -check -top " + top + "; proc; check -assert"},
                        folder.path());
  }
  return output;
}

std::string first_difference(const EmittedProgram& program, Emulator& emulator, unsigned threads) {
  const PortWords got = emulator.run(program.vectors.inputs, program.vectors.sample_count, threads);
  for (std::size_t port = 0; port < got.size(); ++port) {
    const std::vector<std::uint64_t>& expected = program.vectors.outputs[port];
    if (got[port].size() != expected.size()) return "another number of words";
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (got[port][i] == expected[i]) continue;
      const std::size_t words = program.design.outputs[port].words_per_sample();
      return "port " + program.design.outputs[port].name + ", sample " + std::to_string(i / words) + ", word " +
             std::to_string(i % words) + ": " + std::to_string(got[port][i]) + ", expected " +
             std::to_string(expected[i]);
    }
  }
  return "";
}

std::string test_cache_folder() { return std::string(WIREFOLD_TEST_DIR) + "/cache"; }

}  // namespace wirefold::backends_test
