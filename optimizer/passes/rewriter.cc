// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/rewriter.h"

#include <algorithm>
#include <unordered_set>

#include "wirefold/ir/error.h"

namespace wirefold {

Rewriter::Rewriter(const CombLogic& from, RangeTracking tracking)
    : from_(from), builder_(tracking), replacements_(from.value_count()) {
  builder_.set_name(from.name());
  builder_.reserve(from);
}

Use Rewriter::operator()(const Use& use) const {
  const Use& replacement = replacements_[use.value];
  check_internal(replacement.value != kNoValue, "a value was used before it was rewritten");
  return compose(replacement, use.shift, use.negate);
}

std::vector<Use> Rewriter::operator()(std::span<const Use> uses) const {
  std::vector<Use> mapped;
  mapped.reserve(uses.size());
  for (const Use& use : uses) mapped.push_back((*this)(use));
  return mapped;
}

Use Rewriter::as_bit(const Use& use, const Location& location) {
  return use.negate ? Use{builder_.less_than({use.value}, Dyadic(0), location)} : use;
}

void Rewriter::replace(ValueId value, const Use& replacement) {
  builder_.narrow(replacement.value, transformed(from_.interval(value), -replacement.shift, replacement.negate));
  replacements_[value] = replacement;
}

void Rewriter::substitute(ValueId value, const Use& replacement) {
  replacements_[value] = replacement;
  substituted_.push_back(value);
}

void Rewriter::copy(const Operation& operation) {
  if (operation.opcode == Opcode::kInput) {
    while (input_elements_left_ == 0) {
      const NamedTensor& input = from_.inputs()[next_input_++];
      builder_.begin_input(input.name, input.shape);
      input_elements_left_ = input.elements.size();
    }
    --input_elements_left_;
    replace(operation.first_result, {builder_.copy(from_, operation, {})});
    return;
  }
  if (operation.result_count == 1 && from_.interval(operation.first_result).is_point()) {
    const Dyadic value = from_.interval(operation.first_result).low_value();
    replacements_[operation.first_result] = {builder_.constant(value, from_.location(operation))};
    return;
  }
  operands_.clear();
  for (const Use& use : from_.operands(operation)) operands_.push_back((*this)(use));
  if (operation.opcode == Opcode::kSelect) operands_[0] = as_bit(operands_[0], from_.location(operation));
  const ValueId first = builder_.copy(from_, operation, operands_);
  for (std::uint32_t i = 0; i < operation.result_count; ++i) replacements_[operation.first_result + i] = {first + i};
}

bool Rewriter::is_kept(const Use& element) const {
  return element.value != kNoValue && is_mapped(element.value) &&
         !std::binary_search(substituted_.begin(), substituted_.end(), element.value);
}

std::vector<ValueId> Rewriter::ends_of(const NamedTensor& tensor) const {
  std::vector<ValueId> open = tensor.ends;
  std::vector<ValueId> elements;
  for (const Use& use : tensor.elements) {
    if (is_kept(use)) {
      elements.push_back(replacements_[use.value].value);
    } else if (use.value != kNoValue) {
      open.push_back(use.value);
    }
  }
  std::sort(elements.begin(), elements.end());
  std::unordered_set<ValueId> seen(open.begin(), open.end());
  std::vector<ValueId> ends;
  while (!open.empty()) {
    const ValueId value = open.back();
    open.pop_back();
    if (is_mapped(value)) {
      ends.push_back(replacements_[value].value);
      continue;
    }
    for (const Use& use : from_.operands(from_.definition(value))) {
      if (seen.insert(use.value).second) open.push_back(use.value);
    }
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  std::erase_if(ends, [&](ValueId value) {
    const Opcode opcode = builder_.graph().definition(value).opcode;
    return opcode == Opcode::kInput || opcode == Opcode::kConstant ||
           std::binary_search(elements.begin(), elements.end(), value);
  });
  return ends;
}

CombLogic Rewriter::finish() {
  for (; next_input_ < from_.inputs().size(); ++next_input_) {
    builder_.begin_input(from_.inputs()[next_input_].name, from_.inputs()[next_input_].shape);
  }
  for (NamedTensor tensor : from_.named_tensors()) {
    tensor.ends = ends_of(tensor);
    for (Use& use : tensor.elements) use = is_kept(use) ? (*this)(use) : Use{};
    builder_.add_named_tensor(std::move(tensor));
  }
  for (NamedTensor tensor : from_.outputs()) {
    for (Use& use : tensor.elements) use = (*this)(use);
    builder_.add_output(std::move(tensor));
  }
  return builder_.finish();
}

}  // namespace wirefold
