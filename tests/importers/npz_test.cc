// SPDX-License-Identifier: Apache-2.0
#include <zip.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/catch.h"
#include "tests/scratch_folder.h"
#include "wirefold/importers/npy.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr Location kHere{"model.cc", 17};
const std::string kCompressed = WIREFOLD_SOURCE_DIR "/tests/importers/fixtures/compressed.npz";

void write_archive(const std::string& path, const std::vector<std::pair<std::string, std::string>>& entries) {
  zip_t* const archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  REQUIRE(archive != nullptr);
  for (const auto& [name, bytes] : entries) {
    zip_source_t* const source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    REQUIRE(zip_file_add(archive, name.c_str(), source, 0) >= 0);
  }
  REQUIRE(zip_close(archive) == 0);
}

// The text of the IoError that reading `path` gives, after the path; or "accepted".
std::string refusal_of(const std::string& path) {
  const std::string begin = "read_npz: '" + path + "'";
  try {
    read_npz(path, kHere);
  } catch (const IoError& error) {
    const std::string text = error.what();
    REQUIRE(text.starts_with(begin));
    return text.substr(begin.size());
  }
  return "accepted";
}

TEST_CASE("read_npz refuses files that are missing or not archives") {
  const ScratchFolder folder;
  CHECK(refusal_of(folder / "missing.npz") == ": cannot be opened as a .npz archive: No such file  [model.cc:17]");
  write_bytes(folder / "text.npz", "not an archive");
  CHECK(refusal_of(folder / "text.npz") == ": cannot be opened as a .npz archive: Not a zip archive  [model.cc:17]");
}

TEST_CASE("read_npz refuses an entry that is not an array") {
  const ScratchFolder folder;
  write_archive(folder / "entry.npz", {{"readme.txt", "hello"}});
  CHECK(refusal_of(folder / "entry.npz") == ", entry 'readme.txt': is not a .npy array  [model.cc:17]");
}

TEST_CASE("read_npz names the array that is damaged") {
  const ScratchFolder folder;
  write_archive(folder / "array.npz", {{"w0.npy", "hello"}});
  CHECK(refusal_of(folder / "array.npz") ==
        ", array 'w0': is not a .npy array: it does not begin with \\x93NUMPY  [model.cc:17]");
}

TEST_CASE("read_npz refuses an array whose checksum is wrong") {
  const ScratchFolder folder;
  std::string bytes = read_bytes(WIREFOLD_SOURCE_DIR "/tests/importers/fixtures/stored.npz");
  const std::size_t header = bytes.find("NUMPY");
  REQUIRE(header != std::string::npos);
  const std::size_t first_element = bytes.find('\n', header) + 1;
  bytes[first_element] = '\7';
  write_bytes(folder / "checksum.npz", bytes);
  CHECK(refusal_of(folder / "checksum.npz") == ", array 'fortran': cannot be read: CRC error  [model.cc:17]");
}

TEST_CASE("read_npz refuses a declared size that does not follow") {
  const ScratchFolder folder;
  std::string bytes = read_bytes(kCompressed);
  // The central directory holds each entry's size 24 bytes after its signature; declare 2 GiB.
  const std::size_t entry = bytes.find("PK\1\2");
  REQUIRE(entry != std::string::npos);
  bytes.replace(entry + 24, 4, std::string("\0\0\0\x80", 4));
  write_bytes(folder / "size.npz", bytes);
  CHECK(refusal_of(folder / "size.npz") ==
        ", array 'float64': the archive declares 2147483648 bytes, but holds 176  [model.cc:17]");
}

TEST_CASE("read_npz refuses every archive that is cut off") {
  const ScratchFolder folder;
  const std::string bytes = read_bytes(kCompressed);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    INFO("the first " << size << " bytes");
    write_bytes(folder / "cut.npz", bytes.substr(0, size));
    CHECK(refusal_of(folder / "cut.npz") != "accepted");
  }
}

TEST_CASE("read_npz reads or refuses every archive with one wrong byte") {
  const ScratchFolder folder;
  const std::string bytes = read_bytes(kCompressed);
  std::size_t refused = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    INFO("byte " << i);
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(~damaged[i]);
    write_bytes(folder / "damaged.npz", damaged);
    if (refusal_of(folder / "damaged.npz") != "accepted") ++refused;
  }
  CHECK(refused > bytes.size() / 2);
}

TEST_CASE("arrays survive write_npz and read_npz under their names") {
  const ScratchFolder folder;
  const std::map<std::string, NpyArray> arrays = {{"doubles", {Shape{2, 3}, std::vector<double>{0, 1, 2, 3, 4, -0.5}}},
                                                  {"integers", {Shape{1}, std::vector<std::int64_t>{INT64_MIN}}},
                                                  {"of a layer/inner:0", {Shape{}, std::vector<double>{1e-300}}}};
  write_npz(folder / "a.npz", arrays);
  const auto read = read_npz(folder / "a.npz");
  REQUIRE(read.size() == arrays.size());
  for (const auto& [name, array] : arrays) {
    INFO(name);
    CHECK(read.at(name).shape == array.shape);
    CHECK(read.at(name).values == array.values);
  }
  write_npz(folder / "b.npz", arrays);
  CHECK(read_bytes(folder / "a.npz") == read_bytes(folder / "b.npz"));
}

TEST_CASE("write_npz replaces a file that is there") {
  const ScratchFolder folder;
  write_bytes(folder / "a.npz", "no archive");
  write_npz(folder / "a.npz", {{"x", {Shape{1}, std::vector<double>{1}}}});
  CHECK(read_npz(folder / "a.npz").size() == 1);
}

TEST_CASE("write_npz refuses a folder that is not there, and a wrong number of values") {
  CHECK_THROWS_WITH(write_npz("nowhere/x.npz", {{"x", {Shape{1}, std::vector<double>{1}}}}, kHere),
                    "write_npz: 'nowhere/x.npz': cannot be written: Failure to create temporary file: No such file or "
                    "directory  [model.cc:17]");
  CHECK_THROWS_WITH(write_npz("unwritten.npz", {{"x", {Shape{2}, std::vector<double>{1}}}}, kHere),
                    "write_npz: 1 values do not make an array of shape (2,), which has 2  [model.cc:17]");
}

}  // namespace
}  // namespace wirefold
