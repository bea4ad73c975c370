// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace wirefold::cmvm {

/// Runs work(i) for each i below `count` on so many threads (0: one a core). The first exception, by i, is thrown when
/// all are done.
void run_parallel(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace wirefold::cmvm
