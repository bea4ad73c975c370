// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/npy_header.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

namespace wirefold {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
// numpy writes less than 200 bytes; more than this is an attack or not a header.
constexpr std::size_t kMaxHeaderBytes = 65536;
constexpr std::size_t kMaxRank = 64;
// The elements of a written file begin at a multiple of this, as NEP 1 asks.
constexpr std::size_t kAlignment = 64;

/// Reads the Python dictionary {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), } that is the header.
class DictionaryParser {
 public:
  explicit DictionaryParser(std::string_view text) : text_(text) {}

  NpyHeader parse() {
    expect('{');
    while (!accept('}')) {
      parse_entry(parse_string());
      if (!accept(',') && !starts_with('}')) fail();
    }
    skip_spaces();
    if (position_ != text_.size()) fail();
    require(type_.has_value(), "descr");
    require(is_fortran_order_.has_value(), "fortran_order");
    require(extents_.has_value(), "shape");
    NpyHeader header;
    header.type = *type_;
    header.is_fortran_order = *is_fortran_order_;
    header.shape = Shape(*extents_);
    return header;
  }

 private:
  void parse_entry(const std::string& key) {
    expect(':');
    if (key == "descr" && !type_) {
      if (starts_with('[')) throw NpyProblem{"has a structured dtype; save each field as an array of its own"};
      type_ = parse_type(parse_string());
    } else if (key == "fortran_order" && !is_fortran_order_) {
      is_fortran_order_ = parse_boolean();
    } else if (key == "shape" && !extents_) {
      extents_ = parse_extents();
    } else {
      throw NpyProblem{"its header has an unexpected entry '" + key + "'"};
    }
  }

  static NpyType parse_type(const std::string& descr) {
    const bool has_order = descr.size() == 3 && (descr[0] == '<' || descr[0] == '>' || descr[0] == '|');
    if (has_order && descr[2] >= '1' && descr[2] <= '8') {
      const NpyType type{descr[1], static_cast<std::size_t>(descr[2] - '0'), descr[0] == '>'};
      const bool is_power_of_two = (type.bytes & (type.bytes - 1)) == 0;
      const bool is_integer = (type.kind == 'i' || type.kind == 'u') && is_power_of_two;
      const bool is_floating = type.kind == 'f' && (type.bytes == 4 || type.bytes == 8);
      const bool is_boolean = type.kind == 'b' && type.bytes == 1;
      const bool is_ordered = descr[0] != '|' || type.bytes == 1;
      if (is_ordered && (is_integer || is_floating || is_boolean)) return type;
    }
    throw NpyProblem{"its dtype '" + descr +
                     "' is not supported; save it as float64, float32, bool or an integer type"};
  }

  std::vector<std::int64_t> parse_extents() {
    std::vector<std::int64_t> extents;
    expect('(');
    while (!accept(')')) {
      extents.push_back(parse_extent());
      if (extents.size() > kMaxRank) throw NpyProblem{"has more than " + std::to_string(kMaxRank) + " axes"};
      if (!accept(',') && !starts_with(')')) fail();
    }
    return extents;
  }

  std::int64_t parse_extent() {
    skip_spaces();
    std::int64_t extent = 0;
    const char* const begin = text_.data() + position_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), extent);
    if (error != std::errc() || extent < 0) throw NpyProblem{"its header has an extent that is not a 63-bit number"};
    position_ += static_cast<std::size_t>(end - begin);
    if (position_ < text_.size() && text_[position_] == 'L') ++position_;  // a long of Python 2
    return extent;
  }

  bool parse_boolean() {
    for (const std::string_view word : {"True", "False"}) {
      skip_spaces();
      if (!text_.substr(position_).starts_with(word)) continue;
      position_ += word.size();
      return word == "True";
    }
    fail();
  }

  std::string parse_string() {
    skip_spaces();
    const char quote = position_ < text_.size() ? text_[position_] : '\0';
    if (quote != '\'' && quote != '"') fail();
    const std::size_t end = text_.find(quote, position_ + 1);
    if (end == std::string_view::npos) fail();
    const std::string_view content = text_.substr(position_ + 1, end - position_ - 1);
    position_ = end + 1;
    return std::string(content);
  }

  void skip_spaces() {
    while (position_ < text_.size() && (text_[position_] == ' ' || text_[position_] == '\n')) ++position_;
  }
  bool starts_with(char expected) {
    skip_spaces();
    return position_ < text_.size() && text_[position_] == expected;
  }
  bool accept(char expected) {
    const bool is_there = starts_with(expected);
    if (is_there) ++position_;
    return is_there;
  }
  void expect(char expected) {
    if (!accept(expected)) fail();
  }
  static void require(bool is_there, const char* key) {
    if (!is_there) throw NpyProblem{"its header has no entry '" + std::string(key) + "'"};
  }
  [[noreturn]] void fail() const {
    throw NpyProblem{"its header cannot be understood at byte " + std::to_string(position_) + " of the dictionary"};
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::optional<NpyType> type_;
  std::optional<bool> is_fortran_order_;
  std::optional<std::vector<std::int64_t>> extents_;
};

// The number of elements, or nothing if their bytes cannot be counted in 64 bits.
std::optional<std::size_t> checked_count(const Shape& shape, std::size_t element_bytes) {
  for (const std::int64_t extent : shape) {
    if (extent == 0) return 0;
  }
  std::size_t count = 1;
  std::size_t bytes = element_bytes;
  for (const std::int64_t extent : shape) {
    if (__builtin_mul_overflow(bytes, static_cast<std::size_t>(extent), &bytes)) return std::nullopt;
    count *= static_cast<std::size_t>(extent);
  }
  return count;
}

void check_size(const NpyHeader& header, std::size_t file_bytes) {
  const std::size_t data_bytes = file_bytes - header.data_begin;
  if (header.count * header.type.bytes == data_bytes) return;
  throw NpyProblem{"its header declares shape " + to_string(header.shape) + " of " + std::to_string(header.type.bytes) +
                   "-byte elements, but " + std::to_string(data_bytes) + " bytes follow"};
}

}  // namespace

NpyHeader parse_npy_header(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) throw NpyProblem{"is not a .npy array: it does not begin with \\x93NUMPY"};
  if (bytes.size() < kMagic.size() + 2) throw NpyProblem{"ends within its header"};
  const auto byte_at = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
  const std::size_t version = byte_at(kMagic.size());
  if (version < 1 || version > 3)
    throw NpyProblem{"has format version " + std::to_string(version) + ", known are 1 to 3"};
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  const std::size_t length_begin = kMagic.size() + 2;
  const std::size_t header_begin = length_begin + length_bytes;
  if (bytes.size() < header_begin) throw NpyProblem{"ends within its header"};
  std::size_t length = 0;
  for (std::size_t i = length_bytes; i-- > 0;) length = length << 8U | byte_at(length_begin + i);
  if (length > kMaxHeaderBytes) throw NpyProblem{"declares a header of " + std::to_string(length) + " bytes"};
  if (bytes.size() - header_begin < length) throw NpyProblem{"ends within its header"};

  NpyHeader header = DictionaryParser(bytes.substr(header_begin, length)).parse();
  header.data_begin = header_begin + length;
  const std::optional<std::size_t> count = checked_count(header.shape, header.type.bytes);
  if (!count) throw NpyProblem{"its header declares shape " + to_string(header.shape) + ", more than any file holds"};
  header.count = *count;
  check_size(header, bytes.size());
  return header;
}

std::string format_npy_header(std::string_view descr, const Shape& shape) {
  std::string dictionary =
      "{'descr': '" + std::string(descr) + "', 'fortran_order': False, 'shape': " + to_string(shape) + ", }";
  const std::size_t prefix = kMagic.size() + 4;  // version and length
  const std::size_t unpadded = prefix + dictionary.size() + 1;
  dictionary.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ').push_back('\n');
  std::string bytes(kMagic);
  bytes.append({'\1', '\0', static_cast<char>(dictionary.size() & 0xffU), static_cast<char>(dictionary.size() >> 8U)});
  return bytes + dictionary;
}

}  // namespace wirefold
