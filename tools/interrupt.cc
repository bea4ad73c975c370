// SPDX-License-Identifier: Apache-2.0
#include "tools/interrupt.h"

#include <pthread.h>

#include <ctime>

namespace wirefold::tools {

// The signal is blocked in all threads that begin from now on, and a thread waits for it.
InterruptWatch::InterruptWatch() {
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  pthread_sigmask(SIG_BLOCK, &interrupt, &before_);
  watcher_ = std::jthread([this, interrupt](const std::stop_token& done) {
    constexpr long kPollNs = 50'000'000;
    const timespec poll{0, kPollNs};
    while (!done.stop_requested()) {
      if (sigtimedwait(&interrupt, nullptr, &poll) == SIGINT) search_.request_stop();
    }
  });
}

InterruptWatch::~InterruptWatch() {
  watcher_ = {};
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace wirefold::tools
