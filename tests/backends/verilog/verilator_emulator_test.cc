// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilator_emulator.h"

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/process.h"
#include "wirefold/backends/verilog/icarus_simulator.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

// A module `dut` whose output y is x plus a constant.
EmittedProgram adder(int constant, std::uint32_t stage_count = 1) {
  Builder builder;
  builder.begin_input("x", Shape{});
  const Use x{builder.input({false, 8, 0})};
  const Use terms[] = {x, {builder.constant(Dyadic(constant))}};
  builder.add_output({"y", Shape{}, {{builder.sum(terms)}}});
  const CombLogic logic = builder.finish();
  Schedule schedule = combinational_schedule(logic);
  schedule.stage_count = stage_count;
  return emit_program(logic, schedule, 300, 1);
}

VerilatorOptions options_in(const std::string& cache) { return {.cache_folder = cache, .optimization = "-O0"}; }

// A program that is not on PATH while this lives.
class HiddenPath {
 public:
  explicit HiddenPath(const std::string& path) : before_(std::getenv("PATH")) { setenv("PATH", path.c_str(), 1); }
  ~HiddenPath() { setenv("PATH", before_.c_str(), 1); }

 private:
  std::string before_;
};

TEST_CASE("a second emulator of the same design comes from the cache") {
  const TemporaryFolder cache(WIREFOLD_TEST_DIR);
  const EmittedProgram program = adder(3);
  VerilatorEmulator first(program.design, options_in(cache.path().string()));
  first.compile();
  CHECK_FALSE(first.was_cached());
  VerilatorEmulator second(program.design, options_in(cache.path().string()));
  second.compile();
  CHECK(second.was_cached());
  CHECK(first.library() == second.library());
  CHECK(first_difference(program, first) == "");
  CHECK(first_difference(program, second) == "");
}

TEST_CASE("nothing but finished files is left in the cache") {
  const TemporaryFolder cache(WIREFOLD_TEST_DIR);
  VerilatorEmulator emulator(adder(3).design, options_in(cache.path().string()));
  emulator.compile();
  std::vector<std::string> extensions;
  for (const auto& entry : std::filesystem::directory_iterator(cache.path())) {
    extensions.push_back(entry.path().extension().string());
  }
  std::sort(extensions.begin(), extensions.end());
  CHECK(extensions == std::vector<std::string>{".o", ".so"});
}

TEST_CASE("other flags, other RTL and other latencies make other libraries") {
  const TemporaryFolder cache(WIREFOLD_TEST_DIR);
  std::vector<std::string> libraries;
  for (const EmittedProgram& program : {adder(3), adder(4), adder(3, 2)}) {
    VerilatorEmulator emulator(program.design, options_in(cache.path().string()));
    CHECK(first_difference(program, emulator) == "");
    libraries.push_back(emulator.library());
  }
  VerilatorEmulator emulator(adder(3).design, {.cache_folder = cache.path().string(), .optimization = "-O1"});
  emulator.compile();
  libraries.push_back(emulator.library());
  std::sort(libraries.begin(), libraries.end());
  CHECK(std::unique(libraries.begin(), libraries.end()) == libraries.end());
}

TEST_CASE("two designs with the same names live in one process") {
  const EmittedProgram three = adder(3);
  const EmittedProgram hundred = adder(100);
  VerilatorEmulator first(three.design, options_in(test_cache_folder()));
  VerilatorEmulator second(hundred.design, options_in(test_cache_folder()));
  first.compile();
  second.compile();
  for (int round = 0; round < 2; ++round) {
    CHECK(first_difference(three, first) == "");
    CHECK(first_difference(hundred, second) == "");
  }
}

TEST_CASE("the cache folder may have spaces and quotes in its name") {
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  const EmittedProgram program = adder(5);
  VerilatorEmulator emulator(program.design, options_in((folder.path() / "it's a \"cache\" $HOME").string()));
  CHECK(first_difference(program, emulator) == "");
}

TEST_CASE("several processes and threads may build the same design at once") {
  const TemporaryFolder cache(WIREFOLD_TEST_DIR);
  const EmittedProgram program = adder(6);
  std::vector<std::string> differences(2, "not run");
  {
    std::vector<std::jthread> threads;
    for (std::string& difference : differences) {
      threads.emplace_back([&] {
        VerilatorEmulator emulator(program.design, options_in(cache.path().string()));
        emulator.compile();
        const PortWords got = emulator.run(program.vectors.inputs, program.vectors.sample_count, 1);
        difference = got == program.vectors.outputs ? "" : "different";
      });
    }
  }
  CHECK(differences == std::vector<std::string>(2));
}

TEST_CASE("the number of threads does not change the results") {
  const std::uint64_t seed = 31;
  const CombLogic logic = random_program(seed, {.inputs = 8, .operations = 40, .lowered = true});
  const EmittedProgram program = emit_program(logic, random_schedule(logic, 3, seed), 1000, seed);
  VerilatorEmulator emulator(program.design, options_in(test_cache_folder()));
  for (const unsigned threads : {0U, 1U, 2U, 7U, 100U}) CHECK(first_difference(program, emulator, threads) == "");
}

TEST_CASE("few samples, one and none run through a deep pipeline") {
  EmittedProgram program = adder(9, 6);
  VerilatorEmulator verilator(program.design, options_in(test_cache_folder()));
  IcarusSimulator icarus(program.design);
  for (const std::size_t count : {6U, 5U, 2U, 1U, 0U}) {
    program.vectors.sample_count = count;
    program.vectors.inputs[0].resize(count);
    program.vectors.outputs[0].resize(count);
    CHECK(first_difference(program, verilator) == "");
    CHECK(first_difference(program, icarus) == "");
  }
}

TEST_CASE("a window of cycles is written as FST by Verilator and by Icarus, and the results are those of a run") {
  const EmittedProgram program = adder(3, 2);
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  VerilatorEmulator verilator(program.design, options_in(test_cache_folder()));
  IcarusSimulator icarus(program.design);
  std::size_t whole_bytes = 0;
  for (Emulator* emulator : {static_cast<Emulator*>(&verilator), static_cast<Emulator*>(&icarus)}) {
    for (const std::size_t cycles : {std::size_t{300}, std::size_t{3}}) {
      const std::string path = (folder.path() / "waves.fst").string();
      CHECK(emulator->record(program.vectors.inputs, program.vectors.sample_count,
                             {.path = path, .first_cycle = 5, .cycle_count = cycles}) == program.vectors.outputs);
      const std::string bytes = read_file(path);
      REQUIRE(bytes.size() > 100);
      CHECK(bytes[0] == 0);  // the block of the header comes first in an FST file
      if (cycles == 300) whole_bytes = bytes.size();
      CHECK((cycles == 300 || bytes.size() < whole_bytes));
    }
  }
  CHECK_THROWS_AS(verilator.record(program.vectors.inputs, program.vectors.sample_count,
                                   {.path = (folder.path() / "waves.fst/nowhere").string()}),
                  IoError);
}

TEST_CASE("bits above a port's width are ignored") {
  const EmittedProgram program = adder(1);
  VerilatorEmulator verilator(program.design, options_in(test_cache_folder()));
  IcarusSimulator icarus(program.design);
  const PortWords inputs = {{0xFFFFFFFFFFFFFF02}};
  CHECK(verilator.run(inputs, 1, 1) == PortWords{{3}});
  CHECK(icarus.run(inputs, 1, 1) == PortWords{{3}});
}

TEST_CASE("ports of every width around the word sizes pass through") {
  Builder builder;
  const std::vector<int> widths = {1, 7, 8, 9, 16, 17, 31, 32, 33, 63, 64, 65, 95, 96, 97, 127, 128, 129, 1000};
  for (const int width : widths) {
    builder.begin_input("x" + std::to_string(width), Shape{});
    const ValueId x = builder.input({false, width, 0});
    builder.add_output({"y" + std::to_string(width), Shape{}, {{x, 0, true}}});
  }
  const CombLogic logic = builder.finish();
  Schedule schedule = combinational_schedule(logic);
  schedule.output_register = true;
  const EmittedProgram program = emit_program(logic, schedule, 70, 5);
  VerilatorEmulator verilator(program.design, options_in(test_cache_folder()));
  CHECK(first_difference(program, verilator) == "");
  IcarusSimulator icarus(program.design);
  CHECK(first_difference(program, icarus) == "");
}

TEST_CASE("a port of 65536 bits passes through") {
  Builder builder;
  builder.begin_input("x", Shape{1024});
  NamedTensor y{"y", Shape{1024}, {}};
  for (int i = 0; i < 1024; ++i) y.elements.push_back({builder.input({true, 63, 0})});
  std::reverse(y.elements.begin(), y.elements.end());
  builder.add_output(y);
  const CombLogic logic = builder.finish();
  const EmittedProgram program = emit_program(logic, combinational_schedule(logic), 20, 6);
  CHECK(lint_output(program) == "");
  VerilatorEmulator verilator(program.design, options_in(test_cache_folder()));
  CHECK(first_difference(program, verilator) == "");
  IcarusSimulator icarus(program.design);
  CHECK(first_difference(program, icarus) == "");
}

TEST_CASE("a design without any bits can be built and run") {
  Builder builder;
  builder.begin_input("x", Shape{});
  builder.input({});
  builder.add_output({"y", Shape{}, {{0}}});
  const CombLogic logic = builder.finish();
  const EmittedProgram program = emit_program(logic, combinational_schedule(logic), 3, 1);
  CHECK(lint_output(program) == "");
  VerilatorEmulator verilator(program.design, options_in(test_cache_folder()));
  CHECK(verilator.run({{}}, 3, 1) == PortWords{{}});
  IcarusSimulator icarus(program.design);
  CHECK(icarus.run({{}}, 3, 1) == PortWords{{}});
}

TEST_CASE("words of other ports or samples are refused") {
  VerilatorEmulator emulator(adder(3).design, options_in(test_cache_folder()));
  CHECK_THROWS_WITH(emulator.run({}, 1, 1), "run: words for 0 input ports, the design has 1");
  CHECK_THROWS_WITH(emulator.run({{1, 2}}, 3, 1), "run: port 'x' got 2 words, 3 samples of 1 words were expected");
}

TEST_CASE("RTL that Verilator refuses is reported with the command and its output") {
  const TemporaryFolder cache(WIREFOLD_TEST_DIR);
  EmulatedDesign design = adder(3).design;
  design.sources[0].contents += "module broken (\n";
  VerilatorEmulator emulator(design, options_in(cache.path().string()));
  CHECK_THROWS_WITH(
      emulator.compile(),
      StartsWith("compile: verilator failed with status 1; the command was\ncd " + cache.path().string()) &&
          Contains(" --cc ") && Contains("and it printed last\n") && Contains("syntax error"));
  IcarusSimulator icarus(design, cache.path().string());
  CHECK_THROWS_WITH(icarus.compile(), StartsWith("compile: iverilog failed with status") && Contains("syntax error"));
}

TEST_CASE("a missing simulator is reported with what to install") {
  const EmulatedDesign design = adder(3).design;
  const HiddenPath hidden(WIREFOLD_TEST_DIR);
  VerilatorEmulator verilator(design, options_in(test_cache_folder()));
  CHECK_THROWS_WITH(
      verilator.compile(),
      "compile: verilator is not on PATH; install it, on Debian and Ubuntu with: apt-get install verilator");
  IcarusSimulator icarus(design);
  CHECK_THROWS_WITH(
      icarus.compile(),
      "compile: iverilog is not on PATH; install it, on Debian and Ubuntu with: apt-get install iverilog");
}

TEST_CASE("the cache lies where the desktop convention says") {
  const std::string before = std::getenv("HOME");
  setenv("XDG_CACHE_HOME", "/somewhere/cache", 1);
  CHECK(default_cache_folder() == "/somewhere/cache/wirefold");
  unsetenv("XDG_CACHE_HOME");
  setenv("HOME", "/users/ada", 1);
  CHECK(default_cache_folder() == "/users/ada/.cache/wirefold");
  unsetenv("HOME");
  CHECK_THROWS_WITH(default_cache_folder(),
                    "compile: there is no folder for built emulators: set HOME or XDG_CACHE_HOME, or the option "
                    "cache_folder");
  setenv("HOME", before.c_str(), 1);
}

}  // namespace
}  // namespace wirefold::backends_test
