// SPDX-License-Identifier: Apache-2.0
#pragma once

// The functions of the DSL mean what numpy's mean: on numbers, on variables, and on both together.
#include <numeric>
#include <string>
#include <type_traits>

#include "tests/dsl/dsl_testing.h"
#include "tests/dsl/numpy_cases.h"
#include "wirefold/dsl/input.h"

namespace wirefold {

template <class X, class M, class N, class V, class S>
struct Arrays {
  X x;
  M m;
  N n;
  V v;
  S s;
};

// As in numpy_cases.py.
inline auto numbers() {
  std::vector<int> n(20);
  for (int i = 0; i < 20; ++i) n[static_cast<std::size_t>(i)] = i % 7 - 3;
  std::vector<int> counting(24);
  std::iota(counting.begin(), counting.end(), 0);
  const auto first = [&](const Shape& shape) {
    return NumericArray::from_values(shape, std::span<const int>(counting).first(shape.size()));
  };
  return Arrays<NumericArray, NumericArray, NumericArray, NumericArray, NumericArray>{
      first({2, 3, 4}) - 7, first({3, 4}) * 3 - 5, NumericArray::from_values({4, 5}, n), {3, -1, 4, -1}, 6};
}

inline NumericArray expected(const std::string& expression) {
  for (const auto* group : {&numpy_cases(), &numpy_cases_reduce(), &numpy_cases_elementwise(), &numpy_cases_rearrange(),
                            &numpy_cases_contract(), &numpy_cases_compare()}) {
    for (const NumpyCase& known : *group) {
      if (expression == known.expression) return NumericArray::from_values(known.shape, known.values);
    }
  }
  FAIL("numpy_cases.py does not know " << expression);
  return 0;
}

inline void check_equal(const NumericArray& result, const NumericArray& wanted) {
  CHECK(to_string(result) == to_string(wanted));
  CHECK(to_string(result.shape()) == to_string(wanted.shape()));
}

// What `function` gives in a program of which the arrays are inputs that are variables in `in`.
template <class In, class Function>
void check_traced(const In& in, Function function, const NumericArray& wanted) {
  const auto result = function(in);
  if constexpr (std::is_same_v<decltype(function(in)), FixedVariableArray>) {
    std::vector<FixedVariableArray> inputs;
    std::vector<NumericArray> samples;
    const auto add = [&](const auto& array, const NumericArray& sample) {
      if constexpr (SymbolicArray<decltype(array)>) {
        inputs.push_back(array);
        samples.push_back(sample);
      }
    };
    const auto given = numbers();
    add(in.x, given.x);
    add(in.m, given.m);
    add(in.n, given.n);
    add(in.v, given.v);
    add(in.s, given.s);
    check_equal(run(comb_trace(inputs, result), samples).front(), wanted);
  } else {
    check_equal(result, wanted);
  }
}

template <class Function>
void check_like_numpy(const std::string& expression, Function function) {
  INFO(expression);
  const NumericArray wanted = expected(expression);
  const auto given = numbers();
  const auto input = [](const NumericArray& sample) { return FixedVariableArrayInput(sample.shape(), {true, 6, 0}); };
  using Numbers = NumericArray;
  using Variables = FixedVariableArray;
  check_traced(given, function, wanted);
  check_traced(
      Arrays<Variables, Variables, Variables, Variables, Variables>{input(given.x), input(given.m), input(given.n),
                                                                    input(given.v), input(given.s)},
      function, wanted);
  // Numbers beside variables, either way round.
  check_traced(Arrays<Variables, Numbers, Variables, Numbers, Variables>{input(given.x), given.m, input(given.n),
                                                                         given.v, input(given.s)},
               function, wanted);
  check_traced(Arrays<Numbers, Variables, Numbers, Variables, Numbers>{given.x, input(given.m), given.n, input(given.v),
                                                                       given.s},
               function, wanted);
}

#define CHECK_LIKE_NUMPY(expression, ...) check_like_numpy(expression, [](const auto& in) { return __VA_ARGS__; })

}  // namespace wirefold
