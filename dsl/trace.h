// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "wirefold/dsl/trace_handle.h"
#include "wirefold/ir/builder.h"

namespace wirefold {

class FixedVariableArray;

/// The program in the making that an array's elements are values of.
///
/// Each input array starts a trace. When arrays of two traces meet in an operation, the larger trace takes over the
/// operations of the smaller one, which from then on forwards to it. In what order that happens, and so how values are
/// numbered, depends on the compiler's order of evaluation; comb_trace numbers everything anew.
class Trace {
 public:
  static TraceHandle make();

  Builder& builder() { return builder_; }
  const CombLogic& graph() const { return builder_.graph(); }

  /// Rewrites `elements` from a trace that forwards to the trace that it forwards to; returns that one.
  static Trace& settle(TracedElements& elements);
  /// The trace that holds the elements of all the arrays, after merging those that differ. Arrays of nothing but
  /// constants do not bring their trace, they are moved over; so a table of weights does not tie two models together.
  static Trace& join(std::span<const FixedVariableArray* const> arrays);
  static Trace& join(std::initializer_list<const FixedVariableArray*> arrays) {
    return join(std::span(arrays.begin(), arrays.size()));
  }

 private:
  friend class TraceHandle;

  Trace() = default;
  void absorb(Trace& other);
  static Trace& merged(Trace& a, Trace& b);
  void take_constants(TracedElements& elements);

  Builder builder_;
  TraceHandle forward_;
  ValueId offset_ = 0;
  std::size_t references_ = 0;
};

/// What an open input is traced as: a format wider than any that can be asked of it, so that the interval of what is
/// quantized from it is right without a special case. comb_trace puts the asked format in its place.
inline constexpr int kMostOpenBits = 2000;
inline constexpr Format kOpenFormat{true, kMostOpenBits, kMostOpenBits};

/// Whether a use is that of an element of an open input.
bool is_open(const CombLogic& graph, const Use& use);

/// The use times 2^shift, negated if `negate`: wires only. ValueError beyond kMaxExponent.
Use moved(const Use& use, int shift, bool negate, const char* function, const Location& location);

/// The number that a use of a constant stands for.
std::optional<Dyadic> constant_of(const CombLogic& graph, const Use& use);
/// The numbers of an array of nothing but constants.
std::optional<std::vector<Dyadic>> constants_of(const FixedVariableArray& array);

/// "element (0, 1) of the input made at model.cc:12", for an element of an open input.
std::string open_element_text(const FixedVariableArray& array, std::size_t place);

/// The elements as operands of `function`. UnsupportedError if one is a quotient or of an open input.
std::span<const Use> operands_of(const FixedVariableArray& array, const char* function, const Location& location);

}  // namespace wirefold
