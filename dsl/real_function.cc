// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/real_function.h"

#include "wirefold/ir/error.h"

namespace wirefold {

const char* to_string(UnaryFunction function) {
  switch (function) {
#define WIREFOLD_NAME(enumerator, name) \
  case UnaryFunction::enumerator:       \
    return #name;
    WIREFOLD_UNARY_FUNCTIONS(WIREFOLD_NAME)
#undef WIREFOLD_NAME
  }
  throw InternalError("a function that is not in the list");
}

RealFunction RealFunction::with(Step step) const {
  RealFunction result = *this;
  result.steps_.push_back(std::move(step));
  return result;
}

RealFunction RealFunction::then(UnaryFunction function) const {
  return with({.kind = StepKind::kFunction, .function = function, .number = {}, .callable = nullptr});
}
RealFunction RealFunction::then(Callable callable) const {
  return with(
      {.kind = StepKind::kCallable, .number = {}, .callable = std::make_shared<const Callable>(std::move(callable))});
}
RealFunction RealFunction::plus(const Dyadic& number) const {
  return with({.kind = StepKind::kPlus, .number = number, .callable = nullptr});
}
RealFunction RealFunction::times(const Dyadic& number) const {
  return with({.kind = StepKind::kTimes, .number = number, .callable = nullptr});
}
RealFunction RealFunction::divided_by(const Dyadic& divisor) const {
  check_internal(!divisor.is_zero(), "a division by zero in a function");
  return with({.kind = StepKind::kDividedBy, .number = divisor, .callable = nullptr});
}
RealFunction RealFunction::power(const Dyadic& exponent) const {
  return with({.kind = StepKind::kPower, .number = exponent, .callable = nullptr});
}

std::string RealFunction::name() const {
  const bool is_one = steps_.size() == 1 && steps_[0].kind == StepKind::kFunction;
  return is_one ? to_string(steps_[0].function) : "the function";
}

}  // namespace wirefold
