// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/input.h"

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/quantizer_format.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/trace.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "FixedVariableArrayInput";

// `format_of(place)` is the format of an element.
template <class FormatOf>
FixedVariableArray input_array(const Shape& shape, const Location& location, FormatOf format_of) {
  check_shape(kFunction, shape, location);
  TracedElements elements{Trace::make(), {}, {}};
  Builder& builder = elements.trace.get()->builder();
  builder.begin_input("x", shape);
  for (std::size_t place = 0; place < shape.size(); ++place) {
    elements.uses.push_back({builder.input(format_of(place), location)});
  }
  return {shape, std::move(elements)};
}

template <class FormatOf>
NumericArray read_array(const NumericArray& x, const Location& location, FormatOf format_of) {
  refuse_quotients("read", x.shape(), x.divisors(), location);
  std::vector<Dyadic> results;
  for (std::size_t place = 0; place < x.size(); ++place) {
    results.push_back(read_input(x.numerators()[place], format_of(place)));
  }
  return {x.shape(), std::move(results), {}};
}

}  // namespace

FixedVariableArray FixedVariableArrayInput(const Shape& shape, const Location& location) {
  return input_array(shape, location, [](std::size_t) { return kOpenFormat; });
}

FixedVariableArray FixedVariableArrayInput(const Shape& shape, const Format& format, const Location& location) {
  check_format(kFunction, format, location);
  return input_array(shape, location, [&](std::size_t) { return format; });
}

FixedVariableArray FixedVariableArrayInput(const Shape& shape, const FormatArray& formats, const Location& location) {
  check_shape(kFunction, shape, location);
  const std::vector<Format> stretched = formats.stretched(kFunction, shape, location);
  return input_array(shape, location, [&](std::size_t place) { return stretched[place]; });
}

NumericArray read(const NumericArray& x, const Format& format, const Location& location) {
  check_format("read", format, location);
  return read_array(x, location, [&](std::size_t) { return format; });
}

NumericArray read(const NumericArray& x, const FormatArray& formats, const Location& location) {
  const std::vector<Format> stretched = formats.stretched("read", x.shape(), location);
  return read_array(x, location, [&](std::size_t place) { return stretched[place]; });
}

}  // namespace wirefold
