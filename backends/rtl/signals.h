// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "wirefold/backends/rtl/language.h"

namespace wirefold::rtl {

using SignalId = std::uint32_t;

/// The declared signals of a module and which of their bits were read, so that the others can go to a sink.
class SignalTable {
 public:
  explicit SignalTable(const Language& language) : language_(language) {}

  SignalId declare(std::string name, std::size_t width_bits);
  const std::string& name(SignalId signal) const { return signals_[signal].name; }
  std::size_t width_bits(SignalId signal) const { return signals_[signal].width_bits; }

  /// Bits [low, low + count) as text; they count as read from now on.
  std::string read(SignalId signal, std::size_t low, std::size_t count);
  /// The same for one bit that stands alone, as a sign or in a condition.
  std::string read_bit(SignalId signal, std::size_t index);
  /// Part selects of all bits that were never read, in order of declaration.
  std::vector<std::string> unread() const;

  const Language& language() const { return language_; }

 private:
  using BitRange = std::pair<std::size_t, std::size_t>;  // first bit, bit after the last
  struct Signal {
    std::string name;
    std::size_t width_bits;
    std::vector<BitRange> read;  // disjoint, not touching, rising
  };
  void mark_read(Signal& signal, std::size_t low, std::size_t count);

  const Language& language_;
  std::vector<Signal> signals_;
};

}  // namespace wirefold::rtl
