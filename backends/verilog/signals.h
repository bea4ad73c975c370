// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace wirefold::verilog {

using SignalId = std::uint32_t;

/// The declared signals of a module and which of their bits were read, so that the others can go to the sink.
class SignalTable {
 public:
  SignalId declare(std::string name, std::size_t width_bits);
  const std::string& name(SignalId signal) const { return signals_[signal].name; }
  std::size_t width_bits(SignalId signal) const { return signals_[signal].width_bits; }

  /// Bits [low, low + count) as text; they count as read from now on.
  std::string read(SignalId signal, std::size_t low, std::size_t count);
  /// Part selects of all bits that were never read, in order of declaration.
  std::vector<std::string> unread() const;

 private:
  using BitRange = std::pair<std::size_t, std::size_t>;  // first bit, bit after the last
  struct Signal {
    std::string name;
    std::size_t width_bits;
    std::vector<BitRange> read;  // disjoint, not touching, rising
  };
  std::vector<Signal> signals_;
};

}  // namespace wirefold::verilog
