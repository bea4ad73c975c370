// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/sim/engine/code.h"
#include "wirefold/sim/engine/vectors.h"

// The kernel of `combine`: the sum stays in vector registers from the first term to the store. Sums are modulo the
// lane, in unsigned elements; only shifts to the right and comparisons look at the sign.
namespace wirefold::engine {
namespace {

/// Samples from `first` on, U vectors of lanes C at a time.
template <class C, class T, int U>
class Combination {
 public:
  static constexpr std::size_t kLanes = kVectorBytes / sizeof(C);
  static constexpr std::size_t kSamples = kLanes * U;

  Combination(const Code& code, const Block& block, std::size_t first) : code_(code), block_(block), first_(first) {}

  void run(const Instruction& instruction) {
    start(instruction);
    const CodeTerm* term = code_.terms + instruction.first_term;
    if constexpr (sizeof(C) == sizeof(std::int16_t)) {
      // The only lane of terms: three loops in a row are predicted better than a switch for every group.
      const CodeTerm adds = *term++;
      term = add_terms<C, TermKind::add>(term, adds.weight);
      const CodeTerm subtractions = *term++;
      term = add_terms<C, TermKind::subtract>(term, subtractions.weight);
      const CodeTerm products = *term++;
      add_terms<C, TermKind::multiply_add>(term, products.weight);
    } else {
      for (unsigned group = instruction.groups; group > 0; --group) {
        const CodeTerm header = *term++;
        term = add_group(header.offset, term, header.weight);
      }
    }
    finish(instruction);
  }

 private:
  using Sum = Vector<Unsigned<C>, kLanes>;
  using SignedSum = Vector<C, kLanes>;
  static constexpr std::uint32_t key(Lane lane, TermKind kind) {
    return static_cast<std::uint32_t>(lane) * 8 + static_cast<std::uint32_t>(kind);
  }

  template <class S>
  const std::byte* lanes_of(const CodeTerm& term) const {
    return block_.base + term.offset * block_.sample_count + first_ * sizeof(S);
  }
  template <class S>
  static Sum operand(const std::byte* lanes, int vector) {
    using Narrow = Vector<S, kLanes>;
    return (Sum)converted<SignedSum>(load<Narrow>(lanes + static_cast<std::size_t>(vector) * sizeof(Narrow)));
  }

  void start(const Instruction& instruction) {
    const Sum bias = Sum{} + static_cast<Unsigned<C>>(instruction.low);
#pragma GCC unroll 8
    for (int i = 0; i < U; ++i) sum_[i] = bias;
  }

  template <class S, TermKind kKind>
  const CodeTerm* add_terms(const CodeTerm* terms, int count) {
    const CodeTerm* const end = terms + count;
    for (; terms != end; ++terms) {
      const CodeTerm term = *terms;
      const std::byte* lanes = lanes_of<S>(term);
#pragma GCC unroll 8
      for (int i = 0; i < U; ++i) {
        const Sum x = operand<S>(lanes, i);
        if constexpr (kKind == TermKind::add) sum_[i] += x;
        if constexpr (kKind == TermKind::subtract) sum_[i] -= x;
        if constexpr (kKind == TermKind::shift_add) sum_[i] += x << static_cast<Unsigned<C>>(term.weight);
        if constexpr (kKind == TermKind::shift_subtract) sum_[i] -= x << static_cast<Unsigned<C>>(term.weight);
        if constexpr (kKind == TermKind::multiply_add) sum_[i] += x * weight(term);
      }
    }
    return end;
  }

  Unsigned<C> weight(const CodeTerm& term) const {
    if constexpr (sizeof(C) == sizeof(std::int64_t)) return static_cast<std::uint64_t>(code_.weights[term.weight]);
    return static_cast<Unsigned<C>>(term.weight);
  }

  template <class S>
  const CodeTerm* add_group_of(std::uint32_t kind, const CodeTerm* terms, int count) {
    switch (static_cast<TermKind>(kind)) {
      case TermKind::add:
        return add_terms<S, TermKind::add>(terms, count);
      case TermKind::subtract:
        return add_terms<S, TermKind::subtract>(terms, count);
      case TermKind::multiply_add:
        return add_terms<S, TermKind::multiply_add>(terms, count);
      case TermKind::shift_add:
        return add_terms<S, TermKind::shift_add>(terms, count);
      case TermKind::shift_subtract:
        return add_terms<S, TermKind::shift_subtract>(terms, count);
    }
    return terms;
  }

  const CodeTerm* add_group(std::uint32_t header, const CodeTerm* terms, int count) {
    const std::uint32_t kind = header % 8;
    if (header / 8 == static_cast<std::uint32_t>(Lane::k16)) return add_group_of<std::int16_t>(kind, terms, count);
    if constexpr (sizeof(C) >= 4) {
      if (header / 8 == static_cast<std::uint32_t>(Lane::k32)) return add_group_of<std::int32_t>(kind, terms, count);
    }
    if constexpr (sizeof(C) >= 8) return add_group_of<std::int64_t>(kind, terms, count);
    return terms;
  }

  void finish(const Instruction& instruction) {
    if (instruction.rectify) each([](SignedSum x) { return (x > 0) & x; });
    if (instruction.right_shift != 0) {
      const auto shift = static_cast<C>(instruction.right_shift);
      each([=](SignedSum x) { return x >> shift; });
    }
    if (instruction.wrap == Wrap::to_signed) {
      const auto shift = static_cast<C>(sizeof(C) * 8 - instruction.wrap_bits);
      each([=](SignedSum x) { return (SignedSum)((Sum)x << static_cast<Unsigned<C>>(shift)) >> shift; });
    }
    if (instruction.wrap == Wrap::to_unsigned) {
      const auto mask = static_cast<C>((std::uint64_t{1} << instruction.wrap_bits) - 1);
      each([=](SignedSum x) { return x & mask; });
    }
    std::byte* to = block_.base + instruction.result * block_.sample_count + first_ * sizeof(T);
#pragma GCC unroll 8
    for (int i = 0; i < U; ++i) {
      std::byte* place = to + static_cast<std::size_t>(i) * kLanes * sizeof(T);
      store(place, converted<Vector<T, kLanes>>((SignedSum)sum_[i]));
    }
  }

  template <class Function>
  void each(const Function& function) {
#pragma GCC unroll 8
    for (int i = 0; i < U; ++i) sum_[i] = (Sum)function((SignedSum)sum_[i]);
  }

  const Code& code_;
  const Block& block_;
  std::size_t first_;
  Sum sum_[U];
};

// Eight accumulators leave registers for operands in every instruction set.
constexpr int kAccumulators = 8;

template <class C, class T>
void combine(const Code& code, const Instruction& instruction, const Block& block) {
  using Wide = Combination<C, T, kAccumulators>;
  using Narrow = Combination<C, T, 1>;
  std::size_t first = 0;
  for (; first + Wide::kSamples <= block.sample_count; first += Wide::kSamples) {
    Wide(code, block, first).run(instruction);
  }
  for (; first < block.sample_count; first += Narrow::kSamples) Narrow(code, block, first).run(instruction);
}

}  // namespace
}  // namespace wirefold::engine
