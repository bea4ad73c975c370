// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "wirefold/ir/affine.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// How a Builder derives the interval of a value.
enum class RangeTracking {
  kAffine,     ///< from affine forms, which know that x - x is 0; slower, and takes more memory
  kIntervals,  ///< from the operands' intervals alone: for copies of programs whose intervals are known already
};

/// The only writer of programs: appends operations and derives the interval of every value.
///
/// Every function checks what it is given and throws a UserError with `location` when a limit is broken (a scalar of
/// more than kMaxScalarBits, a shift or a format beyond kMaxExponent), and InternalError for operands that do not
/// exist.
class Builder {
 public:
  static constexpr int kMaxInputBits = 4 * kMaxScalarBits;

  explicit Builder(RangeTracking tracking = RangeTracking::kAffine) : tracking_(tracking) {}

  /// Opens an input tensor; its elements follow as `input`, in C order.
  void begin_input(std::string name, Shape shape);
  /// Appends the next input element. Up to kMaxInputBits, more than a scalar may have: a trace holds an open input
  /// under a format wider than any that can be asked of it.
  ValueId input(const Format& format, const Location& location = {});

  ValueId constant(const Dyadic& value, const Location& location = {});
  /// y = x W: as many operands as the matrix has rows; returns the first of its results, one a column.
  ValueId linear(std::vector<Use> operands, Matrix matrix, const Location& location = {});
  ValueId sum(std::span<const Use> terms, const Location& location = {});
  ValueId multiply(const Use& a, const Use& b, const Location& location = {});
  ValueId quantize(const Use& x, const Quantizer& quantizer, const Location& location = {});
  /// max(x, 0), exact.
  ValueId relu(const Use& x, const Location& location = {});
  /// max(x, 0), truncated and wrapped to an unsigned format.
  ValueId relu(const Use& x, const Format& format, const Location& location = {});
  ValueId maximum(std::span<const Use> operands, const Location& location = {});
  ValueId minimum(std::span<const Use> operands, const Location& location = {});
  ValueId select(const Use& bit, const Use& when_one, const Use& when_zero, const Location& location = {});
  ValueId less_than(const Use& x, const Dyadic& constant, const Location& location = {});
  ValueId equal(const Use& x, const Dyadic& constant, const Location& location = {});
  /// `opcode` is kAnd, kOr or kXor.
  ValueId bitwise(Opcode opcode, std::span<const Use> operands, const Location& location = {});
  /// The program keeps each table once, so equal tables need not be one object.
  ValueId lookup(const Use& x, TablePointer table, const Location& location = {});

  /// Notes that `value` is also known to lie in `interval`, which is true of it already.
  void narrow(ValueId value, const Interval& interval);
  /// Notes `interval` in place of the interval that was derived, which lies in it.
  void widen(ValueId value, const Interval& interval);

  void add_named_tensor(NamedTensor tensor);
  void add_output(NamedTensor tensor);
  void set_name(std::string name);

  /// Appends a copy of `operation` of another program with `operands` in its place (for inputs: none), and narrows its
  /// results to the intervals known there. Returns the first result.
  ValueId copy(const CombLogic& from, const Operation& operation, std::span<const Use> operands);

  /// Makes room for a program of the size of `from`.
  void reserve(const CombLogic& from);

  const CombLogic& graph() const { return graph_; }
  /// The program so far; the builder is empty afterwards.
  CombLogic finish();

 private:
  ValueId append(Operation operation, std::span<const Use> operands, std::span<const Interval> intervals,
                 std::vector<AffineForm> forms, const Location& location);
  ValueId append_checked(Operation operation, std::span<const Use> operands, std::span<const Interval> intervals,
                         const Location& location);
  ValueId append_one(Opcode opcode, std::size_t attribute, std::span<const Use> operands, const Interval& interval,
                     AffineForm form, const Location& location);
  bool has_ranges_of(const CombLogic& from, const Operation& operation, std::span<const Use> operands) const;
  std::size_t copied_attribute(const CombLogic& from, const Operation& operation);
  ValueId append_same(const CombLogic& from, const Operation& operation, std::span<const Use> operands);
  std::uint32_t intern(const Location& location);
  std::size_t intern(TablePointer table);
  void check_operands(std::span<const Use> operands, const char* function, const Location& location) const;
  /// The form of sum of use * factor; no factors means all are 1.
  AffineForm combine(std::span<const Use> terms, std::span<const Dyadic> factors = {}) const;
  AffineForm form_of(const Use& use) const { return combine(std::span(&use, 1)); }
  /// What is known of a value besides `interval`: nothing.
  AffineForm fresh(const Interval& interval);
  bool is_affine() const { return tracking_ == RangeTracking::kAffine; }
  Interval total_range(std::span<const Use> terms, const AffineForm& form) const;
  ValueId relu_as(const Use& x, const Format* format, const Location& location);
  ValueId extremum(Opcode opcode, std::span<const Use> operands, const Location& location);

  RangeTracking tracking_;
  CombLogic graph_;
  AffineSymbols symbols_;
  std::vector<AffineForm> forms_;  // one a value; none where only intervals are tracked
  struct LocationHash {
    std::size_t operator()(const std::pair<const char*, int>& location) const {
      return std::hash<const char*>{}(location.first) * 31 + static_cast<std::size_t>(location.second);
    }
  };
  // By lasting file name and line.
  std::unordered_map<std::pair<const char*, int>, std::uint32_t, LocationHash> seen_locations_;
  std::uint32_t last_location_ = 0;
  std::multimap<std::uint64_t, std::size_t> seen_tables_;  // by hash
};

}  // namespace wirefold
