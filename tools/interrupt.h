// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace wirefold::tools {

/// While it lives, Ctrl-C asks a search to stop instead of ending the program. To be made before other threads are.
class InterruptWatch {
 public:
  InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;
  ~InterruptWatch();

  std::stop_token token() const { return search_.get_token(); }

 private:
  std::stop_source search_;
  sigset_t before_{};
  std::jthread watcher_;
};

}  // namespace wirefold::tools
