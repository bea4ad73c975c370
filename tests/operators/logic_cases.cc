// SPDX-License-Identifier: Apache-2.0
#include "tests/operators/operator_case.h"
#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/histogram.h"
#include "wirefold/dsl/logic.h"
#include "wirefold/dsl/search.h"
#include "wirefold/dsl/sort.h"

namespace wirefold::operators {

std::vector<OperatorCase> logic_cases() {
  const OperatorInput x{Shape{3}, {true, 3, 1}};
  const OperatorInput y{Shape{3}, {false, 3, 2}};
  const OperatorInput keys{Shape{6}, {true, 2, 0}};
  const OperatorInput payload{Shape{6}, {false, 3, 1}};
  const OperatorInput bit{Shape{3}, {false, 1, 0}};
  const NumericArray edges = NumericArray{-3.5, -1, 0, 0, 2.5};
  return {
      operator_case("less", x, y, [](const auto& a, const auto& b) { return less(a, b); }),
      operator_case("less_equal", x, y, [](const auto& a, const auto& b) { return less_equal(a, b); }),
      operator_case("greater", x, y, [](const auto& a, const auto& b) { return greater(a, b); }),
      operator_case("greater_equal", x, y, [](const auto& a, const auto& b) { return greater_equal(a, b); }),
      operator_case("equal", x, y, [](const auto& a, const auto& b) { return equal(a, b); }),
      operator_case("not_equal", x, y, [](const auto& a, const auto& b) { return not_equal(a, b); }),
      operator_case("less_number", x,
                    [](const auto& a) {
                      return less(a, NumericArray{0.25, -4, 100});
                    }),
      operator_case("equal_number", x,
                    [](const auto& a) {
                      return equal(a, NumericArray{0.25, -8, 2});
                    }),
      operator_case("where", bit, x, [](const auto& c, const auto& a) { return where(c, a, -a * 3); }),
      operator_case("where_of_number", x, y,
                    [](const auto& c, const auto& a) { return where(c, a, NumericArray(2.5)); }),
      operator_case("sign", x, [](const auto& a) { return sign(a); }),
      operator_case("signbit", x, [](const auto& a) { return signbit(a); }),
      operator_case("logical_and", x, y, [](const auto& a, const auto& b) { return logical_and(a, b); }),
      operator_case("logical_or", x, y, [](const auto& a, const auto& b) { return logical_or(a, b); }),
      operator_case("logical_xor", x, y, [](const auto& a, const auto& b) { return logical_xor(a, b); }),
      operator_case("logical_not", x, [](const auto& a) { return logical_not(a); }),
      operator_case("any", x, [](const auto& a) { return any(a); }),
      operator_case("all", x, [](const auto& a) { return all(a); }),
      operator_case("count_nonzero", x, [](const auto& a) { return count_nonzero(a); }),
      operator_case("bitwise_and", x, y, [](const auto& a, const auto& b) { return bitwise_and(a, b); }),
      operator_case("bitwise_or", x, y, [](const auto& a, const auto& b) { return bitwise_or(a, b); }),
      operator_case("bitwise_xor", x, y, [](const auto& a, const auto& b) { return bitwise_xor(-a, b); }),
      operator_case("bitwise_xor_wider_number", y, [](const auto& a) { return bitwise_xor(a, NumericArray(-1)); }),
      operator_case("bitwise_and_reduce", x, [](const auto& a) { return bitwise_and_reduce(a); }),
      operator_case("bitwise_or_reduce", x, [](const auto& a) { return bitwise_or_reduce(a); }),
      operator_case("bitwise_xor_reduce", x, [](const auto& a) { return bitwise_xor_reduce(a); }),
      operator_case("invert", x,
                    [](const auto& a) {
                      return invert(a, {true, 3, 1});
                    }),
      operator_case("invert_unsigned", y,
                    [](const auto& a) {
                      return invert(a, {false, 3, 2});
                    }),
      operator_case("and_of_bits", y,
                    [](const auto& a) {
                      return and_of_bits(a, {false, 1, 2});
                    }),
      operator_case("or_of_bits", x,
                    [](const auto& a) {
                      return or_of_bits(a, {false, 1, 1});
                    }),
      operator_case("xor_of_bits", x,
                    [](const auto& a) {
                      return xor_of_bits(a, {true, 3, 1});
                    }),
      operator_case("argmax", keys, [](const auto& a) { return argmax(a); }),
      operator_case("argmin", keys, [](const auto& a) { return argmin(a); }),
      operator_case("sort", keys, [](const auto& a) { return sort(a); }),
      operator_case("sort_bitonic", keys, [](const auto& a) { return sort(a, -1, SortingNetwork::kBitonic); }),
      operator_case("argsort", keys, [](const auto& a) { return argsort(a); }),
      operator_case("sort_by", keys, payload, [](const auto& a, const auto& b) { return sort_by(a, b); }),
      operator_case("searchsorted", x, [=](const auto& a) { return searchsorted(edges, a); }),
      operator_case("searchsorted_right", x, [=](const auto& a) { return searchsorted(edges, a, Side::kRight); }),
      operator_case("bit_slice", x,
                    [](const auto& a) {
                      return bit_slice(a, 1, 4, {true, 3, 1});
                    }),
      operator_case("histogram", keys, [=](const auto& a) { return histogram(a, edges); }),
      operator_case("histogram_of_equal_bins", keys,
                    [](const auto& a) {
                      return histogram(a, 3, {-4, 3.5});
                    }),
      operator_case("histogram_of_weights", keys,
                    [=](const auto& a) {
                      return histogram(a, edges, {1, -2, 0.5, 0, 3, 3});
                    }),
  };
}

}  // namespace wirefold::operators
