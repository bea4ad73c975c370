// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "wirefold/backends/emulator.h"

namespace wirefold {

struct HlsEmulatorOptions {
  /// The folder of ap_fixed.h (vitis) or ac_fixed.h (hlslib, oneapi). Empty: that named by the environment as
  /// WIREFOLD_AP_TYPES or WIREFOLD_AC_TYPES, $XILINX_HLS/include for ap_fixed.h, /usr/include, /usr/local/include.
  std::string type_headers = {};
  /// Where built emulators are kept; empty for $XDG_CACHE_HOME/wirefold, or ~/.cache/wirefold without it.
  std::string cache_folder = {};
  /// The C++ compiler; empty for the first of c++, g++, clang++ on PATH.
  std::string compiler = {};
  std::string optimization = "-O1";
};

/// Runs emitted HLS C++ that was compiled into a shared library, with the tool's own type headers.
///
/// Libraries are cached under the content of everything that went into them: the code, the headers, the compiler's
/// version, the flags. Each exports one function and nothing else, so any number of designs live in one process.
class HlsEmulator final : public Emulator {
 public:
  /// `backend` emitted the design: "vitis", "hlslib" or "oneapi".
  HlsEmulator(EmulatedDesign design, std::string backend, HlsEmulatorOptions options = {});
  ~HlsEmulator() override;

  void compile() override;
  PortWords run(const PortWords& inputs, std::size_t sample_count, unsigned threads) override;

  /// Whether `compile` found the library in the cache.
  bool was_cached() const { return was_cached_; }
  /// The path of the library; empty before `compile`.
  const std::string& library() const { return library_path_; }

 private:
  struct Library;

  EmulatedDesign design_;
  std::string backend_;
  HlsEmulatorOptions options_;
  std::string library_path_;
  bool was_cached_ = false;
  std::unique_ptr<Library> library_;
};

/// The folder of the headers that a backend's code includes: `asked` or where HlsEmulatorOptions says.
/// ToolError with what was looked for if it is not found.
std::string find_type_headers(const std::string& backend, const std::string& asked);

}  // namespace wirefold
