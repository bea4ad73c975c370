// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/logic.h"

#include <optional>

#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/reduction_plan.h"
#include "wirefold/dsl/traced_bits.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

Dyadic truth_of(const Dyadic& number) { return Dyadic(number.is_zero() ? 0 : 1); }

FixedVariableArray logical(const char* function, Opcode opcode, const FixedVariableArray& a,
                           const FixedVariableArray& b, const Location& location) {
  std::optional<TracedBits> bits;
  return map_pairs(function, a, b, location, [&](Builder& builder, const Use& x, const Use& y) {
    if (!bits) bits.emplace(builder, location);
    const Use pair[] = {bits->truth(x), bits->truth(y)};
    return bits->bitwise(opcode, pair);
  });
}
NumericArray logical(const char* function, Opcode opcode, const NumericArray& a, const NumericArray& b,
                     const Location& location) {
  return map_pairs(function, a, b, location,
                   [&](const Dyadic& x, const Dyadic& y) { return bitwise(opcode, truth_of(x), truth_of(y)); });
}

FixedVariableArray of_bits(const char* function, Opcode opcode, const FixedVariableArray& a,
                           const FixedVariableArray& b, const Location& location) {
  return map_pairs(function, a, b, location, [&](Builder& builder, const Use& x, const Use& y) {
    const Use pair[] = {x, y};
    return builder.bitwise(opcode, pair, location);
  });
}
NumericArray of_bits(const char* function, Opcode opcode, const NumericArray& a, const NumericArray& b,
                     const Location& location) {
  return map_pairs(function, a, b, location, [&](const Dyadic& x, const Dyadic& y) { return bitwise(opcode, x, y); });
}

enum class Elements { kAsTheyAre, kTruth };
enum class Combination { kAnd, kOr, kXor, kSum };

Opcode opcode_of(Combination combination) {
  switch (combination) {
    case Combination::kAnd:
      return Opcode::kAnd;
    case Combination::kOr:
      return Opcode::kOr;
    case Combination::kXor:
      return Opcode::kXor;
    case Combination::kSum:
      return Opcode::kSum;
  }
  throw InternalError("a combination that is not in the list");
}

struct Over {
  const char* function;
  Elements elements;
  Combination combination;
};

constexpr Over kAny{"any", Elements::kTruth, Combination::kOr};
constexpr Over kAll{"all", Elements::kTruth, Combination::kAnd};
constexpr Over kCount{"count_nonzero", Elements::kTruth, Combination::kSum};
constexpr Over kAndReduce{"bitwise_and_reduce", Elements::kAsTheyAre, Combination::kAnd};
constexpr Over kOrReduce{"bitwise_or_reduce", Elements::kAsTheyAre, Combination::kOr};
constexpr Over kXorReduce{"bitwise_xor_reduce", Elements::kAsTheyAre, Combination::kXor};

FixedVariableArray reduced(const Over& over, const FixedVariableArray& x, const Axes& axes, bool keepdims,
                           const Location& location) {
  const std::span<const Use> uses = operands_of(x, over.function, location);
  const Reduction plan = reduction_plan(over.function, x.shape(), axes, keepdims, location);
  Builder& builder = x.trace().builder();
  TracedBits bits(builder, location);
  TracedElements results{x.elements().trace, {}, {}};
  std::vector<Use> group(plan.group_size);
  for (std::size_t first = 0; first < plan.source.size(); first += plan.group_size) {
    for (std::size_t i = 0; i < plan.group_size; ++i) {
      const Use& use = uses[plan.source[first + i]];
      group[i] = over.elements == Elements::kTruth ? bits.truth(use) : use;
    }
    const bool is_sum = over.combination == Combination::kSum && plan.group_size > 1;
    results.uses.push_back(is_sum ? Use{builder.sum(group, location)}
                                  : bits.bitwise(opcode_of(over.combination), group));
  }
  return {plan.shape, std::move(results)};
}

NumericArray reduced(const Over& over, const NumericArray& x, const Axes& axes, bool keepdims,
                     const Location& location) {
  refuse_quotients(over.function, x.shape(), x.divisors(), location);
  const Reduction plan = reduction_plan(over.function, x.shape(), axes, keepdims, location);
  std::vector<Dyadic> results;
  for (std::size_t first = 0; first < plan.source.size(); first += plan.group_size) {
    std::optional<Dyadic> result;
    for (std::size_t i = 0; i < plan.group_size; ++i) {
      const Dyadic& number = x.numerators()[plan.source[first + i]];
      const Dyadic element = over.elements == Elements::kTruth ? truth_of(number) : number;
      if (!result) {
        result = element;
      } else {
        result = over.combination == Combination::kSum ? *result + element
                                                       : bitwise(opcode_of(over.combination), *result, element);
      }
    }
    results.push_back(*std::move(result));
  }
  return {plan.shape, std::move(results), {}};
}

}  // namespace

FixedVariableArray logical_and(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return logical("logical_and", Opcode::kAnd, a, b, location);
}
FixedVariableArray logical_and(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return logical("logical_and", Opcode::kAnd, a, constant(b, location), location);
}
FixedVariableArray logical_and(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return logical("logical_and", Opcode::kAnd, constant(a, location), b, location);
}
NumericArray logical_and(const NumericArray& a, const NumericArray& b, const Location& location) {
  return logical("logical_and", Opcode::kAnd, a, b, location);
}

FixedVariableArray logical_or(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return logical("logical_or", Opcode::kOr, a, b, location);
}
FixedVariableArray logical_or(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return logical("logical_or", Opcode::kOr, a, constant(b, location), location);
}
FixedVariableArray logical_or(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return logical("logical_or", Opcode::kOr, constant(a, location), b, location);
}
NumericArray logical_or(const NumericArray& a, const NumericArray& b, const Location& location) {
  return logical("logical_or", Opcode::kOr, a, b, location);
}

FixedVariableArray logical_xor(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return logical("logical_xor", Opcode::kXor, a, b, location);
}
FixedVariableArray logical_xor(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return logical("logical_xor", Opcode::kXor, a, constant(b, location), location);
}
FixedVariableArray logical_xor(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return logical("logical_xor", Opcode::kXor, constant(a, location), b, location);
}
NumericArray logical_xor(const NumericArray& a, const NumericArray& b, const Location& location) {
  return logical("logical_xor", Opcode::kXor, a, b, location);
}

FixedVariableArray bitwise_and(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return of_bits("bitwise_and", Opcode::kAnd, a, b, location);
}
FixedVariableArray bitwise_and(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return of_bits("bitwise_and", Opcode::kAnd, a, constant(b, location), location);
}
FixedVariableArray bitwise_and(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return of_bits("bitwise_and", Opcode::kAnd, constant(a, location), b, location);
}
NumericArray bitwise_and(const NumericArray& a, const NumericArray& b, const Location& location) {
  return of_bits("bitwise_and", Opcode::kAnd, a, b, location);
}

FixedVariableArray bitwise_or(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return of_bits("bitwise_or", Opcode::kOr, a, b, location);
}
FixedVariableArray bitwise_or(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return of_bits("bitwise_or", Opcode::kOr, a, constant(b, location), location);
}
FixedVariableArray bitwise_or(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return of_bits("bitwise_or", Opcode::kOr, constant(a, location), b, location);
}
NumericArray bitwise_or(const NumericArray& a, const NumericArray& b, const Location& location) {
  return of_bits("bitwise_or", Opcode::kOr, a, b, location);
}

FixedVariableArray bitwise_xor(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return of_bits("bitwise_xor", Opcode::kXor, a, b, location);
}
FixedVariableArray bitwise_xor(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return of_bits("bitwise_xor", Opcode::kXor, a, constant(b, location), location);
}
FixedVariableArray bitwise_xor(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return of_bits("bitwise_xor", Opcode::kXor, constant(a, location), b, location);
}
NumericArray bitwise_xor(const NumericArray& a, const NumericArray& b, const Location& location) {
  return of_bits("bitwise_xor", Opcode::kXor, a, b, location);
}

FixedVariableArray logical_not(const FixedVariableArray& x, const Location& location) {
  TracedBits bits(x.trace().builder(), location);
  return map_elements("logical_not", x, location,
                      [&](Builder&, const Use& use) { return bits.inverted(bits.truth(use)); });
}
NumericArray logical_not(const NumericArray& x, const Location& location) {
  return map_elements("logical_not", x, location,
                      [](const Dyadic& number) { return Dyadic(number.is_zero() ? 1 : 0); });
}

FixedVariableArray any(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced(kAny, x, axes, keepdims, location);
}
NumericArray any(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced(kAny, x, axes, keepdims, location);
}

FixedVariableArray all(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced(kAll, x, axes, keepdims, location);
}
NumericArray all(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced(kAll, x, axes, keepdims, location);
}

FixedVariableArray count_nonzero(const FixedVariableArray& x, const Axes& axes, bool keepdims,
                                 const Location& location) {
  return reduced(kCount, x, axes, keepdims, location);
}
NumericArray count_nonzero(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced(kCount, x, axes, keepdims, location);
}

FixedVariableArray bitwise_and_reduce(const FixedVariableArray& x, const Axes& axes, bool keepdims,
                                      const Location& location) {
  return reduced(kAndReduce, x, axes, keepdims, location);
}
NumericArray bitwise_and_reduce(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced(kAndReduce, x, axes, keepdims, location);
}

FixedVariableArray bitwise_or_reduce(const FixedVariableArray& x, const Axes& axes, bool keepdims,
                                     const Location& location) {
  return reduced(kOrReduce, x, axes, keepdims, location);
}
NumericArray bitwise_or_reduce(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced(kOrReduce, x, axes, keepdims, location);
}

FixedVariableArray bitwise_xor_reduce(const FixedVariableArray& x, const Axes& axes, bool keepdims,
                                      const Location& location) {
  return reduced(kXorReduce, x, axes, keepdims, location);
}
NumericArray bitwise_xor_reduce(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced(kXorReduce, x, axes, keepdims, location);
}

}  // namespace wirefold
