// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/wrapper.h"
#include "wirefold/ir/integer.h"

namespace wirefold {

/// What moves over one side of a wrapper, transfer after transfer: the bits of its ports side by side.
struct Transfers {
  struct Field {
    std::string port;
    std::size_t width_bits;
  };
  std::vector<Field> fields;   ///< the first in the least significant bits; ports of no bits are left out
  std::vector<Integer> words;  ///< one a transfer, not negative

  std::size_t width_bits() const;
};

/// The transfers that bring the samples of a test bench. Over AXI-Stream every third sample and the last end a packet,
/// some bytes that are zero are null with other bits in their place, and a packet's last sample ends before beats that
/// are all zero.
Transfers input_transfers(const Wrapper& wrapper, const Interface& interface, const TestVectors& vectors);

/// The transfers that must come back.
Transfers output_transfers(const Wrapper& wrapper, const Interface& interface, const TestVectors& vectors);

/// The samples as one port of all bits side by side, for a plain test bench of the wrapper `vector`.
std::vector<std::uint64_t> joined_words(const std::vector<Port>& ports,
                                        const std::vector<std::vector<std::uint64_t>>& words, std::size_t sample_count);

}  // namespace wirefold
