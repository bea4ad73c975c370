// SPDX-License-Identifier: Apache-2.0
#include "tools/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace wirefold::tools {

Progress::Progress(bool is_quiet) : is_shown_(!is_quiet && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { finish(); }

void Progress::begin(const char* stage) {
  finish();
  stage_ = stage;
  since_ = std::chrono::steady_clock::now();
  if (!is_shown_) return;
  fmt::print(stderr, "{:<9}...", stage_);
  std::fflush(stderr);
}

void Progress::finish() {
  if (!is_shown_ || stage_.empty()) return;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - since_;
  fmt::print(stderr, "\r{:<9} {:7.2f} s\n", stage_, seconds.count());
  stage_.clear();
}

}  // namespace wirefold::tools
