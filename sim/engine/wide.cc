// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/wide.h"

#include <algorithm>
#include <cstring>

#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold::engine {
namespace {

template <class Lanes>
Lanes load_lane(const std::byte* from) {
  Lanes value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

Integer wrapped(const Integer& value, Wrap wrap, unsigned bits) {
  if (wrap == Wrap::none) return value;
  const Integer low = low_bits(value, bits);
  if (wrap == Wrap::to_signed && low >= Integer::power_of_two(bits - 1)) return low - Integer::power_of_two(bits);
  return low;
}

Integer combined(const Step& step, std::span<const Integer> x) {
  Integer total = step.low;
  for (std::size_t i = 0; i < x.size(); ++i) total += x[i] * step.terms[i].weight;
  if (step.rectify && total.is_negative()) total = 0;
  return wrapped(total >> step.right_shift, step.wrap, step.wrap_bits);
}

Integer rounded(const Step& step, const Integer& x) {
  const Dyadic value(x, -static_cast<int>(step.right_shift));
  Quantizer quantizer;
  quantizer.format = {true, static_cast<int>(x.bit_length()) + 2, 0};
  quantizer.rounding = step.rounding;
  quantizer.divisor = step.divisor;
  return quantize(value, quantizer).on_grid(0);
}

Integer result_of(const Plan& plan, const Step& step, std::span<const Integer> x) {
  switch (step.kind) {
    case KernelKind::combine:
      return combined(step, x);
    case KernelKind::multiply:
      return x[0] * x[1];
    case KernelKind::select:
      return x[0].is_zero() ? x[2] : x[1];
    case KernelKind::maximum:
      return std::max(x[0], x[1]);
    case KernelKind::minimum:
      return std::min(x[0], x[1]);
    case KernelKind::less_than:
      return x[0] < step.low ? 1 : 0;
    case KernelKind::equal:
      return x[0] == step.low ? 1 : 0;
    case KernelKind::bit_and:
      return x[0] & x[1];
    case KernelKind::bit_or:
      return x[0] | x[1];
    case KernelKind::bit_xor:
      return x[0] ^ x[1];
    case KernelKind::lookup:
      return plan.tables[step.table]->entries()[static_cast<std::size_t>(x[0].to_int64())];
    case KernelKind::round:
      return rounded(step, x[0]);
    case KernelKind::clamp:
      return std::clamp(x[0], step.low, step.high);
    case KernelKind::zero_outside:
      return x[0] < step.low || x[0] > step.high ? Integer(0) : x[0];
    case KernelKind::wide:
      break;
  }
  throw InternalError("a kind of step that is not in the list");
}

}  // namespace

Integer read_cell(const Cell& cell, std::uint32_t offset, const Block& block, std::size_t sample) {
  const std::byte* lanes = block.base + offset * block.sample_count;
  switch (cell.lane) {
    case Lane::k16:
      return load_lane<std::int16_t>(lanes + sample * 2);
    case Lane::k32:
      return load_lane<std::int32_t>(lanes + sample * 4);
    case Lane::k64:
      return load_lane<std::int64_t>(lanes + sample * 8);
    case Lane::kWide: {
      const auto* words = reinterpret_cast<const std::uint64_t*>(lanes) + sample * cell.words;
      return Integer::from_words(std::span(words, cell.words), cell.words * 64, true);
    }
  }
  throw InternalError("a lane that is not in the list");
}

void write_cell(const Cell& cell, std::uint32_t offset, const Block& block, std::size_t sample, const Integer& value) {
  std::byte* lanes = block.base + offset * block.sample_count;
  if (cell.lane == Lane::kWide) {
    auto* words = reinterpret_cast<std::uint64_t*>(lanes) + sample * cell.words;
    return value.to_words(std::span(words, cell.words));
  }
  std::uint64_t word = 0;
  value.to_words(std::span(&word, 1));
  const unsigned bytes = lane_bytes(cell.lane);
  // Through the lane's own type, so that the order of bytes does not matter.
  const auto low16 = static_cast<std::int16_t>(word);
  const auto low32 = static_cast<std::int32_t>(word);
  const void* from = cell.lane == Lane::k16 ? static_cast<const void*>(&low16)
                                            : (cell.lane == Lane::k32 ? static_cast<const void*>(&low32) : &word);
  std::memcpy(lanes + sample * bytes, from, bytes);
}

void run_wide(const Plan& plan, const Step& step, std::span<const std::uint32_t> offsets, const Block& block) {
  std::vector<Integer> x(step.terms.size());
  for (std::size_t sample = 0; sample < block.sample_count; ++sample) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const CellId cell = step.terms[i].cell;
      x[i] = read_cell(plan.cells[cell], offsets[cell], block, sample);
    }
    write_cell(plan.cells[step.result], offsets[step.result], block, sample, result_of(plan, step, x));
  }
}

}  // namespace wirefold::engine
