// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilator_build.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <system_error>

#include "wirefold/backends/content_hash.h"
#include "wirefold/backends/process.h"
#include "wirefold/backends/verilog/verilator_wrapper.h"
#include "wirefold/ir/error.h"

namespace wirefold::verilog {
namespace {

constexpr const char* kFunction = "compile";
constexpr std::string_view kInstallVerilator = "apt-get install verilator";
constexpr std::string_view kInstallCompiler = "apt-get install g++";

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

// The output of `command`, asked once a process: asking takes longer than finding a library in the cache.
std::string remembered_output(const std::vector<std::string>& command) {
  static std::mutex mutex;
  static std::map<std::vector<std::string>, std::string> outputs;
  const std::lock_guard lock(mutex);
  const auto found = outputs.find(command);
  if (found != outputs.end()) return found->second;
  return outputs[command] = run_tool(kFunction, command, std::filesystem::temp_directory_path());
}

std::string find_compiler(const std::string& asked) {
  if (!asked.empty()) return require_tool(kFunction, asked, kInstallCompiler).string();
  for (const char* name : {"c++", "g++", "clang++"}) {
    if (const auto path = find_program(name)) return path->string();
  }
  throw ToolError(kFunction, "no C++ compiler (c++, g++, clang++) is on PATH; install it, on Debian and Ubuntu with: " +
                                 std::string(kInstallCompiler));
}

Toolchain find_toolchain(const VerilatorOptions& options) {
  Toolchain tools;
  tools.verilator = require_tool(kFunction, "verilator", kInstallVerilator).string();
  const std::string compiler = find_compiler(options.compiler);
  const std::string root = remembered_output({tools.verilator, "--getenv", "VERILATOR_ROOT"});
  tools.verilator_root = root.substr(0, root.find('\n'));
  const std::string compiler_version = remembered_output({compiler, "--version"});
  tools.versions = remembered_output({tools.verilator, "--version"}) + root + compiler_version;

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
  tools.link = {compiler, "-shared", "-pthread", "-Wl,-Bsymbolic"};
  tools.has_waveforms = options.has_waveforms;
  if (options.has_waveforms) tools.libraries = {"-lz"};
  return tools;
}

// The folder of a build; it stays when a tool fails, so that the command in the message can be repeated.
template <class Build>
void build_in(const std::filesystem::path& cache, Build build) {
  TemporaryFolder folder(cache);
  try {
    build(folder.path());
  } catch (const ToolError&) {
    folder.keep();
    throw;
  }
}

void rename_into_place(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::rename(from, to, error);
  if (error) throw IoError(kFunction, "'" + to.string() + "' cannot be written: " + error.message());
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
  const std::filesystem::path object = cache / ("runtime-" + key.finish() + ".o");
  if (std::filesystem::exists(object)) return object;
  build_in(cache, [&](const std::filesystem::path& folder) {
    write_file(folder / "runtime.cpp", std::string("#include \"verilated.cpp\"\n#include \"verilated_threads.cpp\"\n") +
                                           (tools.has_waveforms ? "#include \"verilated_fst_c.cpp\"\n" : ""));
    compile_object(tools, folder, "runtime.cpp", "runtime.o");
    rename_into_place(folder / "runtime.o", object);
  });
  return object;
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

BuiltLibrary build_emulator(const EmulatedDesign& design, const VerilatorOptions& options) {
  const std::filesystem::path cache =
      std::filesystem::absolute(options.cache_folder.empty() ? default_cache_folder() : options.cache_folder);
  const Toolchain tools = find_toolchain(options);
  const std::filesystem::path library = cache / (design.top + "-" + cache_key(design, tools) + ".so");
  if (std::filesystem::exists(library)) return {library, true};
  const std::filesystem::path runtime = build_runtime(tools, cache);
  build_in(cache, [&](const std::filesystem::path& folder) {
    build_library(design, tools, runtime, folder);
    rename_into_place(folder / "emulator.so", library);
  });
  return {library, false};
}

}  // namespace wirefold::verilog
