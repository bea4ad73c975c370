// SPDX-License-Identifier: Apache-2.0
// What must not compile, one mistake a block. CMakeLists.txt makes a test of each block: the file compiles as it is,
// does not compile with the block's name defined, and the compiler's errors then hold the text behind the name; where
// the words are the compiler's own, that text is only the name of this file.
#include <algorithm>
#include <vector>

#include "wirefold/dsl/comb_trace.h"
#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/mask.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/window.h"

namespace wf = wirefold;

void mistakes(wf::FixedVariableArray x, wf::FixedVariable s, wf::NumericArray n, const std::vector<double>& v) {
  static_cast<void>(x + s + n);
  static_cast<void>(v);
#if defined(an_array_as_a_condition)  // not a C++ condition: use wirefold::where(condition, when_true, when_false)
  if (x) x = x + 1;
#endif
#if defined(a_scalar_in_a_conditional_expression)  // not a C++ condition: use wirefold::where
  static_cast<void>(s ? 1 : 2);
#endif
#if defined(a_comparison_as_a_condition)  // not a C++ condition: use wirefold::where
  if (x < s) x = x + 1;
#endif
#if defined(a_comparison_with_a_number)  // not a C++ condition: use wirefold::where
  static_cast<void>(0 <= s);
#endif
#if defined(a_comparison_of_numbers)  // with wirefold::less(a, b), greater, less_equal or greater_equal as the
                                      // condition
  static_cast<void>(n < n);
#endif
#if defined(a_comparison_of_three)  // with wirefold::less(a, b)
  static_cast<void>(0 < x < 3);
#endif
#if defined(the_result_of_a_comparison_as_a_condition)  // not a C++ condition: use wirefold::where
  if (wf::less(x, s)) x = x + 1;
#endif
#if defined(std_max_of_variables)  // not a C++ condition: use wirefold::where
  static_cast<void>(std::max(s, s));
#endif
#if defined(logical_and)  // not a C++ condition: use wirefold::where
  static_cast<void>(x && s);
#endif
#if defined(logical_or_of_numbers)  // not a C++ condition: use wirefold::where
  static_cast<void>(n || n);
#endif
#if defined(logical_not)  // not a C++ condition: use wirefold::where
  static_cast<void>(!s);
#endif
#if defined(equality_of_variables)  // use wirefold::equal(a, b)
  static_cast<void>(x == x);
#endif
#if defined(equality_with_numbers)  // use wirefold::equal(a, b)
  static_cast<void>(n == x);
#endif
#if defined(inequality)  // use wirefold::equal(a, b)
  static_cast<void>(s != 0);
#endif
#if defined(std_find_of_a_variable)  // use wirefold::equal(a, b)
  const std::vector<wf::FixedVariable> all{s, s};
  static_cast<void>(std::find(all.begin(), all.end(), s));
#endif
#if defined(remainder)  // the remainder of 2^n is what quantize with WRAP gives
  static_cast<void>(x % 4);
#endif
#if defined(division_of_variables)  // division by a variable is not supported
  static_cast<void>(x / x);
#endif
#if defined(a_format_with_a_number_for_its_sign)  // mistakes.cc
  x = wf::quantize(x, {7, 3, 2});
#endif
#if defined(a_format_with_half_a_bit)  // mistakes.cc
  x = wf::quantize(x, {true, 3.5, 2});
#endif
#if defined(a_truth_value_as_a_number)  // mistakes.cc
  x = x + true;
#endif
#if defined(a_character_as_a_number)  // mistakes.cc
  x = x + 'a';
#endif
#if defined(a_fractional_index)  // mistakes.cc
  x = x(1.5);
#endif
#if defined(a_truth_value_as_an_index)  // mistakes.cc
  x = x(true);
#endif
#if defined(a_fractional_axis)  // mistakes.cc
  x = wf::amax(x, 0.5);
#endif
#if defined(keepdims_in_the_place_of_the_axis)  // mistakes.cc
  x = wf::sum(x, true);
#endif
#if defined(a_fractional_exponent)  // mistakes.cc
  x = wf::power(x, 0.5);
#endif
#if defined(a_fractional_stride)  // mistakes.cc
  x = wf::max_pool(x, {2}, {.stride = 1.5});
#endif
#if defined(a_variable_mask)  // mistakes.cc
  x = wf::extract(x, x);
#endif
#if defined(a_fractional_count)  // mistakes.cc
  x = wf::repeat(x, 1.5);
#endif
#if defined(a_fractional_shift)  // mistakes.cc
  x = x << 0.5;
#endif
#if defined(numbers_and_variables_in_one_list)  // mistakes.cc
  x = wf::stack({x, n});
#endif
#if defined(a_number_as_an_array_of_variables)  // mistakes.cc
  x = 1.0;
#endif
#if defined(a_vector_without_a_shape)  // mistakes.cc
  n = v;
#endif
}
