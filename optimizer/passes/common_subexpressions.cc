// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/common_subexpressions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>

#include "wirefold/ir/ranges.h"
#include "wirefold/ir/semantics.h"
#include "wirefold/optimizer/passes/rewriter.h"

namespace wirefold {
namespace {

bool operand_before(const Use& a, const Use& b) {
  return std::tie(a.value, a.shift, a.negate) < std::tie(b.value, b.shift, b.negate);
}

void append_key(std::string& key, const Use& use) {
  key += use.negate ? '-' : '+';
  key += std::to_string(use.value) + "<" + std::to_string(use.shift);
}

std::string key_of(Opcode opcode, std::span<const Use> operands) {
  std::string key(1, static_cast<char>('A' + static_cast<int>(opcode)));
  for (const Use& use : operands) append_key(key, use);
  return key;
}

std::string text_of(const Quantizer& quantizer) {
  return to_string(quantizer.format) + std::string(to_string(quantizer.rounding)) +
         std::string(to_string(quantizer.overflow)) + quantizer.divisor.to_string();
}

class Merger {
 public:
  explicit Merger(const CombLogic& logic) : logic_(logic), rewriter_(logic) {}

  CombLogic run() {
    for (const Operation& operation : logic_.operations()) visit(operation);
    return rewriter_.finish();
  }

 private:
  Builder& builder() { return rewriter_.builder(); }
  Interval interval(const Use& use) { return builder().graph().interval(use); }

  void forward(const Operation& operation, const Use& replacement) {
    rewriter_.replace(operation.first_result, replacement);
  }

  // The value of `key`, made by `make` where it is new. `shift` and `negate` lead from it to the old value.
  template <class Make>
  void intern(const Operation& operation, std::string key, int shift, bool negate, Make make) {
    const auto [found, is_new] = known_.try_emplace(std::move(key), kNoValue);
    if (is_new) found->second = make();
    for (std::uint32_t i = 0; i < operation.result_count; ++i) {
      rewriter_.replace(operation.first_result + i, {found->second + i, shift, negate});
    }
  }

  Use constant(const Dyadic& value, const Location& location) {
    const auto [found, is_new] = known_.try_emplace("#" + value.to_string(), kNoValue);
    if (is_new) found->second = builder().constant(value, location);
    return {found->second};
  }

  void visit(const Operation& operation) {
    const Location& at = logic_.location(operation);
    if (operation.opcode == Opcode::kInput) return rewriter_.copy(operation);
    const Interval& known = logic_.interval(operation.first_result);
    if (operation.result_count == 1 && known.is_point()) {
      return forward(operation, constant(known.low_value(), at));
    }
    std::vector<Use> operands = rewriter_(logic_.operands(operation));
    switch (operation.opcode) {
      case Opcode::kInput:
      case Opcode::kConstant:
        return;
      case Opcode::kLinear:
        return visit_linear(operation, std::move(operands));
      case Opcode::kSum:
        return visit_sum(operation, std::move(operands));
      case Opcode::kMultiply:
        return visit_multiply(operation, operands);
      case Opcode::kQuantize:
        return visit_quantize(operation, operands[0]);
      case Opcode::kRelu:
        return visit_relu(operation, operands[0]);
      case Opcode::kMaximum:
      case Opcode::kMinimum:
        return visit_extremum(operation, std::move(operands));
      case Opcode::kSelect:
        return visit_select(operation, std::move(operands));
      case Opcode::kLessThan:
        return visit_less_than(operation, operands[0]);
      case Opcode::kEqual:
        return visit_equal(operation, operands[0]);
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        return visit_bitwise(operation, std::move(operands));
      case Opcode::kLookup:
        return intern(operation, key_of(operation.opcode, operands) + "t" + std::to_string(operation.attribute), 0,
                      false, [&] { return builder().lookup(operands[0], logic_.tables()[operation.attribute], at); });
    }
  }

  void visit_linear(const Operation& operation, std::vector<Use> operands) {
    const Matrix& matrix = logic_.matrix(operation);
    std::string key = key_of(operation.opcode, operands) + "m" + std::to_string(matrix_number(matrix));
    intern(operation, std::move(key), 0, false,
           [&] { return builder().linear(operands, matrix, logic_.location(operation)); });
  }

  // Equal matrices share a number.
  std::size_t matrix_number(const Matrix& matrix) {
    std::uint64_t hash = matrix.columns;
    for (const Dyadic& entry : matrix.entries) {
      hash = hash * 0x100000001B3ULL + entry.mantissa().hash() + static_cast<std::uint64_t>(entry.exponent());  // FNV
    }
    std::vector<std::size_t>& candidates = matrices_by_hash_[hash];
    for (const std::size_t candidate : candidates) {
      if (*matrices_[candidate] == matrix) return candidate;
    }
    candidates.push_back(matrices_.size());
    matrices_.push_back(&matrix);
    return matrices_.size() - 1;
  }

  // Adds up constants, and terms of one value as long as the result is one shifted term. Returns the constants' sum.
  Dyadic collect_terms(std::vector<Use>& terms) {
    Dyadic bias;
    std::vector<Use> variables;
    for (const Use& term : terms) {
      if (interval(term).is_point()) {
        bias = bias + interval(term).low_value();
      } else {
        variables.push_back(term);
      }
    }
    // x + x may make a term that meets another one, so this goes on until nothing meets.
    do {
      terms = std::move(variables);
      std::sort(terms.begin(), terms.end(), operand_before);
      variables.clear();
      for (const Use& term : terms) {
        const bool meets =
            !variables.empty() && variables.back().value == term.value && variables.back().shift == term.shift;
        if (!meets) {
          variables.push_back(term);
        } else if (variables.back().negate == term.negate) {
          ++variables.back().shift;
        } else {
          variables.pop_back();
        }
      }
    } while (variables.size() != terms.size());
    return bias;
  }

  void visit_sum(const Operation& operation, std::vector<Use> terms) {
    const Location& at = logic_.location(operation);
    Dyadic bias = collect_terms(terms);
    if (terms.empty()) return forward(operation, constant(bias, at));
    if (terms.size() == 1 && bias.is_zero()) return forward(operation, terms[0]);
    int shift = terms[0].shift;
    bool all_negated = bias.is_zero() || bias.is_negative();
    for (const Use& term : terms) {
      shift = std::min(shift, term.shift);
      all_negated = all_negated && term.negate;
    }
    std::vector<Use> flipped;
    for (Use& term : terms) {
      term = compose(term, -shift, all_negated);
      flipped.push_back(compose(term, 0, true));
    }
    bias = scaled(all_negated ? -bias : bias, -shift);
    // y - x is known as -(x - y) if that is there already; a new one keeps the sign that the user wrote.
    const auto opposite = known_.find(key_of(operation.opcode, flipped) + (-bias).to_string());
    if (opposite != known_.end()) return forward(operation, {opposite->second, shift, !all_negated});
    intern(operation, key_of(operation.opcode, terms) + bias.to_string(), shift, all_negated, [&] {
      if (!bias.is_zero()) terms.push_back(constant(bias, at));
      return builder().sum(terms, at);
    });
  }

  void visit_multiply(const Operation& operation, std::span<const Use> operands) {
    Use a{operands[0].value};
    Use b{operands[1].value};
    if (operand_before(b, a)) std::swap(a, b);
    const Use both[] = {a, b};
    intern(operation, key_of(operation.opcode, both), operands[0].shift + operands[1].shift,
           operands[0].negate != operands[1].negate,
           [&] { return builder().multiply(a, b, logic_.location(operation)); });
  }

  void visit_quantize(const Operation& operation, const Use& x) {
    const Quantizer& quantizer = logic_.quantizer(operation);
    if (is_identity(interval(x), quantizer)) return forward(operation, x);
    intern(operation, key_of(operation.opcode, {&x, 1}) + text_of(quantizer), 0, false,
           [&] { return builder().quantize(x, quantizer, logic_.location(operation)); });
  }

  void visit_relu(const Operation& operation, Use x) {
    const Format* format = logic_.relu_format(operation);
    const Location& at = logic_.location(operation);
    const bool never_negative = !interval(x).low.is_negative();
    if (format == nullptr) {
      if (never_negative) return forward(operation, x);
      const int shift = std::exchange(x.shift, 0);
      return intern(operation, key_of(operation.opcode, {&x, 1}), shift, false, [&] { return builder().relu(x, at); });
    }
    if (never_negative && is_identity(interval(x), {.format = *format})) return forward(operation, x);
    intern(operation, key_of(operation.opcode, {&x, 1}) + to_string(*format), 0, false,
           [&] { return builder().relu(x, *format, at); });
  }

  void visit_extremum(const Operation& operation, std::vector<Use> operands) {
    const Location& at = logic_.location(operation);
    std::sort(operands.begin(), operands.end(), operand_before);
    operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
    if (operands.size() == 1) return forward(operation, operands[0]);
    intern(operation, key_of(operation.opcode, operands), 0, false, [&] {
      return operation.opcode == Opcode::kMaximum ? builder().maximum(operands, at) : builder().minimum(operands, at);
    });
  }

  bool is_number(const Use& use, int number) { return interval(use) == Interval::point(Dyadic(number)); }
  bool is_bit(const Use& use) { return use.shift == 0 && !use.negate && Interval{0, 1, 0}.contains(interval(use)); }

  // 1 - bit.
  Use inverse(const Use& bit, const Location& at) {
    const Use one = constant(Dyadic(1), at);
    const auto [found, is_new] = known_.try_emplace(key_of(Opcode::kXor, {&bit, 1}) + "1", kNoValue);
    if (is_new) found->second = builder().bitwise(Opcode::kXor, std::array{bit, one}, at);
    return {found->second};
  }

  // The bit that `bit` is the inverse of.
  std::optional<Use> inverse_of(const Use& bit) {
    const CombLogic& graph = builder().graph();
    const Operation& made = graph.definition(bit.value);
    if (made.opcode != Opcode::kXor || made.operand_count != 2 || bit.shift != 0) return std::nullopt;
    const auto operands = graph.operands(made);
    if (!is_bit(operands[0]) || !is_number(operands[1], 1)) return std::nullopt;
    return operands[0];
  }

  void visit_select(const Operation& operation, std::vector<Use> operands) {
    const Location& at = logic_.location(operation);
    const Interval bit = interval(operands[0]);
    if (bit.is_point()) return forward(operation, bit.is_zero() ? operands[2] : operands[1]);
    if (operands[1] == operands[2]) return forward(operation, operands[1]);
    operands[0] = rewriter_.as_bit(operands[0], at);
    if (const auto inverted = inverse_of(operands[0])) operands = {*inverted, operands[2], operands[1]};
    if (is_bit(operands[0]) && is_number(operands[1], 1) && is_number(operands[2], 0)) {
      return forward(operation, operands[0]);
    }
    if (is_bit(operands[0]) && is_number(operands[1], 0) && is_number(operands[2], 1)) {
      return forward(operation, inverse(operands[0], at));
    }
    intern(operation, key_of(operation.opcode, operands), 0, false,
           [&] { return builder().select(operands[0], operands[1], operands[2], at); });
  }

  // Of a negated value, -v < b, it is known whether v is at least the next number above -b.
  void visit_less_than(const Operation& operation, const Use& x) {
    const Location& at = logic_.location(operation);
    const Use plain{x.value};
    Dyadic bound = scaled(logic_.constant(operation), -x.shift);
    if (x.negate) bound = Dyadic((-bound).floor_to_grid(interval(plain).exponent) + 1, interval(plain).exponent);
    if (const Interval known = less_than_range(interval(plain), bound); known.is_point()) {
      return forward(operation, constant(Dyadic(known.is_zero() == x.negate ? 1 : 0), at));
    }
    // A bit is 0 where it is less than 1, or than any smaller number that decides.
    if (is_bit(plain)) return forward(operation, x.negate ? plain : inverse(plain, at));
    const std::string key = key_of(operation.opcode, {&plain, 1}) + "c" + bound.to_string();
    const auto [found, is_new] = known_.try_emplace(key, kNoValue);
    if (is_new) found->second = builder().less_than(plain, bound, at);
    forward(operation, x.negate ? inverse({found->second}, at) : Use{found->second});
  }

  void visit_equal(const Operation& operation, const Use& x) {
    const Dyadic wanted = scaled(logic_.constant(operation), -x.shift);
    const Use plain{x.value};
    const Dyadic sought = x.negate ? -wanted : wanted;
    const Location& at = logic_.location(operation);
    if (const Interval known = equal_range(interval(plain), sought); known.is_point()) {
      return forward(operation, constant(known.low_value(), at));
    }
    if (is_bit(plain)) return forward(operation, sought.is_zero() ? inverse(plain, at) : plain);
    intern(operation, key_of(operation.opcode, {&plain, 1}) + "c" + sought.to_string(), 0, false,
           [&] { return builder().equal(plain, sought, at); });
  }

  // The common power of two of the operands moves behind the operation; equal operands meet.
  void visit_bitwise(const Operation& operation, std::vector<Use> operands) {
    const Location& at = logic_.location(operation);
    std::optional<Dyadic> known = combine_constants(operation.opcode, operands);
    if (known && known->is_zero() && operation.opcode != Opcode::kAnd) known.reset();
    std::sort(operands.begin(), operands.end(), operand_before);
    if (operation.opcode == Opcode::kXor) {
      cancel_pairs(operands);
    } else {
      operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
    }
    if (operands.empty()) return forward(operation, constant(known.value_or(Dyadic(0)), at));
    if (operands.size() == 1 && !known) return forward(operation, operands[0]);
    int shift = operands[0].shift;
    for (const Use& use : operands) shift = std::min(shift, use.shift);
    for (Use& use : operands) use.shift -= shift;
    if (known) known = scaled(*known, -shift);
    const std::string key = key_of(operation.opcode, operands) + (known ? known->to_string() : "");
    intern(operation, key, shift, false, [&] {
      if (known) operands.push_back(constant(*known, at));
      return builder().bitwise(operation.opcode, operands, at);
    });
  }

  // Takes the constants out of `operands` and combines them; nothing where there are none.
  std::optional<Dyadic> combine_constants(Opcode opcode, std::vector<Use>& operands) {
    std::optional<Dyadic> known;
    std::erase_if(operands, [&](const Use& use) {
      if (!interval(use).is_point()) return false;
      const Dyadic value = interval(use).low_value();
      known = known ? bitwise(opcode, *known, value) : value;
      return true;
    });
    return known;
  }

  static void cancel_pairs(std::vector<Use>& operands) {
    std::vector<Use> rest;
    for (const Use& use : operands) {
      if (!rest.empty() && rest.back() == use) {
        rest.pop_back();
      } else {
        rest.push_back(use);
      }
    }
    operands = std::move(rest);
  }

  const CombLogic& logic_;
  Rewriter rewriter_;
  std::unordered_map<std::string, ValueId> known_;
  std::vector<const Matrix*> matrices_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> matrices_by_hash_;
};

}  // namespace

bool merge_common_subexpressions(CombLogic& logic, const PassContext&) {
  // Merging narrows intervals, and a value that shrinks to one point lets more be merged.
  bool changed = false;
  for (;;) {
    CombLogic result = Merger(logic).run();
    if (result == logic) return changed;
    logic = std::move(result);
    changed = true;
  }
}

}  // namespace wirefold
