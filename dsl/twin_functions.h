// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"

// A function of the DSL exists for variables and for numbers, under one name and with one meaning, and takes the user's
// line as its last argument. These declare its overloads; what a function does stands above the line that uses them.

/// name(x, parameters..., location): of variables and of numbers. Parameters have defaults where they may be left out.
#define WIREFOLD_OF_ONE_ARRAY(name, ...)                                                                      \
  ::wirefold::FixedVariableArray name(                                                                        \
      const ::wirefold::FixedVariableArray& x,                                                                \
      __VA_ARGS__ __VA_OPT__(, ) const ::wirefold::Location& location = ::wirefold::Location::here());        \
  ::wirefold::NumericArray name(const ::wirefold::NumericArray& x, __VA_ARGS__ __VA_OPT__(, )                 \
                                                                       const ::wirefold::Location& location = \
                                                                           ::wirefold::Location::here())

/// name(a, b, parameters..., location): of variables, of numbers, and of one beside the other.
#define WIREFOLD_OF_TWO_ARRAYS(name, ...)                                                              \
  ::wirefold::FixedVariableArray name(                                                                 \
      const ::wirefold::FixedVariableArray& a, const ::wirefold::FixedVariableArray& b,                \
      __VA_ARGS__ __VA_OPT__(, ) const ::wirefold::Location& location = ::wirefold::Location::here()); \
  ::wirefold::FixedVariableArray name(                                                                 \
      const ::wirefold::FixedVariableArray& a, const ::wirefold::NumericArray& b,                      \
      __VA_ARGS__ __VA_OPT__(, ) const ::wirefold::Location& location = ::wirefold::Location::here()); \
  ::wirefold::FixedVariableArray name(                                                                 \
      const ::wirefold::NumericArray& a, const ::wirefold::FixedVariableArray& b,                      \
      __VA_ARGS__ __VA_OPT__(, ) const ::wirefold::Location& location = ::wirefold::Location::here()); \
  ::wirefold::NumericArray name(                                                                       \
      const ::wirefold::NumericArray& a, const ::wirefold::NumericArray& b,                            \
      __VA_ARGS__ __VA_OPT__(, ) const ::wirefold::Location& location = ::wirefold::Location::here())
