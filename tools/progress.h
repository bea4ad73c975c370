// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace wirefold::tools {

/// What a command is doing, one line a stage with the seconds it took, for a person who waits: on the error output if
/// that is a terminal, so that what a command prints stays what it is in a pipe.
class Progress {
 public:
  explicit Progress(bool is_quiet);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// Ends the stage that was running.
  void begin(const char* stage);
  /// Ends the last stage, before anything else is printed.
  void finish();

 private:
  bool is_shown_;
  std::string stage_;
  std::chrono::steady_clock::time_point since_;
};

}  // namespace wirefold::tools
