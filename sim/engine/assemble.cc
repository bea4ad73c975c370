// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/assemble.h"

#include <algorithm>
#include <map>

#include "wirefold/ir/error.h"
#include "wirefold/sim/engine/round_mode.h"

namespace wirefold::engine {
namespace {

std::int64_t low_word(const Integer& value) {
  if (value.fits_int64()) return value.to_int64();
  std::uint64_t word = 0;
  value.to_words(std::span(&word, 1));
  return static_cast<std::int64_t>(word);
}

RoundMode round_mode(Rounding rounding) {
  switch (rounding) {
    case Rounding::kTrnZero:
      return RoundMode::to_zero;
    case Rounding::kRndZero:
      return RoundMode::half_to_zero;
    case Rounding::kRndInf:
      return RoundMode::half_away;
    case Rounding::kRndConv:
      return RoundMode::half_to_even;
    case Rounding::kTrn:
    case Rounding::kRnd:
    case Rounding::kRndMinInf:
      break;
  }
  throw InternalError("a rounding that is a sum and a shift");
}

/// The number modulo 2^(bits of the lane), as a signed number.
std::int64_t cut_to(Lane lane, std::int64_t value) {
  const unsigned unused = 64 - lane_bits(lane);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << unused) >> unused;
}

std::uint32_t cell_bytes(const Cell& cell) { return cell.lane == Lane::kWide ? cell.words * 8 : lane_bytes(cell.lane); }

/// Places of cells, first come, first served; freed places are taken again by cells of the same size.
class Places {
 public:
  std::uint32_t take(std::uint32_t bytes) {
    std::vector<std::uint32_t>& free = free_[bytes];
    if (free.empty()) {
      const std::uint32_t place = end_;
      check_internal(end_ <= 0xFFFFFFFF - bytes, "the lanes of a sample take more than 4 GB");
      end_ += bytes;
      return place;
    }
    const std::uint32_t place = free.back();
    free.pop_back();
    return place;
  }
  void give_back(std::uint32_t place, std::uint32_t bytes) { free_[bytes].push_back(place); }
  std::uint32_t end() const { return end_; }

 private:
  std::map<std::uint32_t, std::vector<std::uint32_t>> free_;  // by size
  std::uint32_t end_ = 0;
};

/// A term and how it enters the sum.
struct GroupedTerm {
  Lane lane;
  TermKind kind;
  CodeTerm term;
};

class Assembler {
 public:
  explicit Assembler(const Plan& plan) : plan_(plan), last_readers_(plan.cells.size(), 0) {}

  Assembly run() {
    out_.offsets.assign(plan_.cells.size(), 0);
    find_last_readers();
    for (const PlanInput& input : plan_.inputs) {
      for (const PlanPort& port : input.ports) {
        if (port.cell != kNoCell) place(port.cell);
      }
    }
    add_tables();
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      const Step& step = plan_.steps[i];
      place(step.result);
      add_instruction(step, static_cast<std::uint32_t>(i));
      free_operands(step, i);
    }
    out_.bytes_a_sample = places_.end();
    return std::move(out_);
  }

 private:
  static constexpr std::size_t kToTheEnd = static_cast<std::size_t>(-1);
  static constexpr std::size_t kFreed = kToTheEnd - 1;

  void find_last_readers() {
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      for (const Term& term : plan_.steps[i].terms) last_readers_[term.cell] = i;
    }
    for (const PlanTensor& tensor : plan_.outputs) {
      for (const PlanElement& element : tensor.elements) {
        if (element.cell != kNoCell) last_readers_[element.cell] = kToTheEnd;
      }
    }
  }

  void place(CellId cell) { out_.offsets[cell] = places_.take(cell_bytes(plan_.cells[cell])); }

  void free_operands(const Step& step, std::size_t index) {
    for (const Term& term : step.terms) {
      if (last_readers_[term.cell] != index) continue;
      last_readers_[term.cell] = kFreed;
      places_.give_back(out_.offsets[term.cell], cell_bytes(plan_.cells[term.cell]));
    }
  }

  void add_tables() {
    out_.tables.resize(plan_.tables.size());
    for (const Step& step : plan_.steps) {
      if (step.kind != KernelKind::lookup || step.compute == Lane::kWide) continue;
      std::vector<std::int64_t>& table = out_.tables[step.table];
      if (!table.empty()) continue;
      for (const Integer& entry : plan_.tables[step.table]->entries()) table.push_back(low_word(entry));
    }
    for (const auto& table : out_.tables) out_.table_pointers.push_back(table.data());
  }

  void add_instruction(const Step& step, std::uint32_t index) {
    const Cell& result = plan_.cells[step.result];
    Instruction instruction{};
    instruction.kind = step.compute == Lane::kWide ? KernelKind::wide : step.kind;
    instruction.compute = step.compute;
    instruction.store = result.lane;
    instruction.result = out_.offsets[step.result];
    instruction.first_term = static_cast<std::uint32_t>(out_.terms.size());
    instruction.index = step.kind == KernelKind::lookup ? step.table : index;
    if (instruction.kind == KernelKind::wide) {
      instruction.index = index;
    } else {
      instruction.low = low_word(step.low);
      instruction.high = low_word(step.high);
      instruction.right_shift = static_cast<std::uint8_t>(std::min(step.right_shift, lane_bits(step.compute) - 1));
      if (step.kind == KernelKind::combine) {
        add_sum(step, instruction);
      } else {
        if (step.kind == KernelKind::round) instruction.mode = static_cast<std::uint8_t>(round_mode(step.rounding));
        for (const Term& term : step.terms) out_.terms.push_back({out_.offsets[term.cell], 1});
      }
    }
    out_.instructions.push_back(instruction);
  }

  void add_sum(const Step& step, Instruction& instruction) {
    instruction.rectify = step.rectify;
    if (step.wrap != Wrap::none && step.wrap_bits < lane_bits(step.compute)) {
      instruction.wrap = step.wrap;
      instruction.wrap_bits = static_cast<std::uint8_t>(step.wrap_bits);
    }
    std::vector<GroupedTerm> terms;
    for (const Term& term : step.terms) {
      const std::int64_t weight = cut_to(step.compute, low_word(term.weight));
      if (weight != 0) terms.push_back(grouped(term.cell, weight, step.compute));
    }
    std::stable_sort(terms.begin(), terms.end(), [](const GroupedTerm& a, const GroupedTerm& b) {
      return std::pair(a.lane, a.kind) < std::pair(b.lane, b.kind);
    });
    if (step.compute == Lane::k16) {
      for (const TermKind kind : {TermKind::add, TermKind::subtract, TermKind::multiply_add})
        add_group(terms, Lane::k16, kind);
      return;
    }
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const bool is_first = i == 0 || terms[i].lane != terms[i - 1].lane || terms[i].kind != terms[i - 1].kind;
      if (!is_first) continue;
      add_group(terms, terms[i].lane, terms[i].kind);
      ++instruction.groups;
    }
  }

  // The terms of one group after their header, which may count none.
  void add_group(const std::vector<GroupedTerm>& terms, Lane lane, TermKind kind) {
    const auto header = static_cast<std::uint32_t>(lane) * 8 + static_cast<std::uint32_t>(kind);
    const std::size_t place = out_.terms.size();
    out_.terms.push_back({header, 0});
    for (const GroupedTerm& term : terms) {
      if (term.lane != lane || term.kind != kind) continue;
      out_.terms.push_back(term.term);
      ++out_.terms[place].weight;
    }
  }

  GroupedTerm grouped(CellId cell, std::int64_t weight, Lane compute) {
    GroupedTerm result{plan_.cells[cell].lane, TermKind::multiply_add, {out_.offsets[cell], 0}};
    const bool is_negative = weight < 0;
    const auto magnitude = is_negative ? 0 - static_cast<std::uint64_t>(weight) : static_cast<std::uint64_t>(weight);
    const bool is_power = (magnitude & (magnitude - 1)) == 0;
    if (magnitude == 1) {
      result.kind = is_negative ? TermKind::subtract : TermKind::add;
    } else if (is_power && compute != Lane::k16) {  // multiplications in lanes of 16 bits are as fast as shifts
      result.kind = is_negative ? TermKind::shift_subtract : TermKind::shift_add;
      result.term.weight = __builtin_ctzll(magnitude);
    } else if (compute == Lane::k64) {
      result.term.weight = static_cast<std::int32_t>(out_.weights.size());
      out_.weights.push_back(weight);
    } else {
      result.term.weight = static_cast<std::int32_t>(weight);
    }
    return result;
  }

  const Plan& plan_;
  std::vector<std::size_t> last_readers_;  // one a cell: the last step that reads it
  Places places_;
  Assembly out_;
};

}  // namespace

Assembly assemble(const Plan& plan) { return Assembler(plan).run(); }

}  // namespace wirefold::engine
