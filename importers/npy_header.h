// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wirefold/ir/shape.h"

namespace wirefold {

/// The element type of a .npy array: what kind of number, of how many bytes, in which order.
struct NpyType {
  char kind = 'f';  // 'f' floating, 'i' signed, 'u' unsigned, 'b' boolean
  std::size_t bytes = 8;
  bool is_big_endian = false;
};

struct NpyHeader {
  NpyType type;
  bool is_fortran_order = false;
  Shape shape;
  std::size_t count = 0;       // of elements
  std::size_t data_begin = 0;  // the offset of the first element in the file
};

/// What is wrong with the bytes of an array; the caller adds the name of the file.
struct NpyProblem {
  std::string text;
};

/// Reads the header at the start of `bytes` and checks that exactly the elements it declares follow; throws NpyProblem.
NpyHeader parse_npy_header(std::string_view bytes);

/// The bytes in front of the elements; `descr` is "<f8" or "<i8".
std::string format_npy_header(std::string_view descr, const Shape& shape);

}  // namespace wirefold
