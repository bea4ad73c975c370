// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace wirefold {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib: the largest window, with a gzip header
constexpr std::size_t kMaxContents = std::size_t{1} << 30U;
constexpr std::size_t kBufferBytes = std::size_t{1} << 16U;

// zlib counts in 32 bits: `bytes` goes in piece by piece.
void feed(z_stream& stream, std::string_view& bytes) {
  if (stream.avail_in != 0 || bytes.empty()) return;
  const std::size_t piece = std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write there
  stream.avail_in = static_cast<uInt>(piece);
  bytes.remove_prefix(piece);
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

std::string gunzip(std::string_view bytes, const InputFile& file) {
  struct Stream : z_stream {
    Stream() : z_stream{} { is_open = inflateInit2(this, kGzipWindow) == Z_OK; }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() {
      if (is_open) inflateEnd(this);
    }
    bool is_open = false;
  } stream;
  if (!stream.is_open) file.refuse("cannot be decompressed");
  std::string contents;
  std::vector<char> buffer(kBufferBytes);
  while (true) {
    feed(stream, bytes);
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    contents.append(buffer.data(), buffer.size() - stream.avail_out);
    if (contents.size() > kMaxContents) file.refuse("holds more than 1 GiB compressed");
    const bool is_all_read = stream.avail_in == 0 && bytes.empty();
    if (status == Z_STREAM_END && is_all_read) return contents;
    if (status == Z_STREAM_END) inflateReset(&stream);
    if (status == Z_BUF_ERROR || (status == Z_OK && is_all_read && stream.avail_out != 0)) {
      file.refuse("the compressed file is cut off");
    }
    if (status != Z_OK && status != Z_STREAM_END) file.refuse("the compressed file is damaged");
  }
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int kMemoryLevel = 8;  // zlib's default
  check_internal(
      deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK,
      "zlib cannot compress");
  std::string file;
  std::vector<char> buffer(kBufferBytes);
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    feed(stream, bytes);
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    status = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    file.append(buffer.data(), buffer.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  return file;
}

}  // namespace wirefold
