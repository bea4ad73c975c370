// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/contract.h"

#include "wirefold/dsl/contraction.h"

namespace wirefold {

FixedVariableArray matmul(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return contracted("matmul", matmul_plan(a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray matmul(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return contracted("matmul", matmul_plan(a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray matmul(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return contracted("matmul", matmul_plan(a.shape(), b.shape(), location), a, b, location);
}
NumericArray matmul(const NumericArray& a, const NumericArray& b, const Location& location) {
  return contracted("matmul", matmul_plan(a.shape(), b.shape(), location), a, b, location);
}

FixedVariableArray dot(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return contracted("dot", dot_plan(a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray dot(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return contracted("dot", dot_plan(a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray dot(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return contracted("dot", dot_plan(a.shape(), b.shape(), location), a, b, location);
}
NumericArray dot(const NumericArray& a, const NumericArray& b, const Location& location) {
  return contracted("dot", dot_plan(a.shape(), b.shape(), location), a, b, location);
}

FixedVariableArray inner(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return contracted("inner", inner_plan(a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray inner(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return contracted("inner", inner_plan(a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray inner(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return contracted("inner", inner_plan(a.shape(), b.shape(), location), a, b, location);
}
NumericArray inner(const NumericArray& a, const NumericArray& b, const Location& location) {
  return contracted("inner", inner_plan(a.shape(), b.shape(), location), a, b, location);
}

FixedVariableArray outer(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return contracted("outer", outer_plan(a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray outer(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return contracted("outer", outer_plan(a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray outer(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return contracted("outer", outer_plan(a.shape(), b.shape(), location), a, b, location);
}
NumericArray outer(const NumericArray& a, const NumericArray& b, const Location& location) {
  return contracted("outer", outer_plan(a.shape(), b.shape(), location), a, b, location);
}

FixedVariableArray tensordot(const FixedVariableArray& a, const FixedVariableArray& b, const TensordotAxes& axes,
                             const Location& location) {
  return contracted("tensordot", tensordot_plan(a.shape(), b.shape(), axes, location), a, b, location);
}
FixedVariableArray tensordot(const FixedVariableArray& a, const NumericArray& b, const TensordotAxes& axes,
                             const Location& location) {
  return contracted("tensordot", tensordot_plan(a.shape(), b.shape(), axes, location), a, b, location);
}
FixedVariableArray tensordot(const NumericArray& a, const FixedVariableArray& b, const TensordotAxes& axes,
                             const Location& location) {
  return contracted("tensordot", tensordot_plan(a.shape(), b.shape(), axes, location), a, b, location);
}
NumericArray tensordot(const NumericArray& a, const NumericArray& b, const TensordotAxes& axes,
                       const Location& location) {
  return contracted("tensordot", tensordot_plan(a.shape(), b.shape(), axes, location), a, b, location);
}

FixedVariableArray einsum(std::string_view subscripts, const FixedVariableArray& a, const FixedVariableArray& b,
                          const Location& location) {
  return contracted("einsum", einsum_plan(subscripts, a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray einsum(std::string_view subscripts, const FixedVariableArray& a, const NumericArray& b,
                          const Location& location) {
  return contracted("einsum", einsum_plan(subscripts, a.shape(), b.shape(), location), a, b, location);
}
FixedVariableArray einsum(std::string_view subscripts, const NumericArray& a, const FixedVariableArray& b,
                          const Location& location) {
  return contracted("einsum", einsum_plan(subscripts, a.shape(), b.shape(), location), a, b, location);
}
NumericArray einsum(std::string_view subscripts, const NumericArray& a, const NumericArray& b,
                    const Location& location) {
  return contracted("einsum", einsum_plan(subscripts, a.shape(), b.shape(), location), a, b, location);
}

// One array is its product with the number 1.
FixedVariableArray einsum(std::string_view subscripts, const FixedVariableArray& a, const Location& location) {
  return contracted("einsum", einsum_plan(subscripts, a.shape(), location), a, NumericArray(1), location);
}
NumericArray einsum(std::string_view subscripts, const NumericArray& a, const Location& location) {
  return contracted("einsum", einsum_plan(subscripts, a.shape(), location), a, NumericArray(1), location);
}

}  // namespace wirefold
