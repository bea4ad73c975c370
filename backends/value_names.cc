// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/value_names.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace wirefold {
namespace {

constexpr std::uint32_t kNoScope = std::numeric_limits<std::uint32_t>::max();

// Intermediate tensors in program order, then the outputs: a value belongs to the first that needs it.
std::vector<const NamedTensor*> scopes_of(const CombLogic& logic) {
  std::vector<const NamedTensor*> scopes;
  for (const NamedTensor& tensor : logic.named_tensors()) scopes.push_back(&tensor);
  for (const NamedTensor& tensor : logic.outputs()) scopes.push_back(&tensor);
  return scopes;
}

std::string numbered(const std::string& tensor_name, std::size_t element) {
  return legal_identifier(tensor_name + "_" + std::to_string(element));
}

// The scope of each value; for a named element the tensor itself.
std::vector<std::uint32_t> scope_of_values(const CombLogic& logic, const std::vector<const NamedTensor*>& scopes) {
  std::vector<std::uint32_t> own(logic.value_count(), kNoScope);
  for (std::uint32_t scope = 0; scope < scopes.size(); ++scope) {
    for (const Use& use : scopes[scope]->elements) {
      if (use.value != kNoValue && own[use.value] == kNoScope) own[use.value] = scope;
    }
  }
  std::vector<std::uint32_t> result = own;
  const auto operations = logic.operations();
  for (auto operation = operations.rbegin(); operation != operations.rend(); ++operation) {
    const std::uint32_t scope = result[operation->first_result];
    for (const Use& use : logic.operands(*operation)) {
      if (own[use.value] == kNoScope) result[use.value] = std::min(result[use.value], scope);
    }
  }
  return result;
}

class ValueNamer {
 public:
  ValueNamer(const CombLogic& logic, const std::vector<bool>& on_hardware, NameTable& names)
      : logic_(logic), on_hardware_(on_hardware), names_(names), result_(logic.value_count()) {}

  std::vector<std::string> run() {
    const std::vector<const NamedTensor*> scopes = scopes_of(logic_);
    for (const NamedTensor& input : logic_.inputs()) name_inputs(input);
    for (const NamedTensor* tensor : scopes) name_elements(*tensor);
    const std::vector<std::uint32_t> scope_of = scope_of_values(logic_, scopes);
    std::vector<std::size_t> counts(scopes.size());
    for (ValueId value = 0; value < logic_.value_count(); ++value) {
      if (!is_open(value)) continue;
      const std::uint32_t scope = scope_of[value];  // never kNoScope: an output depends on the value
      const std::string base = legal_identifier(scopes[scope]->name);
      result_[value] = names_.unique(base + "_v" + std::to_string(counts[scope]++));
    }
    return std::move(result_);
  }

 private:
  // Still without a name and in need of one.
  bool is_open(ValueId value) const {
    return on_hardware_[value] && !logic_.interval(value).is_point() && result_[value].empty();
  }

  // Elements of an input are slices of its port, so these names are only what registers of theirs are named after.
  void name_inputs(const NamedTensor& tensor) {
    const std::size_t size = tensor.elements.size();
    for (std::size_t i = 0; i < size; ++i) {
      if (!is_open(tensor.elements[i].value)) continue;
      result_[tensor.elements[i].value] = size == 1 ? tensor.name : numbered(tensor.name, i);
    }
  }

  void name_elements(const NamedTensor& tensor) {
    const std::size_t size = tensor.elements.size();
    for (std::size_t i = 0; i < size; ++i) {
      const Use& use = tensor.elements[i];
      if (use.value == kNoValue || use.negate || !is_open(use.value)) continue;
      const std::string whole = legal_identifier(tensor.name);  // taken if the tensor is a port
      const bool takes_whole = size == 1 && names_.claim(whole);
      result_[use.value] = takes_whole ? whole : names_.unique(numbered(tensor.name, i));
    }
  }

  const CombLogic& logic_;
  const std::vector<bool>& on_hardware_;
  NameTable& names_;
  std::vector<std::string> result_;
};

}  // namespace

std::vector<bool> values_on_hardware(const CombLogic& logic) {
  std::vector<bool> needed(logic.value_count(), false);
  for (const NamedTensor& output : logic.outputs()) {
    for (const Use& use : output.elements) needed[use.value] = true;
  }
  const auto operations = logic.operations();
  for (auto operation = operations.rbegin(); operation != operations.rend(); ++operation) {
    const ValueId result = operation->first_result;
    if (!needed[result] || logic.interval(result).is_point()) continue;
    for (const Use& use : logic.operands(*operation)) needed[use.value] = true;
  }
  return needed;
}

std::vector<std::string> name_values(const CombLogic& logic, const std::vector<bool>& on_hardware, NameTable& names) {
  return ValueNamer(logic, on_hardware, names).run();
}

}  // namespace wirefold
