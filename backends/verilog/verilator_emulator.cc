// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilator_emulator.h"

#include <dlfcn.h>

#include <cstdlib>

#include "wirefold/backends/process.h"
#include "wirefold/backends/verilog/verilator_build.h"
#include "wirefold/backends/verilog/verilator_wrapper.h"
#include "wirefold/ir/error.h"

namespace wirefold {

struct VerilatorEmulator::Library {
  explicit Library(const std::string& path) : handle(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (handle == nullptr) throw ToolError("compile", std::string("the built library cannot be loaded: ") + dlerror());
    create = reinterpret_cast<verilog::CreateFunction>(symbol("wirefold_create"));
    destroy = reinterpret_cast<verilog::DestroyFunction>(symbol("wirefold_destroy"));
    run = reinterpret_cast<verilog::RunFunction>(symbol("wirefold_run"));
    record = reinterpret_cast<verilog::RecordFunction>(dlsym(handle, "wirefold_record"));
  }
  ~Library() { dlclose(handle); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  void* symbol(const char* name) const {
    void* found = dlsym(handle, name);
    check_internal(found != nullptr, "an emulator library lacks a function");
    return found;
  }

  void* handle;
  verilog::CreateFunction create = nullptr;
  verilog::DestroyFunction destroy = nullptr;
  verilog::RunFunction run = nullptr;
  verilog::RecordFunction record = nullptr;  // null in a library without waveforms
};

VerilatorEmulator::VerilatorEmulator(EmulatedDesign design, VerilatorOptions options)
    : design_(std::move(design)), options_(std::move(options)) {}

VerilatorEmulator::~VerilatorEmulator() = default;

void VerilatorEmulator::compile() {
  if (library_ != nullptr) return;
  const CachedFile built = verilog::build_emulator(design_, options_);
  library_path_ = built.path.string();
  library_ = std::make_unique<Library>(library_path_);
  was_cached_ = built.was_cached;
}

PortWords VerilatorEmulator::run(const PortWords& inputs, std::size_t sample_count, unsigned threads) {
  check_words("run", design_, inputs, sample_count);
  compile();
  return run_in_threads(
      design_, inputs, sample_count, threads, [&](std::size_t count, const auto* from, const auto* to) {
        const std::unique_ptr<void, verilog::DestroyFunction> instance(library_->create(), library_->destroy);
        library_->run(instance.get(), count, from, to);
      });
}

PortWords VerilatorEmulator::record(const PortWords& inputs, std::size_t sample_count, const WaveformWindow& window) {
  check_words("record", design_, inputs, sample_count);
  if (recording_library_ == nullptr) {
    VerilatorOptions options = options_;
    options.has_waveforms = true;
    recording_library_ = std::make_unique<Library>(verilog::build_emulator(design_, options).path.string());
  }
  write_file(window.path, "");  // the runtime ends the process where it cannot write
  PortWords outputs = empty_outputs(design_, sample_count);
  std::vector<const std::uint64_t*> from;
  std::vector<std::uint64_t*> to;
  for (const auto& words : inputs) from.push_back(words.data());
  for (auto& words : outputs) to.push_back(words.data());
  const Library& library = *recording_library_;
  const std::unique_ptr<void, verilog::DestroyFunction> instance(library.create(), library.destroy);
  library.record(instance.get(), sample_count, from.data(), to.data(), window.path.c_str(), window.first_cycle,
                 window.cycle_count);
  return outputs;
}

std::string default_cache_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return std::string(cache) + "/wirefold";
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home != '\0') return std::string(home) + "/.cache/wirefold";
  throw IoError("compile",
                "there is no folder for built emulators: set HOME or XDG_CACHE_HOME, or the option cache_folder");
}

}  // namespace wirefold
