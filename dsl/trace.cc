// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/trace.h"

#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {

TraceHandle::TraceHandle(Trace* trace) : trace_(trace) {
  if (trace != nullptr) ++trace->references_;
}

void TraceHandle::release() {
  if (--trace_->references_ == 0) delete trace_;
}

TraceHandle Trace::make() { return TraceHandle(new Trace); }

Trace& Trace::settle(TracedElements& elements) {
  while (elements.trace.get()->forward_.get() != nullptr) {
    const Trace& from = *elements.trace.get();
    for (Use& use : elements.uses) use.value += from.offset_;
    elements.trace = TraceHandle(from.forward_);
  }
  return *elements.trace.get();
}

Trace& Trace::join(std::span<const FixedVariableArray* const> arrays) {
  Trace* target = &arrays.front()->trace();
  if (std::all_of(arrays.begin(), arrays.end(), [&](const auto* array) { return &array->trace() == target; })) {
    return *target;
  }
  target = nullptr;
  for (const FixedVariableArray* array : arrays) {
    if (constants_of(*array)) continue;
    target = target == nullptr ? &array->trace() : &merged(*target, array->trace());
  }
  if (target == nullptr) target = &arrays.front()->trace();
  for (const FixedVariableArray* array : arrays) {
    if (&array->trace() != target) target->take_constants(array->elements_);
  }
  return *target;
}

Trace& Trace::merged(Trace& a, Trace& b) {
  if (&a == &b) return a;
  const bool a_is_larger = a.graph().value_count() >= b.graph().value_count();
  Trace& larger = a_is_larger ? a : b;
  larger.absorb(a_is_larger ? b : a);
  return larger;
}

void Trace::absorb(Trace& other) {
  const CombLogic& from = other.graph();
  const auto offset = static_cast<ValueId>(graph().value_count());
  const auto moved = [&](std::span<const Use> uses) {
    std::vector<Use> result(uses.begin(), uses.end());
    for (Use& use : result) use.value += offset;
    return result;
  };
  auto tensor = from.inputs().begin();
  for (const Operation& operation : from.operations()) {
    if (tensor != from.inputs().end() && tensor->elements.front().value == operation.first_result) {
      builder_.begin_input(tensor->name, tensor->shape);
      ++tensor;
    }
    const ValueId copy = builder_.copy(from, operation, moved(from.operands(operation)));
    check_internal(copy == operation.first_result + offset, "a trace was numbered anew while it was merged");
  }
  for (const NamedTensor& named : from.named_tensors()) {
    builder_.add_named_tensor({named.name, named.shape, moved(named.elements)});  // a trace removes nothing: no ends
  }
  other.forward_ = TraceHandle(this);
  other.offset_ = offset;
  other.builder_ = Builder();
}

void Trace::take_constants(TracedElements& elements) {
  const CombLogic& from = elements.trace.get()->graph();
  for (Use& use : elements.uses) {
    const Location& location = from.location(from.definition(use.value));
    use = {builder_.constant(*constant_of(from, use), location)};
  }
  elements.trace = TraceHandle(this);
}

bool is_open(const CombLogic& graph, const Use& use) {
  const Operation& operation = graph.definition(use.value);
  return operation.opcode == Opcode::kInput && graph.input_format(operation) == kOpenFormat;
}

Use moved(const Use& use, int shift, bool negate, const char* function, const Location& location) {
  const std::int64_t total = std::int64_t{use.shift} + shift;
  if (total > kMaxExponent || total < -kMaxExponent) {
    throw ValueError(
        function,
        "the binary point moves by " + std::to_string(total) + " places, the limit is " + std::to_string(kMaxExponent),
        location);
  }
  return compose(use, shift, negate);
}

std::optional<Dyadic> constant_of(const CombLogic& graph, const Use& use) {
  const Operation& operation = graph.definition(use.value);
  if (operation.opcode != Opcode::kConstant) return std::nullopt;
  return apply_use(use, graph.constant(operation));
}

std::optional<std::vector<Dyadic>> constants_of(const FixedVariableArray& array) {
  const CombLogic& graph = array.trace().graph();
  std::vector<Dyadic> numbers;
  for (const Use& use : array.elements().uses) {
    std::optional<Dyadic> number = constant_of(graph, use);
    if (!number) return std::nullopt;
    numbers.push_back(*std::move(number));
  }
  return numbers;
}

std::string open_element_text(const FixedVariableArray& array, std::size_t place) {
  const CombLogic& graph = array.trace().graph();
  const Location& made_at = graph.location(graph.definition(array.elements().uses[place].value));
  return element_text(array.shape(), place) + " is of the open input made at " + to_string(made_at);
}

std::span<const Use> operands_of(const FixedVariableArray& array, const char* function, const Location& location) {
  const CombLogic& graph = array.trace().graph();
  const std::vector<Use>& uses = array.elements().uses;
  refuse_quotients(function, array.shape(), array.elements().divisors, location);
  for (std::size_t place = 0; place < uses.size(); ++place) {
    if (!is_open(graph, uses[place])) continue;
    throw UnsupportedError(function,
                           open_element_text(array, place) +
                               ", which only quantize takes; quantize it first, or declare its format: "
                               "FixedVariableArrayInput(shape, format)",
                           location);
  }
  return uses;
}

}  // namespace wirefold
