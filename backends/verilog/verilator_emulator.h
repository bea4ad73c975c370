// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "wirefold/backends/emulator.h"

namespace wirefold {

struct VerilatorOptions {
  /// Where built emulators are kept; empty for $XDG_CACHE_HOME/wirefold, or ~/.cache/wirefold without it.
  std::string cache_folder = {};
  /// The C++ compiler; empty for the first of c++, g++, clang++ on PATH.
  std::string compiler = {};
  /// Builds fastest at -O1; -O2 and -O3 simulate a little faster.
  std::string optimization = "-O1";
  /// Whether the library can write waveforms: slower to build and to run. `record` asks for it itself.
  bool has_waveforms = false;
};

/// Runs a design that Verilator translated to C++, compiled into a shared library.
///
/// Libraries are cached under the content of everything that went into them: the RTL, the tools' versions, the flags.
/// They are built in a temporary folder and renamed into place, so several processes may share a cache. Each exports
/// three functions and nothing else, so any number of designs live in one process.
class VerilatorEmulator final : public Emulator {
 public:
  explicit VerilatorEmulator(EmulatedDesign design, VerilatorOptions options = {});
  ~VerilatorEmulator() override;

  void compile() override;
  PortWords run(const PortWords& inputs, std::size_t sample_count, unsigned threads) override;
  /// Builds a library of its own for waveforms.
  PortWords record(const PortWords& inputs, std::size_t sample_count, const WaveformWindow& window) override;

  /// Whether `compile` found the library in the cache.
  bool was_cached() const { return was_cached_; }
  /// The path of the library; empty before `compile`.
  const std::string& library() const { return library_path_; }

 private:
  struct Library;

  EmulatedDesign design_;
  VerilatorOptions options_;
  std::string library_path_;
  bool was_cached_ = false;
  std::unique_ptr<Library> library_;
  std::unique_ptr<Library> recording_library_;
};

/// The cache folder that is used where an option leaves it empty; IoError if neither variable is set.
std::string default_cache_folder();

}  // namespace wirefold
