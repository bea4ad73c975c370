// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/signals.h"

#include <algorithm>

#include "wirefold/ir/error.h"

namespace wirefold::rtl {

SignalId SignalTable::declare(std::string name, std::size_t width_bits) {
  check_internal(width_bits > 0, "a signal of no bits was declared");
  signals_.push_back({std::move(name), width_bits, {}});
  return static_cast<SignalId>(signals_.size() - 1);
}

void SignalTable::mark_read(Signal& signal, std::size_t low, std::size_t count) {
  check_internal(count > 0 && low + count <= signal.width_bits, "bits were read that the signal does not have");
  BitRange range{low, low + count};
  // The first range that touches the new one, and the first beyond it.
  const auto first = std::lower_bound(signal.read.begin(), signal.read.end(), low,
                                      [](const BitRange& known, std::size_t bit) { return known.second < bit; });
  auto last = first;
  for (; last != signal.read.end() && last->first <= range.second; ++last) {
    range = {std::min(range.first, last->first), std::max(range.second, last->second)};
  }
  if (last - first == 1) {
    *first = range;
  } else {
    signal.read.insert(signal.read.erase(first, last), range);
  }
}

std::string SignalTable::read(SignalId id, std::size_t low, std::size_t count) {
  Signal& signal = signals_[id];
  mark_read(signal, low, count);
  return language_.part_select(signal.name, signal.width_bits, low, count);
}

std::string SignalTable::read_bit(SignalId id, std::size_t index) {
  Signal& signal = signals_[id];
  mark_read(signal, index, 1);
  return language_.bit_select(signal.name, signal.width_bits, index);
}

std::vector<std::string> SignalTable::unread() const {
  std::vector<std::string> found;
  for (const Signal& signal : signals_) {
    std::size_t next = 0;
    const auto note_gap = [&](std::size_t end) {
      if (end > next) found.push_back(language_.part_select(signal.name, signal.width_bits, next, end - next));
    };
    for (const BitRange& range : signal.read) {
      note_gap(range.first);
      next = range.second;
    }
    note_gap(signal.width_bits);
  }
  return found;
}

}  // namespace wirefold::rtl
