// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/fixed_variable_array.h"

#include <array>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/joined.h"
#include "wirefold/dsl/print.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/trace.h"
#include "wirefold/ir/error.h"

namespace wirefold {

FixedVariableArray::FixedVariableArray(Shape shape, TracedElements elements)
    : shape_(std::move(shape)), elements_(std::move(elements)) {}

FixedVariableArray::FixedVariableArray(const Shape& shape, std::span<const FixedVariable> elements,
                                       const Location& location)
    : shape_(shape) {
  check_shape("FixedVariableArray", shape, location);
  if (elements.size() != shape.size()) {
    throw ShapeError("FixedVariableArray",
                     std::to_string(elements.size()) + " elements for shape " + to_string(shape) + ", which has " +
                         std::to_string(shape.size()),
                     location);
  }
  std::vector<const FixedVariableArray*> arrays;
  for (const FixedVariable& element : elements) arrays.push_back(&element);
  elements_ = joined_elements(arrays);
}

FixedVariableArray::FixedVariableArray(const Shape& shape, const std::vector<FixedVariable>& elements,
                                       const Location& location)
    : FixedVariableArray(shape, std::span(elements), location) {}

Trace& FixedVariableArray::trace() const { return Trace::settle(elements_); }

const TracedElements& FixedVariableArray::elements() const {
  trace();
  return elements_;
}

Location FixedVariableArray::location() const {
  const CombLogic& graph = trace().graph();
  return graph.location(graph.definition(elements_.uses.front().value));
}

FixedVariableArray FixedVariableArray::operator()(const Slice& first, const Slice& second, const Slice& third,
                                                  const Slice& fourth, const Slice& fifth, const Slice& sixth,
                                                  const Slice& seventh, const Slice& eighth,
                                                  const Location& location) const {
  return gather(slice_plan(shape_, std::array{first, second, third, fourth, fifth, sixth, seventh, eighth}, location));
}

FixedVariable FixedVariableArray::item(const Location& location) const { return FixedVariable(*this, location); }

FixedVariableArray FixedVariableArray::gather(const Gather& plan) const {
  const TracedElements& from = elements();
  TracedElements result{from.trace, gathered(from.uses, plan.source), {}};
  if (!from.divisors.empty()) result.divisors = carried_divisors(gathered(from.divisors, plan.source));
  return {plan.shape, std::move(result)};
}

FixedVariable::FixedVariable(const FixedVariableArray& array, const Location& location)
    : FixedVariableArray(Shape{}, array.elements()) {
  if (array.size() != 1) {
    throw ShapeError("FixedVariable", "an array of shape " + to_string(array.shape()) + " has more than one element",
                     location);
  }
}

FixedVariableArray constant(const NumericArray& numbers, const Location& location) {
  TracedElements elements{Trace::make(), {}, {}};
  Builder& builder = elements.trace.get()->builder();
  for (const Dyadic& number : numbers.numbers(location)) elements.uses.push_back({builder.constant(number, location)});
  return {numbers.shape(), std::move(elements)};
}

}  // namespace wirefold
