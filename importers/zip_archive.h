// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "wirefold/importers/input_file.h"

struct zip;

namespace wirefold {

/// The entries of a zip file of which nothing is trusted. Every function throws the IoError of `file`.
class ZipArchive {
 public:
  /// `file` outlives the archive; `kind` is what it is refused to be if it is no zip file: ".npz archive".
  ZipArchive(const InputFile& file, std::string_view kind);
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;
  ~ZipArchive();

  std::uint64_t size() const;
  std::string entry_name(std::uint64_t index) const;
  /// The contents of an entry. The declared size is not trusted: bytes are collected as they come, and more than
  /// `most_bytes` are refused with `too_large`. Errors name the entry `part`.
  std::string entry_bytes(std::uint64_t index, const std::string& part, std::uint64_t most_bytes,
                          std::string_view too_large) const;

 private:
  void check_declared_size(std::uint64_t index, std::size_t size, const std::string& part) const;

  const InputFile& file_;
  struct Close {
    void operator()(::zip* archive) const;
  };
  std::unique_ptr<::zip, Close> archive_;
};

}  // namespace wirefold
