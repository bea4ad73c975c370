// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/contraction_plan.h"

#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/einsum_subscripts.h"
#include "wirefold/dsl/gather.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// One index of the product: how far it goes, and how far a step along it goes in each of the arrays.
struct Index {
  int label = 0;
  std::int64_t extent = 1;
  bool in_left = false;
  bool in_right = false;
  std::ptrdiff_t left_stride = 0;
  std::ptrdiff_t right_stride = 0;
  std::ptrdiff_t result_stride = 0;
};

std::string label_text(int label) {
  return is_letter(label) ? "'" + std::string(1, static_cast<char>(label)) + "'" : std::to_string(label);
}

class Indices {
 public:
  Indices(const char* function, const Shape& left, const Shape& right, const Location& location)
      : function_(function), left_(left), right_(right), location_(location) {}

  void add_left(const std::vector<int>& labels) { add(labels, left_, true); }
  void add_right(const std::vector<int>& labels) { add(labels, right_, false); }

  Index& at(int label) {
    return *std::find_if(indices_.begin(), indices_.end(), [&](const Index& index) { return index.label == label; });
  }
  const std::vector<Index>& all() const { return indices_; }

 private:
  void add(const std::vector<int>& labels, const Shape& shape, bool is_left) {
    const std::vector<std::ptrdiff_t> strides = strides_of(shape);
    for (std::size_t axis = 0; axis < labels.size(); ++axis) {
      const bool is_new = std::none_of(indices_.begin(), indices_.end(),
                                       [&](const Index& index) { return index.label == labels[axis]; });
      if (is_new) indices_.push_back({.label = labels[axis], .extent = shape[axis]});
      Index& index = at(labels[axis]);
      const std::int64_t extent = shape[axis];
      const bool is_stretched = !is_letter(index.label) && extent == 1 && index.extent != 1;
      if (is_stretched) continue;
      if (index.extent != extent) {
        if (is_letter(index.label) || index.extent != 1) refuse(index, extent, is_left);
        index = {.label = index.label, .extent = extent};  // the other array is stretched along this axis
      }
      (is_left ? index.in_left : index.in_right) = true;
      (is_left ? index.left_stride : index.right_stride) += strides[axis];
    }
  }

  [[noreturn]] void refuse(const Index& index, std::int64_t extent, bool is_left) const {
    const bool other_is_left = index.in_left;
    const auto operand = [&](bool left) {
      return left ? "operand 0 " + to_string(left_) : "operand 1 " + to_string(right_);
    };
    throw ShapeError(function_,
                     "axis " + label_text(index.label) + " is " + std::to_string(index.extent) + " in " +
                         operand(other_is_left) + " but " + std::to_string(extent) + " in " + operand(is_left),
                     location_);
  }

  const char* function_;
  const Shape& left_;
  const Shape& right_;
  const Location& location_;
  std::vector<Index> indices_;
};

// The places of one of the arrays when the indices of the groups run, the last one fastest.
std::vector<std::size_t> places(std::ptrdiff_t Index::*stride,
                                std::initializer_list<const std::vector<Index>*> groups) {
  Shape shape;
  std::vector<std::ptrdiff_t> strides;
  for (const std::vector<Index>* group : groups) {
    for (const Index& index : *group) {
      shape.push_back(index.extent);
      strides.push_back(index.*stride);
    }
  }
  return strided_places(shape, strides);
}

std::size_t extent_of(const std::vector<Index>& group) {
  std::size_t extent = 1;
  for (const Index& index : group) extent *= static_cast<std::size_t>(index.extent);
  return extent;
}

// Labels for the leading axes of an array, the last of them -1; so they match from the last one.
std::vector<int> leading_labels(std::size_t count) {
  std::vector<int> labels;
  for (std::size_t i = count; i > 0; --i) labels.push_back(-static_cast<int>(i));
  return labels;
}

void check_has_axes(const char* function, const Shape& a, const Shape& b, const Location& location) {
  if (a.rank() != 0 && b.rank() != 0) return;
  throw ShapeError(
      function, "shapes " + to_string(a) + " and " + to_string(b) + ", both arrays must have an axis; use * to scale",
      location);
}

void check_inner(const char* function, const Shape& a, const Shape& b, const Location& location) {
  const std::size_t b_axis = b.rank() == 1 ? 0 : b.rank() - 2;
  if (a[a.rank() - 1] == b[b_axis]) return;
  throw ShapeError(function,
                   "the last axis of " + to_string(a) + " is " + std::to_string(a[a.rank() - 1]) + " but axis " +
                       std::to_string(b_axis) + " of " + to_string(b) + " is " + std::to_string(b[b_axis]),
                   location);
}

}  // namespace

ContractionPlan ContractionPlan::swapped() const {
  ContractionPlan result = *this;
  std::swap(result.rows, result.columns);
  std::swap(result.left_terms, result.right_terms);
  std::swap(result.left_places, result.right_places);
  for (std::size_t b = 0; b < batch; ++b) {
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < columns; ++c) {
        result.result_places[(b * columns + c) * rows + r] = result_places[(b * rows + r) * columns + c];
      }
    }
  }
  return result;
}

ContractionPlan contraction_plan(const char* function, const ContractionLabels& labels, const Shape& a, const Shape& b,
                                 const Location& location) {
  Indices indices(function, a, b, location);
  indices.add_left(labels.left);
  indices.add_right(labels.right);
  ContractionPlan plan;
  for (const int label : labels.result) plan.shape.push_back(indices.at(label).extent);
  check_shape(function, plan.shape, location);
  const std::vector<std::ptrdiff_t> result_strides = strides_of(plan.shape);
  std::vector<Index> batch, rows, columns, depth, left_only, right_only;
  for (std::size_t axis = 0; axis < labels.result.size(); ++axis) {
    Index& index = indices.at(labels.result[axis]);
    index.result_stride = result_strides[axis];
    (index.in_left && index.in_right ? batch : (index.in_left ? rows : columns)).push_back(index);
  }
  for (const Index& index : indices.all()) {
    if (std::find(labels.result.begin(), labels.result.end(), index.label) != labels.result.end()) continue;
    (index.in_left && index.in_right ? depth : (index.in_left ? left_only : right_only)).push_back(index);
  }
  plan.batch = extent_of(batch);
  plan.rows = extent_of(rows);
  plan.columns = extent_of(columns);
  plan.depth = extent_of(depth);
  plan.left_terms = extent_of(left_only);
  plan.right_terms = extent_of(right_only);
  plan.left_places = places(&Index::left_stride, {&batch, &rows, &depth, &left_only});
  plan.right_places = places(&Index::right_stride, {&batch, &columns, &depth, &right_only});
  plan.result_places = places(&Index::result_stride, {&batch, &rows, &columns});
  return plan;
}

ContractionPlan einsum_plan(std::string_view subscripts, const Shape& a, const Shape& b, const Location& location) {
  const Shape shapes[] = {a, b};
  const EinsumLabels labels = einsum_labels(subscripts, shapes, location);
  return contraction_plan("einsum", {labels.operands[0], labels.operands[1], labels.result}, a, b, location);
}

ContractionPlan einsum_plan(std::string_view subscripts, const Shape& a, const Location& location) {
  const EinsumLabels labels = einsum_labels(subscripts, std::span(&a, 1), location);
  return contraction_plan("einsum", {labels.operands[0], {}, labels.result}, a, {}, location);
}

ContractionPlan matmul_plan(const Shape& a, const Shape& b, const Location& location) {
  check_has_axes("matmul", a, b, location);
  check_inner("matmul", a, b, location);
  const std::size_t a_leading = a.rank() < 2 ? 0 : a.rank() - 2;
  const std::size_t b_leading = b.rank() < 2 ? 0 : b.rank() - 2;
  ContractionLabels labels{leading_labels(a_leading), leading_labels(b_leading),
                           leading_labels(std::max(a_leading, b_leading))};
  if (a.rank() > 1) labels.left.push_back('i');
  labels.left.push_back('k');
  labels.right.push_back('k');
  if (b.rank() > 1) labels.right.push_back('j');
  if (a.rank() > 1) labels.result.push_back('i');
  if (b.rank() > 1) labels.result.push_back('j');
  return contraction_plan("matmul", labels, a, b, location);
}

namespace {

std::string axes_text(const std::vector<std::size_t>& axes) {
  Shape shape;
  for (const std::size_t axis : axes) shape.push_back(static_cast<std::int64_t>(axis));
  return to_string(shape);
}

// The sum over axis a_axes[i] of `a` with axis b_axes[i] of `b`; the other axes of `a`, then those of `b`, remain.
ContractionPlan paired_plan(const char* function, const Shape& a, const Shape& b,
                            const std::vector<std::size_t>& a_axes, const std::vector<std::size_t>& b_axes,
                            const Location& location) {
  bool fits = a_axes.size() == b_axes.size();
  for (std::size_t i = 0; fits && i < a_axes.size(); ++i) fits = a[a_axes[i]] == b[b_axes[i]];
  if (!fits) {
    throw ShapeError(function,
                     "axes " + axes_text(a_axes) + " of shape " + to_string(a) + " with axes " + axes_text(b_axes) +
                         " of shape " + to_string(b) + ", there must be as many and of equal extents",
                     location);
  }
  ContractionLabels labels;
  int next = 1;
  for (std::size_t axis = 0; axis < a.rank(); ++axis) labels.left.push_back(next++);
  for (std::size_t axis = 0; axis < b.rank(); ++axis) labels.right.push_back(next++);
  for (std::size_t i = 0; i < a_axes.size(); ++i) labels.right[b_axes[i]] = labels.left[a_axes[i]];
  for (std::size_t axis = 0; axis < a.rank(); ++axis) {
    if (std::find(a_axes.begin(), a_axes.end(), axis) == a_axes.end()) labels.result.push_back(labels.left[axis]);
  }
  for (std::size_t axis = 0; axis < b.rank(); ++axis) {
    if (std::find(b_axes.begin(), b_axes.end(), axis) == b_axes.end()) labels.result.push_back(labels.right[axis]);
  }
  return contraction_plan(function, labels, a, b, location);
}

}  // namespace

ContractionPlan dot_plan(const Shape& a, const Shape& b, const Location& location) {
  check_has_axes("dot", a, b, location);
  check_inner("dot", a, b, location);
  return paired_plan("dot", a, b, {a.rank() - 1}, {b.rank() == 1 ? 0 : b.rank() - 2}, location);
}

ContractionPlan inner_plan(const Shape& a, const Shape& b, const Location& location) {
  if (a.rank() == 0 || b.rank() == 0) return paired_plan("inner", a, b, {}, {}, location);
  return paired_plan("inner", a, b, {a.rank() - 1}, {b.rank() - 1}, location);
}

ContractionPlan outer_plan(const Shape& a, const Shape& b, const Location& location) {
  return paired_plan("outer", {a.size()}, {b.size()}, {}, {}, location);
}

ContractionPlan tensordot_plan(const Shape& a, const Shape& b, const TensordotAxes& axes, const Location& location) {
  if (!axes.count) {
    const auto resolved = [&](const Axes& given, const Shape& shape) {
      return given.are_given() ? given.resolved("tensordot", shape, location) : std::vector<std::size_t>{};
    };
    return paired_plan("tensordot", a, b, resolved(axes.a, a), resolved(axes.b, b), location);
  }
  const auto most = static_cast<std::int64_t>(std::min(a.rank(), b.rank()));
  if (*axes.count < 0 || *axes.count > most) {
    throw ShapeError("tensordot",
                     std::to_string(*axes.count) + " axes of arrays of shapes " + to_string(a) + " and " +
                         to_string(b) + ", at most " + std::to_string(most) + " can be summed over",
                     location);
  }
  std::vector<std::size_t> last;
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < static_cast<std::size_t>(*axes.count); ++i) {
    last.push_back(a.rank() - static_cast<std::size_t>(*axes.count) + i);
    first.push_back(i);
  }
  return paired_plan("tensordot", a, b, last, first, location);
}

}  // namespace wirefold
