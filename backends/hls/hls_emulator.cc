// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/hls_emulator.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "wirefold/backends/build_cache.h"
#include "wirefold/backends/content_hash.h"
#include "wirefold/backends/process.h"
#include "wirefold/backends/verilog/verilator_emulator.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "compile";
constexpr const char* kLibraryName = "emulator.so";

using RunFunction = void (*)(std::size_t sample_count, const std::uint64_t* const* inputs,
                             std::uint64_t* const* outputs);

// One translation unit of the function and a loop over samples.
std::string wrapper_source(const EmulatedDesign& design) {
  const std::size_t input_count = design.inputs.size();
  const std::size_t output_count = design.outputs.size();
  std::string advance;
  for (std::size_t i = 0; i < input_count; ++i) {
    advance += "    from[" + std::to_string(i) + "] += " + std::to_string(design.inputs[i].words_per_sample()) + ";\n";
  }
  for (std::size_t i = 0; i < output_count; ++i) {
    advance += "    to[" + std::to_string(i) + "] += " + std::to_string(design.outputs[i].words_per_sample()) + ";\n";
  }
  return "#include <stddef.h>\n#include \"" + design.top + ".cc\"\n#include \"" + design.top +
         "_packed.h\"\n\nextern \"C\" __attribute__((visibility(\"default\"))) void wirefold_run(size_t sample_count, "
         "const uint64_t* const* inputs, uint64_t* const* outputs) {\n  const uint64_t* from[" +
         std::to_string(input_count + 1) + "] = {};\n  uint64_t* to[" + std::to_string(output_count + 1) +
         "] = {};\n  for (size_t i = 0; i < " + std::to_string(input_count) +
         "; ++i) from[i] = inputs[i];\n  for (size_t i = 0; i < " + std::to_string(output_count) +
         "; ++i) to[i] = outputs[i];\n  for (size_t sample = 0; sample < sample_count; ++sample) {\n    " + design.top +
         "_packed::run_packed(from, to);\n" + advance + "  }\n}\n";
}

std::vector<std::string> compile_command(const HlsEmulatorOptions& options, const std::string& type_headers) {
  const std::string compiler = find_compiler(kFunction, options.compiler);
  std::vector<std::string> command = {
      compiler,  "-std=c++17",     options.optimization, "-fPIC",     "-w", "-fvisibility=hidden",
      "-shared", "-Wl,-Bsymbolic", "-isystem",           type_headers};
  // g++ makes some symbols unique in the whole process, over the borders of hidden and local libraries.
  if (remembered_output(kFunction, {compiler, "--version"}).find("clang") == std::string::npos) {
    command.push_back("-fno-gnu-unique");
  }
  return command;
}

// The headers in an order that does not depend on the file system.
std::string headers_hash(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".h") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  ContentHash hash;
  for (const auto& path : paths) hash.append_field(read_file(path));
  return hash.finish();
}

std::string cache_key(const EmulatedDesign& design, const std::vector<std::string>& command,
                      const std::string& type_headers) {
  ContentHash key;
  for (const ProjectFile& source : design.sources) {
    key.append_field(source.path);
    key.append_field(source.contents);
  }
  key.append_field(wrapper_source(design));
  key.append_field(remembered_output(kFunction, {command[0], "--version"}));
  for (const std::string& part : command) key.append_field(part);
  key.append_field(headers_hash(type_headers));
  return key.finish();
}

CachedFile build_library(const EmulatedDesign& design, const std::string& backend, const HlsEmulatorOptions& options) {
  const std::string type_headers = find_type_headers(backend, options.type_headers);
  std::vector<std::string> command = compile_command(options, type_headers);
  const std::string cache = options.cache_folder.empty() ? default_cache_folder() : options.cache_folder;
  const std::string name = design.top + "-" + backend + "-" + cache_key(design, command, type_headers) + ".so";
  return cached_file(cache, name, kLibraryName, [&](const std::filesystem::path& folder) {
    for (const ProjectFile& source : design.sources) {
      write_file(folder / std::filesystem::path(source.path).filename(), source.contents);
    }
    write_file(folder / "emulator.cc", wrapper_source(design));
    command.insert(command.end(), {"emulator.cc", "-o", kLibraryName});
    run_tool(kFunction, command, folder);
  });
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

struct HlsEmulator::Library {
  explicit Library(const std::string& path) : handle(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (handle == nullptr) throw ToolError("compile", std::string("the built library cannot be loaded: ") + dlerror());
    run = reinterpret_cast<RunFunction>(dlsym(handle, "wirefold_run"));
    check_internal(run != nullptr, "an emulator library lacks its function");
  }
  ~Library() { dlclose(handle); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  void* handle;
  RunFunction run = nullptr;
};

HlsEmulator::HlsEmulator(EmulatedDesign design, std::string backend, HlsEmulatorOptions options)
    : design_(std::move(design)), backend_(std::move(backend)), options_(std::move(options)) {}

HlsEmulator::~HlsEmulator() = default;

void HlsEmulator::compile() {
  if (library_ != nullptr) return;
  const CachedFile built = build_library(design_, backend_, options_);
  library_path_ = built.path.string();
  library_ = std::make_unique<Library>(library_path_);
  was_cached_ = built.was_cached;
}

PortWords HlsEmulator::run(const PortWords& inputs, std::size_t sample_count, unsigned threads) {
  check_words("run", design_, inputs, sample_count);
  compile();
  return run_in_threads(design_, inputs, sample_count, threads, library_->run);
}

std::string find_type_headers(const std::string& backend, const std::string& asked) {
  const bool is_vitis = backend == "vitis";
  const std::string header = is_vitis ? "ap_fixed.h" : "ac_fixed.h";
  const char* variable = is_vitis ? "WIREFOLD_AP_TYPES" : "WIREFOLD_AC_TYPES";
  const std::string named = asked.empty() ? environment(variable) : asked;
  if (!named.empty()) {
    if (std::filesystem::exists(std::filesystem::path(named) / header)) return std::filesystem::absolute(named);
    throw ToolError(kFunction, "there is no " + header + " in '" + named + "', which " +
                                   (asked.empty() ? "the environment names as " + std::string(variable)
                                                  : std::string("the option type_headers names")));
  }
  std::vector<std::string> folders = {"/usr/include", "/usr/local/include"};
  const std::string xilinx = environment("XILINX_HLS");
  if (is_vitis && !xilinx.empty()) folders.insert(folders.begin(), xilinx + "/include");
  for (const std::string& folder : folders) {
    if (std::filesystem::exists(std::filesystem::path(folder) / header)) return folder;
  }
  throw ToolError(kFunction, header + " was not found; " +
                                 (is_vitis ? "it comes with Vitis HLS and with the Python package hls4ml"
                                           : "it comes with Intel's HLS tools and with the Python package hls4ml") +
                                 "; name its folder in the option type_headers or the environment as " + variable);
}

}  // namespace wirefold
