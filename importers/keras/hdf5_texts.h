// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "wirefold/importers/input_file.h"

namespace wirefold::keras {

/// Reads the attributes of an HDF5 file that are texts. The library is not asked for them: 1.10 at least does not
/// survive damaged texts of variable length. Here every byte is looked at only after it is known to be in the file.
///
/// Errors: IoError of the file for what is damaged, and for what is newer or larger than what Keras writes.
/// Source: HDF5 File Format Specification Version 3.0: object headers (IV.A), attribute messages (IV.A.2.m), global
///         heaps (III.E).
class Hdf5Texts {
 public:
  /// `bytes` outlives the reader and what it gives.
  Hdf5Texts(std::string_view bytes, const InputFile& file);

  /// The texts of an attribute of the object whose header is at `address`; empty if it has no such attribute.
  std::optional<std::vector<std::string_view>> attribute(std::uint64_t address, std::string_view name);

 private:
  struct Block {
    std::uint64_t begin;
    std::uint64_t size;
  };
  using Message = Block;  // the contents of an attribute message
  using HeapObjects = std::map<std::uint32_t, std::string_view>;

  std::uint64_t number(std::uint64_t place, std::uint64_t bytes) const;
  std::string_view text(std::uint64_t place, std::uint64_t size) const;
  std::vector<Message> attributes_of(std::uint64_t address) const;
  std::pair<std::vector<Block>, bool> first_block(std::uint64_t address) const;
  std::optional<std::vector<std::string_view>> values_of(const Message& message, std::string_view name);
  std::uint64_t count_of(std::uint64_t dataspace) const;
  std::string_view heap_text(std::uint64_t reference);
  const HeapObjects& heap(std::uint64_t address);
  [[noreturn]] void refuse() const;

  std::string_view bytes_;
  const InputFile& file_;
  std::map<std::uint64_t, HeapObjects> heaps_;
  std::uint64_t heap_bytes_ = 0;
};

}  // namespace wirefold::keras
