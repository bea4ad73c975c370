// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/joined.h"

#include <algorithm>

#include "wirefold/dsl/trace.h"

namespace wirefold {
namespace {

// Appends the divisors of an array to those of `size` elements before it, where either of them has any.
void append_divisors(std::vector<Integer>& divisors, std::size_t size, const std::vector<Integer>& more,
                     std::size_t more_size) {
  if (divisors.empty() && more.empty()) return;
  divisors.resize(size, Integer(1));
  divisors.insert(divisors.end(), more.begin(), more.end());
  divisors.resize(size + more_size, Integer(1));
}

Shape flat(std::size_t size) { return {size}; }

}  // namespace

TracedElements joined_elements(std::span<const FixedVariableArray* const> arrays) {
  Trace::join(arrays);
  TracedElements result{arrays.front()->elements().trace, {}, {}};
  for (const FixedVariableArray* array : arrays) {
    const TracedElements& from = array->elements();
    append_divisors(result.divisors, result.uses.size(), from.divisors, from.uses.size());
    result.uses.insert(result.uses.end(), from.uses.begin(), from.uses.end());
  }
  return result;
}

FixedVariableArray joined(std::span<const FixedVariableArray> arrays) {
  std::vector<const FixedVariableArray*> pointers;
  for (const FixedVariableArray& array : arrays) pointers.push_back(&array);
  TracedElements elements = joined_elements(pointers);
  const std::size_t size = elements.uses.size();
  return {flat(size), std::move(elements)};
}

NumericArray joined(std::span<const NumericArray> arrays) {
  std::vector<Dyadic> numerators;
  std::vector<Integer> divisors;
  for (const NumericArray& array : arrays) {
    append_divisors(divisors, numerators.size(), array.divisors(), array.size());
    numerators.insert(numerators.end(), array.numerators().begin(), array.numerators().end());
  }
  const Shape shape = flat(numerators.size());
  return {shape, std::move(numerators), std::move(divisors)};
}

}  // namespace wirefold
