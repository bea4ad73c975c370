// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/sim/engine/code.h"
#include "wirefold/sim/engine/round_mode.h"
#include "wirefold/sim/engine/vectors.h"

// The kernels of one result a lane: plain loops, which the compiler turns into vector code for the instruction set of
// the including translation unit.
namespace wirefold::engine {
namespace {

/// to[i] = function(x[i], ..) for N operands in lanes C.
template <class C, class T, int N, class Function>
inline void for_lanes(const Code& code, const Instruction& instruction, const Block& block, const Function& function) {
  const CodeTerm* terms = code.terms + instruction.first_term;
  const std::size_t count = block.sample_count;
  const auto lanes = [&](int operand) {
    return reinterpret_cast<const C*>(block.base + terms[operand < N ? operand : 0].offset * count);
  };
  const C* __restrict a = lanes(0);
  const C* __restrict b = lanes(1);
  const C* __restrict c = lanes(2);
  T* __restrict to = reinterpret_cast<T*>(block.base + instruction.result * count);
  for (std::size_t i = 0; i < count; ++i) {
    if constexpr (N == 1) to[i] = static_cast<T>(function(a[i]));
    if constexpr (N == 2) to[i] = static_cast<T>(function(a[i], b[i]));
    if constexpr (N == 3) to[i] = static_cast<T>(function(a[i], b[i], c[i]));
  }
}

template <class C, class T>
void multiply(const Code& code, const Instruction& instruction, const Block& block) {
  // In 32 bits at least: a product of two uint16_t would be a signed int.
  for_lanes<C, T, 2>(code, instruction, block, [](C a, C b) {
    using Product = Unsigned<T>;
    if constexpr (sizeof(Product) < sizeof(std::uint32_t)) {
      return static_cast<Product>(std::uint32_t{static_cast<Product>(a)} * std::uint32_t{static_cast<Product>(b)});
    } else {
      return static_cast<Product>(a) * static_cast<Product>(b);
    }
  });
}

template <class C, class T>
void select(const Code& code, const Instruction& instruction, const Block& block) {
  for_lanes<C, T, 3>(code, instruction, block, [](C bit, C a, C b) { return bit != 0 ? a : b; });
}

template <class C, class T>
void maximum(const Code& code, const Instruction& instruction, const Block& block) {
  for_lanes<C, T, 2>(code, instruction, block, [](C a, C b) { return a > b ? a : b; });
}

template <class C, class T>
void minimum(const Code& code, const Instruction& instruction, const Block& block) {
  for_lanes<C, T, 2>(code, instruction, block, [](C a, C b) { return a < b ? a : b; });
}

template <class C, class T>
void less_than(const Code& code, const Instruction& instruction, const Block& block) {
  const C limit = static_cast<C>(instruction.low);
  for_lanes<C, T, 1>(code, instruction, block, [=](C x) { return x < limit ? 1 : 0; });
}

template <class C, class T>
void equal(const Code& code, const Instruction& instruction, const Block& block) {
  const C number = static_cast<C>(instruction.low);
  for_lanes<C, T, 1>(code, instruction, block, [=](C x) { return x == number ? 1 : 0; });
}

template <class C, class T>
void bit_and(const Code& code, const Instruction& instruction, const Block& block) {
  for_lanes<C, T, 2>(code, instruction, block, [](C a, C b) { return a & b; });
}

template <class C, class T>
void bit_or(const Code& code, const Instruction& instruction, const Block& block) {
  for_lanes<C, T, 2>(code, instruction, block, [](C a, C b) { return a | b; });
}

template <class C, class T>
void bit_xor(const Code& code, const Instruction& instruction, const Block& block) {
  for_lanes<C, T, 2>(code, instruction, block, [](C a, C b) { return a ^ b; });
}

template <class C, class T>
void lookup(const Code& code, const Instruction& instruction, const Block& block) {
  const std::int64_t* table = code.tables[instruction.index];
  for_lanes<C, T, 1>(code, instruction, block, [=](C x) { return table[static_cast<Unsigned<C>>(x)]; });
}

template <class C, class T, class Offset>
inline void round_with(const Code& code, const Instruction& instruction, const Block& block, const Offset& offset) {
  const unsigned shift = instruction.right_shift;
  for_lanes<C, T, 1>(code, instruction, block,
                     [=](C x) { return static_cast<C>(static_cast<C>(x + offset(x)) >> shift); });
}

template <class C, class T>
void round(const Code& code, const Instruction& instruction, const Block& block) {
  const unsigned shift = instruction.right_shift;
  const C half = static_cast<C>(std::int64_t{1} << (shift - 1));
  const C below_half = static_cast<C>(half - 1);
  const C below_one = static_cast<C>(half + below_half);
  switch (static_cast<RoundMode>(instruction.mode)) {
    case RoundMode::to_zero:
      return round_with<C, T>(code, instruction, block, [=](C x) { return x < 0 ? below_one : C{0}; });
    case RoundMode::half_to_zero:
      return round_with<C, T>(code, instruction, block, [=](C x) { return x < 0 ? half : below_half; });
    case RoundMode::half_away:
      return round_with<C, T>(code, instruction, block, [=](C x) { return x < 0 ? below_half : half; });
    case RoundMode::half_to_even:
      return round_with<C, T>(code, instruction, block,
                              [=](C x) { return static_cast<C>(below_half + (static_cast<C>(x >> shift) & 1)); });
  }
}

template <class C, class T>
void clamp(const Code& code, const Instruction& instruction, const Block& block) {
  const C low = static_cast<C>(instruction.low);
  const C high = static_cast<C>(instruction.high);
  for_lanes<C, T, 1>(code, instruction, block, [=](C x) { return x < low ? low : (x > high ? high : x); });
}

template <class C, class T>
void zero_outside(const Code& code, const Instruction& instruction, const Block& block) {
  const C low = static_cast<C>(instruction.low);
  const C high = static_cast<C>(instruction.high);
  for_lanes<C, T, 1>(code, instruction, block, [=](C x) { return x < low || x > high ? C{0} : x; });
}

}  // namespace
}  // namespace wirefold::engine
