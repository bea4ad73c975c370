// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/zip_archive.h"

#include <zip.h>

#include <array>

namespace wirefold {
namespace {

struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

}  // namespace

void ZipArchive::Close::operator()(::zip* archive) const { zip_discard(archive); }

ZipArchive::ZipArchive(const InputFile& file, std::string_view kind) : file_(file) {
  int code = 0;
  archive_.reset(zip_open(file.path.c_str(), ZIP_RDONLY, &code));
  if (archive_ != nullptr) return;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  file.refuse("cannot be opened as a " + std::string(kind) + ": " + reason);
}

ZipArchive::~ZipArchive() = default;

std::uint64_t ZipArchive::size() const { return static_cast<std::uint64_t>(zip_get_num_entries(archive_.get(), 0)); }

std::string ZipArchive::entry_name(std::uint64_t index) const {
  const char* const name = zip_get_name(archive_.get(), index, ZIP_FL_ENC_RAW);
  if (name == nullptr) file_.refuse("entry " + std::to_string(index) + " has no name");
  return name;
}

std::string ZipArchive::entry_bytes(std::uint64_t index, const std::string& part, std::uint64_t most_bytes,
                                    std::string_view too_large) const {
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(archive_.get(), index, 0));
  if (entry == nullptr) file_.refuse(part, "cannot be read: " + std::string(zip_strerror(archive_.get())));
  std::string bytes;
  std::array<char, 65536> buffer;
  while (true) {
    const zip_int64_t count = zip_fread(entry.get(), buffer.data(), buffer.size());
    if (count < 0) {
      // What libzip calls inconsistent is, as a rule, another size than declared.
      const bool is_inconsistent = zip_error_code_zip(zip_file_get_error(entry.get())) == ZIP_ER_INCONS;
      if (is_inconsistent) check_declared_size(index, bytes.size(), part);
      file_.refuse(part, "cannot be read: " + std::string(zip_file_strerror(entry.get())));
    }
    if (count == 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
    if (bytes.size() > most_bytes) file_.refuse(part, too_large);
  }
  check_declared_size(index, bytes.size(), part);
  return bytes;
}

void ZipArchive::check_declared_size(std::uint64_t index, std::size_t size, const std::string& part) const {
  zip_stat_t stat;
  if (zip_stat_index(archive_.get(), index, 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0) return;
  if (stat.size == size) return;
  file_.refuse(part, "the archive declares " + std::to_string(stat.size) + " bytes, but holds " + std::to_string(size));
}

}  // namespace wirefold
