// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace wirefold {

/// Runs work(begin, end) over [0, count) in blocks of equal size, one a thread (0: as many as there are cores). The
/// first exception, by block, is thrown when all are done.
template <class Work>
void for_blocks(std::size_t count, unsigned threads, const Work& work) {
  if (threads == 0) threads = std::max(std::thread::hardware_concurrency(), 1U);
  const std::size_t blocks = std::min<std::size_t>(threads, count);
  if (blocks <= 1) {
    if (count > 0) work(std::size_t{0}, count);
    return;
  }
  std::vector<std::exception_ptr> failures(blocks);
  std::vector<std::thread> running;
  for (std::size_t block = 0; block < blocks; ++block) {
    running.emplace_back([&, block] {
      try {
        work(count * block / blocks, count * (block + 1) / blocks);
      } catch (...) {
        failures[block] = std::current_exception();
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace wirefold
