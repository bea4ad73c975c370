// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/npy.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tests/catch.h"
#include "tests/scratch_folder.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

using Doubles = std::vector<double>;
using Integers = std::vector<std::int64_t>;

constexpr Location kHere{"model.cc", 17};
const std::string kFixtures = WIREFOLD_SOURCE_DIR "/tests/importers/fixtures/";
const std::string kGolden = WIREFOLD_SOURCE_DIR "/tests/golden/";

// A version 1 file with this dictionary in its header, followed by `data`.
std::string npy_bytes(const std::string& dictionary, std::string_view data) {
  std::string bytes("\x93NUMPY\1\0", 8);
  bytes.push_back(static_cast<char>(dictionary.size() & 0xffU));
  bytes.push_back(static_cast<char>(dictionary.size() >> 8U));
  return bytes.append(dictionary).append(data);
}

std::string npy_bytes(const std::string& descr, const std::string& shape, std::string_view data) {
  return npy_bytes("{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n", data);
}

NpyArray read_from(std::string_view bytes) {
  const ScratchFolder folder;
  write_bytes(folder / "array.npy", bytes);
  return read_npy(folder / "array.npy", kHere);
}

// The text of the IoError that reading a file of `bytes` gives, without the part that all of them share.
std::string refusal_of(std::string_view bytes) {
  static constexpr std::string_view kEnd = "  [model.cc:17]";
  const ScratchFolder folder;
  const std::string begin = "read_npy: '" + (folder / "bad.npy") + "': ";
  write_bytes(folder / "bad.npy", bytes);
  try {
    read_npy(folder / "bad.npy", kHere);
  } catch (const IoError& error) {
    const std::string text = error.what();
    REQUIRE(text.starts_with(begin));
    REQUIRE(text.ends_with(kEnd));
    return text.substr(begin.size(), text.size() - begin.size() - kEnd.size());
  }
  return "accepted";
}

// The text of the error that `call` throws, or "accepted".
template <class Error, class Call>
std::string error_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

template <class Values>
const Values& values_of(const NpyArray& array) {
  REQUIRE(std::holds_alternative<Values>(array.values));
  return std::get<Values>(array.values);
}

TEST_CASE("read_npy reads what numpy.save wrote") {
  const NpyArray array = read_npy(kFixtures + "float64.npy");
  CHECK(array.shape == Shape{2, 3});
  CHECK(values_of<Doubles>(array) == Doubles{-0.25, -0.125, 0, 0.125, 0.25, 0.375});
}

TEST_CASE("read_npy reads format version 2 and Fortran order") {
  const NpyArray array = read_npy(kFixtures + "version2.npy");
  CHECK(array.shape == Shape{2, 3});
  CHECK(values_of<Integers>(array) == Integers{0, 1, 2, 3, 4, 5});
}

TEST_CASE("read_npz reads what numpy.savez_compressed wrote, of every kind and byte order") {
  const auto arrays = read_npz(kFixtures + "compressed.npz");
  REQUIRE(arrays.size() == 8);
  CHECK(values_of<Doubles>(arrays.at("float64")) == Doubles{-0.25, -0.125, 0, 0.125, 0.25, 0.375});
  CHECK(values_of<Doubles>(arrays.at("float32_big")) == Doubles{-0.25, -0.125, 0, 0.125, 0.25, 0.375});
  CHECK(values_of<Integers>(arrays.at("fortran")) == Integers{0, 1, 2, 3, 4, 5});
  CHECK(arrays.at("scalar").shape == Shape{});
  CHECK(values_of<Integers>(arrays.at("scalar")) == Integers{-7});
  CHECK(arrays.at("empty").shape == Shape{0, 3});
  CHECK(values_of<Doubles>(arrays.at("empty")).empty());
  CHECK(values_of<Integers>(arrays.at("flags")) == Integers{1, 0, 1});
  CHECK(values_of<Integers>(arrays.at("uint64_big")) == Integers{0, std::numeric_limits<std::int64_t>::max()});
  CHECK(values_of<Integers>(arrays.at("int8")) == Integers{-128, 127});
}

TEST_CASE("read_npz reads what numpy.savez wrote") {
  CHECK(values_of<Integers>(read_npz(kFixtures + "stored.npz").at("fortran")) == Integers{0, 1, 2, 3, 4, 5});
}

TEST_CASE("read_npz reads the golden network") {
  const auto arrays = read_npz(kGolden + "jsc_like.npz");
  REQUIRE(arrays.size() == 10);
  CHECK(arrays.at("x").shape == Shape{2000, 16});
  CHECK(arrays.at("w0").shape == Shape{16, 64});
  CHECK(arrays.at("y").shape == Shape{2000, 5});
  CHECK(values_of<Doubles>(arrays.at("b3")) == Doubles{-0.6875, -0.5, -0.3125, -0.3125, -0.875});
}

TEST_CASE("read_npy reads integers of every size and byte order") {
  struct Case {
    const char* descr;
    std::string_view data;
    std::int64_t value;
  };
  static constexpr std::array<Case, 10> kCases = {{{"|i1", {"\x80", 1}, -128},
                                                   {"|u1", {"\x80", 1}, 128},
                                                   {"<i2", {"\xfe\xff", 2}, -2},
                                                   {">i2", {"\xff\xfe", 2}, -2},
                                                   {"<u2", {"\xfe\xff", 2}, 65534},
                                                   {">u4", {"\x80\0\0\1", 4}, 2147483649},
                                                   {"<i4", {"\1\0\0\x80", 4}, -2147483647},
                                                   {"<i8", {"\0\0\0\0\0\0\0\x80", 8}, INT64_MIN},
                                                   {">i8", {"\x7f\xff\xff\xff\xff\xff\xff\xff", 8}, INT64_MAX},
                                                   {"|b1", {"\1", 1}, 1}}};
  for (const Case& c : kCases) {
    INFO(c.descr);
    const NpyArray array = read_from(npy_bytes(c.descr, "(1,)", c.data));
    CHECK(array.shape == Shape{1});
    CHECK(values_of<Integers>(array) == Integers{c.value});
  }
}

TEST_CASE("read_npy puts a three-dimensional Fortran array into C order") {
  const std::string data("\0\1\2\3\4\5\6\7\10\11\12\13", 12);
  const NpyArray array = read_from(npy_bytes("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }\n", data));
  CHECK(values_of<Integers>(array) == Integers{0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11});
}

TEST_CASE("read_npy reads a header with other quotes, order, spaces and the longs of Python 2") {
  const NpyArray array =
      read_from(npy_bytes("{\"shape\":(2L,1L),\"fortran_order\":False,  \"descr\":\"|u1\"}", {"\1\2", 2}));
  CHECK(array.shape == Shape{2, 1});
  CHECK(values_of<Integers>(array) == Integers{1, 2});
}

TEST_CASE("write_npy writes the bytes of numpy.save") {
  const ScratchFolder folder;
  write_npy(folder / "float64.npy", Shape{2, 3}, Doubles{-0.25, -0.125, 0, 0.125, 0.25, 0.375});
  CHECK(read_bytes(folder / "float64.npy") == read_bytes(kFixtures + "float64.npy"));
}

TEST_CASE("write_npy aligns the elements to 64 bytes for a header of any length") {
  const ScratchFolder folder;
  Shape shape;
  for (int rank = 0; rank < 40; ++rank) {
    INFO("rank " << rank);
    write_npy(folder / "aligned.npy", shape, Integers{-7});
    CHECK(read_bytes(folder / "aligned.npy").size() % 64 == 8);
    CHECK(read_npy(folder / "aligned.npy").shape == shape);
    shape.push_back(1);
  }
}

TEST_CASE("doubles survive write_npy and read_npy, extremes included") {
  using Limits = std::numeric_limits<double>;
  const Doubles values = {-0.0, Limits::denorm_min(), -Limits::max(), 0.1, Limits::infinity(), 16777217.0 / 1024};
  const ScratchFolder folder;
  write_npy(folder / "doubles.npy", Shape{6}, values);
  const Doubles read = values_of<Doubles>(read_npy(folder / "doubles.npy"));
  CHECK(read == values);
  CHECK(std::signbit(read[0]));
}

TEST_CASE("integers survive write_npy and read_npy, extremes included") {
  const Integers values = {INT64_MIN, -1, 0, INT64_MAX};
  const ScratchFolder folder;
  write_npy(folder / "integers.npy", Shape{2, 2}, values);
  CHECK(values_of<Integers>(read_npy(folder / "integers.npy")) == values);
}

TEST_CASE("write_npy refuses a wrong number of values") {
  CHECK(error_of<ShapeError>([] {
          write_npy("unwritten.npy", Shape{2, 3}, Doubles{1, 2}, kHere);
        }) == "write_npy: 2 values do not make an array of shape (2, 3), which has 6  [model.cc:17]");
}

TEST_CASE("write_npy refuses a folder that is not there") {
  CHECK(error_of<IoError>([] { write_npy("nowhere/x.npy", Shape{}, Integers{1}, kHere); }) ==
        "write_npy: 'nowhere/x.npy': cannot be written: No such file or directory  [model.cc:17]");
}

TEST_CASE("to_doubles gives integers as doubles") {
  CHECK(NpyArray{Shape{2}, Integers{-3, INT64_MIN}}.to_doubles() == Doubles{-3, -0x1p63});
}

TEST_CASE("to_doubles refuses integers with more than 53 bits") {
  const auto refusal = [](std::int64_t value) {
    return error_of<ValueError>([&] { (void)NpyArray{Shape{1}, Integers{value}}.to_doubles(kHere); });
  };
  CHECK(refusal(9007199254740993) == "to_doubles: 9007199254740993 has more bits than a double holds  [model.cc:17]");
  CHECK(refusal(INT64_MAX) == "to_doubles: 9223372036854775807 has more bits than a double holds  [model.cc:17]");
}

TEST_CASE("read_npy refuses files that are missing or folders") {
  CHECK(error_of<IoError>([] { read_npy("missing.npy", kHere); }) ==
        "read_npy: 'missing.npy': cannot be opened: No such file or directory  [model.cc:17]");
  CHECK(error_of<IoError>([] { read_npy(".", kHere); }) == "read_npy: '.': is a folder, not a file  [model.cc:17]");
}

TEST_CASE("read_npy refuses types that are not numbers, by name") {
  const std::string remedy = " is not supported; save it as float64, float32, bool or an integer type";
  CHECK(refusal_of(read_bytes(kFixtures + "objects.npy")) == "its dtype '|O'" + remedy);
  CHECK(refusal_of(read_bytes(kFixtures + "complex.npy")) == "its dtype '<c16'" + remedy);
  CHECK(refusal_of(read_bytes(kFixtures + "structured.npy")) ==
        "has a structured dtype; save each field as an array of its own");
  for (const std::string descr : {"<f2", "<f1", "<i3", "<u0", "<b2", "|i4", "=i4", "<i", "i4", "<U8", "<i16", ""}) {
    CHECK(refusal_of(npy_bytes(descr, "(1,)", "12345678")) == "its dtype '" + descr + "'" + remedy);
  }
}

TEST_CASE("read_npy refuses headers that declare more or less than follows") {
  CHECK(refusal_of(npy_bytes("<f8", "(2, 3)", "12345678")) ==
        "its header declares shape (2, 3) of 8-byte elements, but 8 bytes follow");
  CHECK(refusal_of(npy_bytes("|u1", "(3,)", "1234")) ==
        "its header declares shape (3,) of 1-byte elements, but 4 bytes follow");
  CHECK(refusal_of(npy_bytes("<i4", "(0,)", "1234")) ==
        "its header declares shape (0,) of 4-byte elements, but 4 bytes follow");
}

TEST_CASE("read_npy refuses hostile sizes without allocating them") {
  CHECK(refusal_of(npy_bytes("<f8", "(1000000000000,)", "12345678")) ==
        "its header declares shape (1000000000000,) of 8-byte elements, but 8 bytes follow");
  CHECK(refusal_of(npy_bytes("<f8", "(4294967296, 4294967296)", "12345678")) ==
        "its header declares shape (4294967296, 4294967296), more than any file holds");
  CHECK(refusal_of(npy_bytes("<f8", "(99999999999999999999,)", "12345678")) ==
        "its header has an extent that is not a 63-bit number");
  CHECK(refusal_of(npy_bytes("<f8", "(-1,)", "12345678")) == "its header has an extent that is not a 63-bit number");
  std::string axes = "(";
  for (int i = 0; i < 65; ++i) axes += "1,";
  CHECK(refusal_of(npy_bytes("|u1", axes + ")", "1")) == "has more than 64 axes");
  CHECK(refusal_of(std::string("\x93NUMPY\2\0\xff\xff\xff\x7f", 12)) == "declares a header of 2147483647 bytes");
}

TEST_CASE("read_npy reads an empty array with any other extent") {
  const NpyArray array = read_from(npy_bytes("<f8", "(9223372036854775807, 9223372036854775807, 0)", ""));
  CHECK(array.shape == Shape{INT64_MAX, INT64_MAX, 0});
  CHECK(values_of<Doubles>(array).empty());
}

TEST_CASE("read_npy refuses headers it cannot understand") {
  CHECK(refusal_of("") == "is not a .npy array: it does not begin with \\x93NUMPY");
  CHECK(refusal_of("PK\3\4 a zip file") == "is not a .npy array: it does not begin with \\x93NUMPY");
  CHECK(refusal_of(std::string("\x93NUMPY\4\0\0\0", 10)) == "has format version 4, known are 1 to 3");
  CHECK(refusal_of(npy_bytes("", "")) == "its header cannot be understood at byte 0 of the dictionary");
  CHECK(refusal_of(npy_bytes("{'descr': '<f8', 'fortran_order': No, 'shape': ()}", "")) ==
        "its header cannot be understood at byte 34 of the dictionary");
  CHECK(refusal_of(npy_bytes("{'descr': '<f8', 'fortran_order': True}", "")) == "its header has no entry 'shape'");
  CHECK(refusal_of(npy_bytes("{'descr': '<f8', 'descr': '<f4'}", "")) == "its header has an unexpected entry 'descr'");
  CHECK(refusal_of(npy_bytes("{'colour': 'red'}", "")) == "its header has an unexpected entry 'colour'");
  CHECK(refusal_of(npy_bytes("{'descr': '<f8', 'fortran_order': True, 'shape': ()} x", "")) ==
        "its header cannot be understood at byte 53 of the dictionary");
}

TEST_CASE("read_npy refuses numbers that do not fit") {
  CHECK(refusal_of(npy_bytes("<u8", "(1,)", std::string_view("\0\0\0\0\0\0\0\x80", 8))) ==
        "holds 9223372036854775808, the limit of an unsigned number is 2^63 - 1");
  CHECK(refusal_of(npy_bytes("|b1", "(1,)", "\2")) == "holds the byte 2 as a bool");
}

TEST_CASE("read_npy refuses every file that is cut off") {
  const std::string bytes = read_bytes(kFixtures + "float64.npy");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    INFO("the first " << size << " bytes");
    CHECK(refusal_of(bytes.substr(0, size)) != "accepted");
  }
}

TEST_CASE("read_npy reads or refuses every file with one wrong byte") {
  const std::string bytes = read_bytes(kFixtures + "version2.npy");
  std::size_t refused = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const unsigned flip : {0x01U, 0x10U, 0x80U, 0xffU}) {
      INFO("byte " << i << " xor " << flip);
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ flip);
      if (refusal_of(damaged) != "accepted") ++refused;
    }
  }
  CHECK(refused > bytes.size());
}

}  // namespace
}  // namespace wirefold
