// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace wirefold::cmvm {

void run_parallel(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& work) {
  if (threads == 0) threads = std::max(std::thread::hardware_concurrency(), 1U);
  std::vector<std::exception_ptr> failures(count);
  std::atomic<std::size_t> next{0};
  const auto take_turns = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        failures[i] = std::current_exception();
      }
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i) others.emplace_back(take_turns);
  take_turns();
  for (std::thread& thread : others) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace wirefold::cmvm
