// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wirefold {

/// SHA-256 of everything appended, for cache keys and for the mark in the header of emitted files.
///
/// Source: FIPS 180-4.
class ContentHash {
 public:
  void append(std::string_view bytes);
  /// Appends the length and the bytes, so that two fields never run into each other.
  void append_field(std::string_view bytes);
  /// 64 hexadecimal digits. The hash must not be used afterwards.
  std::string finish();

 private:
  void compress(const std::uint8_t* block);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> buffer_{};
  std::size_t buffered_ = 0;
  std::uint64_t length_bytes_ = 0;
};

std::string content_hash(std::string_view bytes);

}  // namespace wirefold
