// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

// The machine code of the batch engine, as plain data: the kernels are compiled once for every instruction set, so this
// header includes nothing whose inline functions could leak code of a newer processor into the rest of the program.
namespace wirefold::engine {

/// What holds one number: a two's complement lane of a vector, or several 64-bit words.
enum class Lane : std::uint8_t { k16, k32, k64, kWide };
inline constexpr int kLaneCount = 3;  ///< of those that are vectors

constexpr unsigned lane_bits(Lane lane) { return 16U << static_cast<unsigned>(lane); }
constexpr unsigned lane_bytes(Lane lane) { return 2U << static_cast<unsigned>(lane); }

// What an instruction does, one row a kernel. Every kernel exists for each lane C it computes in and each lane T <= C
// it stores its result in. Operands are in lane C; those of `combine` may be in narrower ones.
//
//   X(name)
#define WIREFOLD_ENGINE_KERNELS(X)                                                                      \
  /* bias + sum of weight * operand; then max(.., 0), arithmetic shift right, wrap, where asked for. */ \
  X(combine)                                                                                            \
  X(multiply)                                                                                           \
  /* operands bit, a, b. */                                                                             \
  X(select)                                                                                             \
  X(maximum)                                                                                            \
  X(minimum)                                                                                            \
  /* operand < low. */                                                                                  \
  X(less_than)                                                                                          \
  /* operand == low. */                                                                                 \
  X(equal)                                                                                              \
  X(bit_and)                                                                                            \
  X(bit_or)                                                                                             \
  X(bit_xor)                                                                                            \
  /* The table's entry at the operand, which is a bit pattern. */                                       \
  X(lookup)                                                                                             \
  /* operand / 2^right_shift, rounded by `mode`. */                                                     \
  X(round)                                                                                              \
  /* Clamped to [low, high]. */                                                                         \
  X(clamp)                                                                                              \
  /* 0 outside [low, high]. */                                                                          \
  X(zero_outside)

enum class KernelKind : std::uint8_t {
#define WIREFOLD_ENGINE_ENUMERATOR(name) name,
  WIREFOLD_ENGINE_KERNELS(WIREFOLD_ENGINE_ENUMERATOR)
#undef WIREFOLD_ENGINE_ENUMERATOR
      wide,  ///< at least one number of several words: not a kernel (sim/engine/wide.h)
};
inline constexpr int kKernelKinds = static_cast<int>(KernelKind::wide);

enum class Wrap : std::uint8_t { none, to_signed, to_unsigned };

/// How terms of one group enter the sum of `combine`.
enum class TermKind : std::uint8_t {
  add,
  subtract,
  multiply_add,  ///< weight times; in 64-bit lanes the weight is an index into Code::weights
  shift_add,     ///< shifted left by weight
  shift_subtract,
};

/// An operand: where its lanes start, in bytes a sample, and its weight. The terms of `combine` are in groups, each
/// after a term that is its header: offset = lane * 8 + kind, weight = count. In 16-bit lanes there are always the
/// groups add, subtract and multiply_add, in this order; otherwise those that are not empty.
struct CodeTerm {
  std::uint32_t offset;
  std::int32_t weight;
};

struct Instruction {
  KernelKind kind;
  Lane compute;
  Lane store;
  std::uint8_t groups;       ///< of combine in lanes of more than 16 bits
  bool rectify;              ///< of combine
  Wrap wrap;                 ///< of combine
  std::uint8_t wrap_bits;    ///< of combine
  std::uint8_t right_shift;  ///< of combine and round
  std::uint8_t mode;         ///< of round
  std::uint32_t result;      ///< where the lanes start, in bytes a sample
  std::uint32_t first_term;
  std::uint32_t index;  ///< of the table for lookup; of the step for wide
  std::int64_t low;     ///< of combine the bias
  std::int64_t high;
};

/// All that kernels read besides the lanes.
struct Code {
  const CodeTerm* terms;
  const std::int64_t* weights;
  const std::int64_t* const* tables;
};

/// A block of samples: lane i of an operand is at base + offset * sample_count + i * lane bytes. `sample_count` is a
/// multiple of kBlockGrain.
struct Block {
  std::byte* base;
  std::size_t sample_count;
};
/// The lanes of 16 bits in the widest vector.
inline constexpr std::size_t kBlockGrain = 32;

using Kernel = void (*)(const Code&, const Instruction&, const Block&);

/// Rows of numbers turned to integers: floor(x * scale), cut to the integer's size, with one scale a column; `scales`
/// repeats with `period`. False if a number is NaN, infinite, or too large to be read here; the integers are then not
/// valid. -0 counts as a number that is zero.
template <class Number, class Integer>
using ReadRows = bool (*)(const Number* numbers, std::size_t count, const Number* scales, std::size_t period,
                          Integer* integers);

/// The column `from` shifted left and wrapped to `wrap_bits`, into lanes.
template <class Integer>
using FinishColumn = void (*)(const Integer* from, std::size_t count, unsigned left_shift, Wrap wrap,
                              unsigned wrap_bits, Lane lane, std::byte* to);

/// rows[i * columns + j] to columns_out[j * stride + i].
template <class Integer>
using Transpose = void (*)(const Integer* rows, std::size_t row_count, std::size_t columns, Integer* columns_out,
                           std::size_t stride);

/// Lanes times `scale`, to every `stride`-th number.
template <class Number>
using WriteColumn = void (*)(const std::byte* from, Lane lane, std::size_t count, Number scale, Number* to,
                             std::size_t stride);

/// The kernels of one instruction set.
struct KernelTable {
  Kernel kernels[kKernelKinds][kLaneCount][kLaneCount];  ///< by kind, lane of computation, lane of storage
  ReadRows<double, std::int16_t> read_double_16;
  ReadRows<double, std::int32_t> read_double_32;
  ReadRows<double, std::int64_t> read_double_64;
  ReadRows<float, std::int16_t> read_float_16;
  ReadRows<float, std::int32_t> read_float_32;
  FinishColumn<std::int16_t> finish_16;
  FinishColumn<std::int32_t> finish_32;
  FinishColumn<std::int64_t> finish_64;
  Transpose<std::int16_t> transpose_16;
  Transpose<std::int32_t> transpose_32;
  Transpose<std::int64_t> transpose_64;
  WriteColumn<double> write_double;
  WriteColumn<float> write_float;
  WriteColumn<std::int32_t> write_int32;
  WriteColumn<std::int64_t> write_int64;
};

const KernelTable& baseline_kernels();
const KernelTable& sse4_kernels();
const KernelTable& avx2_kernels();
const KernelTable& avx512_kernels();

}  // namespace wirefold::engine
