// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/ir/format.h"
#include "wirefold/ir/interval.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/matrix.h"
#include "wirefold/ir/operation.h"
#include "wirefold/ir/shape.h"
#include "wirefold/ir/table.h"

namespace wirefold {

/// A tensor of a program that has a name: an input, an output, or an intermediate one the user named.
/// Elements are in C order. An element of an intermediate tensor is kNoValue where a pass removed it.
///
/// An intermediate tensor ends a layer: what it leads from and no earlier one does is that layer's. Where an element
/// was removed, `ends` has what is left of it, or of what it was made of: rising, no input and no constant, and no
/// element.
struct NamedTensor {
  std::string name;
  Shape shape;
  std::vector<Use> elements;
  std::vector<ValueId> ends = {};

  friend bool operator==(const NamedTensor&, const NamedTensor&) = default;
};

/// A combinational program (the law is in ir/operation.h). Only a Builder makes or extends one.
class CombLogic {
 public:
  std::span<const Operation> operations() const { return operations_; }
  std::size_t value_count() const { return intervals_.size(); }
  std::span<const Use> operands(const Operation& operation) const {
    return std::span(uses_).subspan(operation.first_operand, operation.operand_count);
  }
  /// The operation that defines a value.
  const Operation& definition(ValueId value) const { return operations_[definitions_[value]]; }
  /// Its place in `operations()`.
  std::size_t definition_index(ValueId value) const { return definitions_[value]; }

  const Interval& interval(ValueId value) const { return intervals_[value]; }
  Interval interval(const Use& use) const { return transformed(intervals_[use.value], use.shift, use.negate); }
  Format format(ValueId value) const { return intervals_[value].format(); }
  Format format(const Use& use) const { return interval(use).format(); }

  const Format& input_format(const Operation& input) const { return formats_[input.attribute]; }
  const Dyadic& constant(const Operation& operation) const { return constants_[operation.attribute]; }
  const Matrix& matrix(const Operation& linear) const { return matrices_[linear.attribute]; }
  const Quantizer& quantizer(const Operation& quantize) const { return quantizers_[quantize.attribute]; }
  /// The format of a relu; null where the relu is exact.
  const Format* relu_format(const Operation& relu) const {
    return relu.attribute == 0 ? nullptr : &formats_[relu.attribute - 1];
  }
  const Table& table(const Operation& lookup) const { return *tables_[lookup.attribute]; }
  /// The tables of the program, each once, in the order in which lookups first use them.
  std::span<const TablePointer> tables() const { return tables_; }
  const Location& location(const Operation& operation) const { return locations_[operation.location]; }

  /// Input tensors; element i of a tensor is the value of one `input` operation, used plainly.
  const std::vector<NamedTensor>& inputs() const { return inputs_; }
  const std::vector<NamedTensor>& outputs() const { return outputs_; }
  /// Intermediate tensors named by the user, in program order.
  const std::vector<NamedTensor>& named_tensors() const { return named_tensors_; }
  const std::string& name() const { return name_; }

  /// The same operations in the same order with the same fields, intervals, locations, tensors and names.
  friend bool operator==(const CombLogic& a, const CombLogic& b);

 private:
  friend class Builder;

  std::string name_ = "model";
  std::vector<Operation> operations_;
  std::vector<Use> uses_;
  std::vector<Interval> intervals_;         // one a value
  std::vector<std::uint32_t> definitions_;  // one a value
  std::vector<Dyadic> constants_;
  std::vector<Matrix> matrices_;
  std::vector<Quantizer> quantizers_;
  std::vector<Format> formats_;
  std::vector<TablePointer> tables_;
  std::vector<Location> locations_{Location{}};
  std::vector<NamedTensor> inputs_;
  std::vector<NamedTensor> outputs_;
  std::vector<NamedTensor> named_tensors_;
};

}  // namespace wirefold
