// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/npy.h"

#include <zip.h>

#include <array>
#include <bit>
#include <cerrno>
#include <fstream>
#include <memory>
#include <system_error>

#include "wirefold/importers/input_file.h"
#include "wirefold/importers/npy_header.h"
#include "wirefold/importers/zip_archive.h"

namespace wirefold {
namespace {

// A few megabytes of a hostile archive can declare and produce thousands of times as much; honest arrays are smaller.
constexpr std::uint64_t kMaxCompressedArrayBytes = std::uint64_t{4} << 30U;
constexpr std::string_view kTooLarge = "holds more than 4 GiB; save it as a .npy file";

std::uint64_t load_bits(const char* bytes, const NpyType& type) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < type.bytes; ++i) {
    const std::size_t next = type.is_big_endian ? i : type.bytes - 1 - i;
    bits = bits << 8U | static_cast<unsigned char>(bytes[next]);
  }
  return bits;
}

double floating_of(std::uint64_t bits, const NpyType& type) {
  if (type.bytes == 4) return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  return std::bit_cast<double>(bits);
}

std::int64_t integer_of(std::uint64_t bits, const NpyType& type) {
  const auto unused_bits = static_cast<unsigned>(64 - 8 * type.bytes);
  if (type.kind == 'i') return static_cast<std::int64_t>(bits << unused_bits) >> unused_bits;
  if (type.kind == 'b' && bits > 1) throw NpyProblem{"holds the byte " + std::to_string(bits) + " as a bool"};
  if (bits >> 63U != 0) {
    throw NpyProblem{"holds " + std::to_string(bits) + ", the limit of an unsigned number is 2^63 - 1"};
  }
  return static_cast<std::int64_t>(bits);
}

/// Visits the positions of an array's elements in the file, in C order of their indices.
class ElementOrder {
 public:
  explicit ElementOrder(const NpyHeader& header) : shape_(header.shape), index_(shape_.rank()), steps_(shape_.rank()) {
    std::size_t step = 1;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const std::size_t axis = header.is_fortran_order ? i : steps_.size() - 1 - i;
      steps_[axis] = step;
      step *= static_cast<std::size_t>(shape_[axis]);
    }
  }

  std::size_t position() const { return position_; }

  void advance() {
    for (std::size_t axis = steps_.size(); axis-- > 0;) {
      position_ += steps_[axis];
      if (++index_[axis] < shape_[axis]) return;
      position_ -= steps_[axis] * static_cast<std::size_t>(shape_[axis]);
      index_[axis] = 0;
    }
  }

 private:
  const Shape& shape_;
  std::vector<std::int64_t> index_;
  std::vector<std::size_t> steps_;
  std::size_t position_ = 0;
};

NpyArray decode(std::string_view bytes) {
  const NpyHeader header = parse_npy_header(bytes);
  const char* const data = bytes.data() + header.data_begin;
  ElementOrder order(header);
  const auto read_all = [&](auto convert) {
    std::vector<decltype(convert(std::uint64_t{}, header.type))> values;
    values.reserve(header.count);
    for (std::size_t i = 0; i < header.count; ++i, order.advance()) {
      values.push_back(convert(load_bits(data + order.position() * header.type.bytes, header.type), header.type));
    }
    return values;
  };
  if (header.type.kind == 'f') return {header.shape, read_all(floating_of)};
  return {header.shape, read_all(integer_of)};
}

template <class Number>
std::string bytes_of(const char* function, std::string_view descr, const Shape& shape, std::span<const Number> values,
                     const Location& location) {
  if (values.size() != shape.size()) {
    throw ShapeError(function,
                     std::to_string(values.size()) + " values do not make an array of shape " + to_string(shape) +
                         ", which has " + std::to_string(shape.size()),
                     location);
  }
  std::string bytes = format_npy_header(descr, shape);
  bytes.reserve(bytes.size() + 8 * values.size());
  for (const Number value : values) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (unsigned shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>(bits >> shift & 0xffU));
  }
  return bytes;
}

std::string bytes_of(const NpyArray& array, const Location& location) {
  if (const auto* doubles = std::get_if<std::vector<double>>(&array.values)) {
    return bytes_of<double>("write_npz", "<f8", array.shape, *doubles, location);
  }
  return bytes_of<std::int64_t>("write_npz", "<i8", array.shape, std::get<std::vector<std::int64_t>>(array.values),
                                location);
}

void write_file(const std::string& path, const std::string& bytes, const Location& location) {
  errno = 0;
  std::ofstream stream(path, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (stream) return;
  throw IoError("write_npy", "'" + path + "': cannot be written: " + std::generic_category().message(errno), location);
}

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

using NewArchive = std::unique_ptr<zip_t, Discard>;

[[noreturn]] void refuse_writing(const std::string& path, const std::string& reason, const Location& location) {
  throw IoError("write_npz", "'" + path + "': cannot be written: " + reason, location);
}

NewArchive new_archive(const std::string& path, const Location& location) {
  int code = 0;
  NewArchive archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  if (archive != nullptr) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  refuse_writing(path, reason, location);
}

// Whether the entry was added: stored, not compressed, and with numpy's date, 1980-01-01, so that it has no time of
// writing. `bytes` outlives the archive.
bool add_entry(zip_t* archive, const std::string& name, const std::string& bytes) {
  constexpr zip_uint16_t kFirstDayOf1980 = 1U << 5U | 1U;
  zip_source_t* const source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
  if (source == nullptr) return false;
  const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return false;
  }
  const auto entry = static_cast<zip_uint64_t>(index);
  return zip_set_file_compression(archive, entry, ZIP_CM_STORE, 0) == 0 &&
         zip_file_set_dostime(archive, entry, 0, kFirstDayOf1980, 0) == 0;
}

}  // namespace

std::vector<double> NpyArray::to_doubles(const Location& location) const {
  if (const auto* doubles = std::get_if<std::vector<double>>(&values)) return *doubles;
  std::vector<double> doubles;
  for (const std::int64_t value : std::get<std::vector<std::int64_t>>(values)) {
    const auto rounded = static_cast<double>(value);
    // 2^63 is the one double that a 64-bit integer may round to without coming back.
    if (rounded == 0x1p63 || static_cast<std::int64_t>(rounded) != value) {
      throw ValueError("to_doubles", std::to_string(value) + " has more bits than a double holds", location);
    }
    doubles.push_back(rounded);
  }
  return doubles;
}

NpyArray read_npy(const std::string& path, const Location& location) {
  const InputFile file{"read_npy", path, location};
  const std::string bytes = file.read();
  try {
    return decode(bytes);
  } catch (const NpyProblem& problem) {
    file.refuse(problem.text);
  }
}

std::map<std::string, NpyArray> read_npz(const std::string& path, const Location& location) {
  const InputFile file{"read_npz", path, location};
  const ZipArchive archive(file, ".npz archive");
  std::map<std::string, NpyArray> arrays;
  for (std::uint64_t i = 0; i < archive.size(); ++i) {
    const std::string entry = archive.entry_name(i);
    if (!entry.ends_with(".npy")) file.refuse("entry '" + entry + "'", "is not a .npy array");
    const std::string name = entry.substr(0, entry.size() - 4);
    const std::string part = "array '" + name + "'";
    if (arrays.contains(name)) file.refuse(part, "is there twice");
    try {
      arrays.emplace(name, decode(archive.entry_bytes(i, part, kMaxCompressedArrayBytes, kTooLarge)));
    } catch (const NpyProblem& problem) {
      file.refuse(part, problem.text);
    }
  }
  return arrays;
}

void write_npy(const std::string& path, const Shape& shape, std::span<const double> values, const Location& location) {
  write_file(path, bytes_of("write_npy", "<f8", shape, values, location), location);
}

void write_npy(const std::string& path, const Shape& shape, std::span<const std::int64_t> values,
               const Location& location) {
  write_file(path, bytes_of("write_npy", "<i8", shape, values, location), location);
}

void write_npz(const std::string& path, const std::map<std::string, NpyArray>& arrays, const Location& location) {
  std::map<std::string, std::string> entries;
  for (const auto& [name, array] : arrays) entries.emplace(name + ".npy", bytes_of(array, location));
  NewArchive archive = new_archive(path, location);
  for (const auto& [name, bytes] : entries) {
    if (!add_entry(archive.get(), name, bytes)) refuse_writing(path, zip_strerror(archive.get()), location);
  }
  if (zip_close(archive.get()) != 0) refuse_writing(path, zip_strerror(archive.get()), location);
  archive.release();
}

}  // namespace wirefold
