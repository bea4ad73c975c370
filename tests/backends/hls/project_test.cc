// SPDX-License-Identifier: Apache-2.0
// The files of an HLS project do what its README says, with the type libraries' own headers.
#include <cstdlib>

#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/hls/hls_backend.h"
#include "wirefold/backends/hls/hls_emulator.h"
#include "wirefold/backends/process.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;

// A random program as a project; `is_wrong`: with one bit of one expected output changed.
std::vector<ProjectFile> project_files(const std::string& backend, bool is_wrong) {
  const std::uint64_t seed = 43;
  const CombLogic logic = random_program(seed, {.inputs = 8, .operations = 40, .lowered = true});
  const Schedule schedule = combinational_schedule(logic);
  EmissionInput input{.logic = logic, .schedule = schedule, .module_name = "dut", .version = ""};
  input.vectors = emit_program(logic, schedule, 40, seed).vectors;
  if (is_wrong) input.vectors.outputs[1].back() ^= 1;
  return find_backend(backend).emit(input);
}

ProcessResult run_test_bench(const std::string& backend, bool is_wrong, const std::string& headers) {
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  for (const ProjectFile& file : project_files(backend, is_wrong)) {
    write_file(folder.path() / file.path, file.contents);
  }
  // From another folder, as a user's build would.
  return run_process({"sh", (folder.path() / "run_test_bench.sh").string(), headers},
                     std::filesystem::temp_directory_path());
}

TEST_CASE("the test bench of HLS C++ passes, and fails with a wrong expectation", "[hls_project]") {
  const std::string backend = GENERATE("vitis", "hlslib", "oneapi");
  INFO(backend);
  const std::string headers = find_type_headers(backend, "");
  const ProcessResult right = run_test_bench(backend, false, headers);
  CHECK(right.output == "PASS: 40 samples\n");
  CHECK(right.exit_status == 0);
  const ProcessResult wrong = run_test_bench(backend, true, headers);
  CHECK_THAT(wrong.output, Contains("FAIL: 1 mismatches in 40 samples"));
  CHECK_THAT(wrong.output, Contains("sample 39: "));
  CHECK(wrong.exit_status == 1);
}

TEST_CASE("HLS C++ has no warnings but those of unknown pragmas", "[hls_project]") {
  const std::string backend = GENERATE("vitis", "hlslib", "oneapi");
  INFO(backend);
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  for (const ProjectFile& file : project_files(backend, false)) write_file(folder.path() / file.path, file.contents);
  for (const char* compiler : {"g++", "clang++-14"}) {
    if (!find_program(compiler)) continue;
    const ProcessResult result =
        run_process({compiler, "-std=c++17", "-fsyntax-only", "-Wall", "-Wextra", "-Wshadow", "-Wno-unknown-pragmas",
                     "-isystem", find_type_headers(backend, ""), "-Isrc", "src/dut.cc", "tb/dut_tb.cc"},
                    folder.path());
    CHECK(result.output == "");
    CHECK(result.exit_status == 0);
  }
}

TEST_CASE("designs of one name live in one process, and a second build is found in the cache", "[hls_project]") {
  const CombLogic logic = random_program(43, {.inputs = 8, .operations = 40, .lowered = true});
  const CombLogic other = random_program(44, {.inputs = 8, .operations = 40, .lowered = true});
  std::vector<EmittedProgram> programs;
  std::vector<std::unique_ptr<HlsEmulator>> emulators;
  const TemporaryFolder cache(WIREFOLD_TEST_DIR);
  for (const CombLogic* one : {&logic, &other, &logic}) {
    const Schedule schedule = combinational_schedule(*one);
    programs.push_back(emit_program(*one, schedule, 300, 5));
    const EmissionInput input{.logic = *one, .schedule = schedule, .module_name = "dut", .version = ""};
    programs.back().design = hls_emulated_design(input, find_backend("vitis").emit(input));
    emulators.push_back(std::make_unique<HlsEmulator>(
        programs.back().design, "vitis", HlsEmulatorOptions{.cache_folder = cache.path(), .optimization = "-O0"}));
    emulators.back()->compile();
  }
  for (std::size_t i = 0; i < programs.size(); ++i) CHECK(first_difference(programs[i], *emulators[i], 3) == "");
  CHECK_FALSE(emulators[0]->was_cached());
  CHECK(emulators[2]->was_cached());
  CHECK(emulators[0]->library() == emulators[2]->library());
}

}  // namespace
}  // namespace wirefold::backends_test
