// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "wirefold/optimizer/passes/canonical_builder.h"
#include "wirefold/optimizer/passes/known_bits.h"

namespace wirefold {

/// What a rule sees: an operation of one result of the old program, and its operands in the new one.
struct RuleInput {
  const CombLogic& from;
  const Operation& operation;
  std::span<const Use> operands;
  /// How often each value of the new program is read in the old one, as far as it has been rebuilt: of an operand, at
  /// least as often as it will be.
  std::span<const std::uint32_t> use_counts;
  CanonicalBuilder& to;
  KnownBitsTable& known_bits;  ///< of the new program

  const Location& at() const { return from.location(operation); }
  bool is_used_once(const Use& use) const { return use_counts[use.value] <= 1; }
};

/// What the result of an operation becomes; nothing where the rule does not apply.
using Rule = std::function<std::optional<Use>(const RuleInput&)>;

/// Rebuilds a program in canonical form, each distinct operation once, with values that are known as constants, and the
/// rule where it applies. True if that changed anything. It goes on until it changes nothing.
bool rebuild(CombLogic& logic, const Rule& rule = nullptr);

}  // namespace wirefold
