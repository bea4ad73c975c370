// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/sim/engine/code.h"
#include "wirefold/sim/engine/vectors.h"

// From the rows of a user's arrays to lanes and back.
namespace wirefold::engine {
namespace {

/// Adding `magic` to a number below `limit` in magnitude rounds it to an integer, which then stands in the low bits.
template <class Number>
struct Reading {
  using Bits = std::int64_t;
  static constexpr double kMagic = 6755399441055744.0;  // 3 * 2^51
  static constexpr double kLimit = 1125899906842624.0;  // 2^50
};
template <>
struct Reading<float> {
  using Bits = std::int32_t;
  static constexpr float kMagic = 12582912.0F;  // 3 * 2^22
  static constexpr float kLimit = 2097152.0F;   // 2^21
};

// A scale is a power of two, so a product is exact unless it overflows, which the limit finds, or underflows to zero.
template <class Number, std::size_t N>
struct RowReader {
  using Bits = typename Reading<Number>::Bits;
  using Numbers = Vector<Number, N>;
  using Integers = Vector<Bits, N>;

  Integers lost = {};  // not zero in a lane where a number was not read

  Integers read(const Numbers& x, const Numbers& scale) {
    const Numbers magic = Numbers{} + Reading<Number>::kMagic;
    const Numbers scaled = x * scale;
    const Integers fits = (Integers)((scaled < Reading<Number>::kLimit) & (scaled > -Reading<Number>::kLimit));
    const Numbers kept = (Numbers)((Integers)scaled & fits);
    lost |= (Integers)(kept == 0) & (Integers)(x != 0);
    const Numbers rounded = kept + magic;
    const Integers is_above = (Integers)((rounded - magic) > kept);  // -1 where it rounded up
    return (Integers)rounded - (Integers)magic + is_above;
  }
  bool is_exact() const {
    Bits all = 0;
    for (std::size_t i = 0; i < N; ++i) all |= lost[i];
    return all == 0;
  }
};

template <class Number, class Integer>
bool read_rows(const Number* numbers, std::size_t count, const Number* scales, std::size_t period, Integer* integers) {
  constexpr std::size_t kLanes = kVectorBytes / sizeof(Number);
  using Wide = RowReader<Number, kLanes>;
  using Single = RowReader<Number, 1>;
  Wide wide;
  Single single;
  for (std::size_t first = 0; first < count; first += period) {
    const std::size_t end = count - first < period ? count : first + period;
    std::size_t i = first;
    for (; i + kLanes <= end; i += kLanes) {
      const auto x = load<typename Wide::Numbers>(numbers + i);
      const auto scale = load<typename Wide::Numbers>(scales + (i - first));
      store(integers + i, converted<Vector<Integer, kLanes>>(wide.read(x, scale)));
    }
    for (; i < end; ++i) {
      const auto x = load<typename Single::Numbers>(numbers + i);
      const auto scale = load<typename Single::Numbers>(scales + (i - first));
      integers[i] = static_cast<Integer>(single.read(x, scale)[0]);
    }
  }
  return wide.is_exact() && single.is_exact();
}

template <class Integer, class Lanes>
void finish_lanes(const Integer* __restrict from, std::size_t count, unsigned left_shift, Wrap wrap, unsigned wrap_bits,
                  Lanes* __restrict to) {
  using Wide = Unsigned<Integer>;
  const unsigned bits = sizeof(Integer) * 8;
  if (left_shift >= bits) {
    for (std::size_t i = 0; i < count; ++i) to[i] = 0;
  } else if (wrap == Wrap::to_unsigned && wrap_bits < bits) {
    const Wide mask = static_cast<Wide>((Wide{1} << wrap_bits) - 1);
    for (std::size_t i = 0; i < count; ++i) {
      to[i] = static_cast<Lanes>(static_cast<Wide>(static_cast<Wide>(from[i]) << left_shift) & mask);
    }
  } else if (wrap == Wrap::to_signed && wrap_bits < bits) {
    const unsigned unused = bits - wrap_bits;
    for (std::size_t i = 0; i < count; ++i) {
      const Wide top = static_cast<Wide>(static_cast<Wide>(from[i]) << left_shift);
      to[i] = static_cast<Lanes>(static_cast<Integer>(static_cast<Wide>(top << unused)) >> unused);
    }
  } else {
    for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<Lanes>(static_cast<Wide>(from[i]) << left_shift);
  }
}

template <class Integer>
void finish_column(const Integer* from, std::size_t count, unsigned left_shift, Wrap wrap, unsigned wrap_bits,
                   Lane lane, std::byte* to) {
  switch (lane) {
    case Lane::k16:
      return finish_lanes(from, count, left_shift, wrap, wrap_bits, reinterpret_cast<std::int16_t*>(to));
    case Lane::k32:
      return finish_lanes(from, count, left_shift, wrap, wrap_bits, reinterpret_cast<std::int32_t*>(to));
    case Lane::k64:
      return finish_lanes(from, count, left_shift, wrap, wrap_bits, reinterpret_cast<std::int64_t*>(to));
    case Lane::kWide:
      return;
  }
}

constexpr std::size_t kTile = 8;

// An 8 x 8 tile of 16-bit numbers: three rounds that interleave rows.
inline void transpose_tile(const std::int16_t* rows, std::size_t row_stride, std::int16_t* to, std::size_t stride) {
  using V = Vector<std::int16_t, kTile>;
  V a[kTile];
  V b[kTile];
  for (std::size_t i = 0; i < kTile; ++i) a[i] = load<V>(rows + i * row_stride);
  const auto interleave = [](const V* from, V* into) {
    for (std::size_t i = 0; i < kTile / 2; ++i) {
      into[2 * i] = __builtin_shufflevector(from[i], from[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
      into[2 * i + 1] = __builtin_shufflevector(from[i], from[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
  };
  interleave(a, b);
  interleave(b, a);
  interleave(a, b);
  for (std::size_t i = 0; i < kTile; ++i) store(to + i * stride, b[i]);
}

template <class Integer>
void transpose(const Integer* rows, std::size_t row_count, std::size_t columns, Integer* columns_out,
               std::size_t stride) {
  std::size_t tiled_rows = 0;
  std::size_t tiled_columns = 0;
  if constexpr (sizeof(Integer) == sizeof(std::int16_t)) {
    tiled_rows = row_count - row_count % kTile;
    tiled_columns = columns - columns % kTile;
    for (std::size_t j = 0; j < tiled_columns; j += kTile) {
      for (std::size_t i = 0; i < tiled_rows; i += kTile) {
        transpose_tile(rows + i * columns + j, columns, columns_out + j * stride + i, stride);
      }
    }
  }
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t i = j < tiled_columns ? tiled_rows : 0; i < row_count; ++i) {
      columns_out[j * stride + i] = rows[i * columns + j];
    }
  }
}

template <class Number, class Lanes>
void write_lanes(const Lanes* __restrict from, std::size_t count, Number scale, Number* __restrict to,
                 std::size_t stride) {
  constexpr std::size_t kPart = 64;
  Number part[kPart];
  for (std::size_t first = 0; first < count; first += kPart) {
    const std::size_t length = count - first < kPart ? count - first : kPart;
    for (std::size_t i = 0; i < length; ++i) {
      if constexpr (static_cast<Number>(0.5) == 0) {  // integers, modulo their size
        using Bits = Unsigned<Number>;
        part[i] = static_cast<Number>(static_cast<Bits>(from[first + i]) * static_cast<Bits>(scale));
      } else {
        part[i] = static_cast<Number>(from[first + i]) * scale + Number{0};  // no -0
      }
    }
    for (std::size_t i = 0; i < length; ++i) to[(first + i) * stride] = part[i];
  }
}

template <class Number>
void write_column(const std::byte* from, Lane lane, std::size_t count, Number scale, Number* to, std::size_t stride) {
  switch (lane) {
    case Lane::k16:
      return write_lanes(reinterpret_cast<const std::int16_t*>(from), count, scale, to, stride);
    case Lane::k32:
      return write_lanes(reinterpret_cast<const std::int32_t*>(from), count, scale, to, stride);
    case Lane::k64:
      return write_lanes(reinterpret_cast<const std::int64_t*>(from), count, scale, to, stride);
    case Lane::kWide:
      return;
  }
}

}  // namespace
}  // namespace wirefold::engine
