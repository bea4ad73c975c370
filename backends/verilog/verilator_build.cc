// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilator_build.h"

#include <algorithm>

#include "wirefold/backends/build_cache.h"
#include "wirefold/backends/content_hash.h"
#include "wirefold/backends/process.h"
#include "wirefold/backends/verilog/verilator_wrapper.h"
#include "wirefold/ir/error.h"

namespace wirefold::verilog {
namespace {

constexpr const char* kFunction = "compile";
constexpr std::string_view kInstallVerilator = "apt-get install verilator";

// The tools, and everything about them that a built library depends on.
struct Toolchain {
  std::string verilator;
  std::string verilator_root;
  std::string versions;
  std::vector<std::string> compile;  // ccache if there is one, compiler, flags
  std::vector<std::string> link;     // compiler, flags
  std::vector<std::string> libraries;
  bool has_waveforms = false;
};

// Verilator holds a signal of 9 to 16 bits in a 16-bit integer, and g++ then computes on 16 bits. The constant of such
// an instruction changes its length, which processors decode slowly (Intel's optimization manual, 3.4.2.3): on 32 bits
// the network of bench/network runs twice as fast.
constexpr const char* kNoShortArithmetic = "-mtune-ctrl=^himode_math,promote_hi_regs";

Toolchain find_toolchain(const VerilatorOptions& options) {
  Toolchain tools;
  tools.verilator = require_tool(kFunction, "verilator", kInstallVerilator).string();
  const std::string compiler = find_compiler(kFunction, options.compiler);
  const std::string root = remembered_output(kFunction, {tools.verilator, "--getenv", "VERILATOR_ROOT"});
  tools.verilator_root = root.substr(0, root.find('\n'));
  const std::string compiler_version = remembered_output(kFunction, {compiler, "--version"});
  tools.versions = remembered_output(kFunction, {tools.verilator, "--version"}) + root + compiler_version;

  const std::string include = tools.verilator_root + "/include";
  const std::vector<std::string> flags = {"-std=c++17",
                                          options.optimization,
                                          "-fPIC",
                                          "-w",
                                          "-pthread",
                                          "-fvisibility=hidden",
                                          "-DVERILATOR=1",
                                          "-DVM_COVERAGE=0",
                                          "-DVM_SC=0",
                                          options.has_waveforms ? "-DVM_TRACE=1" : "-DVM_TRACE=0",
                                          options.has_waveforms ? "-DVM_TRACE_FST=1" : "-DVM_TRACE_FST=0",
                                          "-I.",
                                          "-I" + include,
                                          "-I" + include + "/vltstd"};
  if (const auto ccache = find_program("ccache")) tools.compile.push_back(ccache->string());
  tools.compile.push_back(compiler);
  tools.compile.insert(tools.compile.end(), flags.begin(), flags.end());
  // g++ makes some symbols unique in the whole process, over the borders of hidden and local libraries.
  if (compiler_version.find("clang") == std::string::npos) tools.compile.push_back("-fno-gnu-unique");
  if (accepts_flag(compiler, kNoShortArithmetic)) tools.compile.push_back(kNoShortArithmetic);
  tools.link = {compiler, "-shared", "-pthread", "-Wl,-Bsymbolic"};
  tools.has_waveforms = options.has_waveforms;
  if (options.has_waveforms) tools.libraries = {"-lz"};
  return tools;
}

void compile_object(const Toolchain& tools, const std::filesystem::path& folder, const std::string& source,
                    const std::string& object) {
  std::vector<std::string> command = tools.compile;
  command.insert(command.end(), {"-c", source, "-o", object});
  run_tool(kFunction, command, folder);
}

// Verilator's runtime as one object, compiled once a cache.
std::filesystem::path build_runtime(const Toolchain& tools, const std::filesystem::path& cache) {
  ContentHash key;
  key.append_field("runtime");
  key.append_field(tools.versions);
  for (const std::string& flag : tools.compile) key.append_field(flag);
  const auto build = [&](const std::filesystem::path& folder) {
    write_file(folder / "runtime.cpp", std::string("#include \"verilated.cpp\"\n#include \"verilated_threads.cpp\"\n") +
                                           (tools.has_waveforms ? "#include \"verilated_fst_c.cpp\"\n" : ""));
    compile_object(tools, folder, "runtime.cpp", "runtime.o");
  };
  return cached_file(cache, "runtime-" + key.finish() + ".o", "runtime.o", build).path;
}

// One translation unit of what Verilator wrote and the wrapper, in an order that does not depend on the file system.
std::string all_sources(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".cpp") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += "#include \"" + name + "\"\n";
  return text;
}

// A compiler takes far longer for one function of many thousand statements than for as many in small functions
// (5000 adders: minutes and 11 s with g++ 12 -O1), and the simulation is no slower.
constexpr const char* kStatementsPerFunction = "300";

std::vector<std::string> verilator_command(const Toolchain& tools) {
  std::vector<std::string> command = {tools.verilator, "--cc", "-O3", "--x-assign", "fast", "--x-initial", "fast",
                                      "--noassert", "--output-split-cfuncs", kStatementsPerFunction,
                                      // The emulator takes any RTL; what a linter thinks of it is asked elsewhere.
                                      "-Wno-fatal", "-Wno-lint", "-Wno-style", "--Mdir", ".", "--prefix",
                                      std::string(kEmulatorPrefix), "--top-module", std::string(kEmulatorTop)};
  if (tools.has_waveforms) command.push_back("--trace-fst");
  return command;
}

void build_library(const EmulatedDesign& design, const Toolchain& tools, const std::filesystem::path& runtime,
                   const std::filesystem::path& folder) {
  std::vector<std::string> command = verilator_command(tools);
  for (std::size_t i = 0; i < design.sources.size(); ++i) {
    const std::string name = "source" + std::to_string(i) + ".v";
    write_file(folder / name, design.sources[i].contents);
    command.push_back(name);
  }
  write_file(folder / "emulator_top.v", emulator_top(design));
  command.push_back("emulator_top.v");
  run_tool(kFunction, command, folder);
  write_file(folder / "wrapper.cpp", emulator_wrapper(design, tools.has_waveforms));
  write_file(folder / "all.cc", all_sources(folder));
  compile_object(tools, folder, "all.cc", "all.o");
  std::vector<std::string> link = tools.link;
  link.insert(link.end(), {"all.o", runtime.string(), "-o", "emulator.so"});
  link.insert(link.end(), tools.libraries.begin(), tools.libraries.end());
  run_tool(kFunction, link, folder);
}

std::string cache_key(const EmulatedDesign& design, const Toolchain& tools) {
  ContentHash key;
  for (const ProjectFile& source : design.sources) key.append_field(source.contents);
  key.append_field(emulator_top(design));
  key.append_field(emulator_wrapper(design, tools.has_waveforms));
  key.append_field(tools.versions);
  for (const std::string& part : verilator_command(tools)) key.append_field(part);
  for (const std::string& part : tools.compile) key.append_field(part);
  for (const std::string& part : tools.link) key.append_field(part);
  for (const std::string& part : tools.libraries) key.append_field(part);
  return key.finish();
}

}  // namespace

CachedFile build_emulator(const EmulatedDesign& design, const VerilatorOptions& options) {
  const std::filesystem::path cache = options.cache_folder.empty() ? default_cache_folder() : options.cache_folder;
  const Toolchain tools = find_toolchain(options);
  const std::string name = design.top + "-" + cache_key(design, tools) + ".so";
  return cached_file(cache, name, "emulator.so", [&](const std::filesystem::path& folder) {
    build_library(design, tools, build_runtime(tools, cache), folder);
  });
}

}  // namespace wirefold::verilog
