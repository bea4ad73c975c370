// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "wirefold/ir/integer.h"
#include "wirefold/ir/operation.h"

namespace wirefold {

class Trace;

/// Shares a trace among the arrays whose elements it holds (dsl/trace.h).
class TraceHandle {
 public:
  TraceHandle() = default;
  explicit TraceHandle(Trace* trace);
  TraceHandle(const TraceHandle& other) : TraceHandle(other.trace_) {}
  TraceHandle(TraceHandle&& other) noexcept : trace_(std::exchange(other.trace_, nullptr)) {}
  TraceHandle& operator=(TraceHandle other) noexcept {
    std::swap(trace_, other.trace_);
    return *this;
  }
  ~TraceHandle() {
    if (trace_ != nullptr) release();
  }

  Trace* get() const { return trace_; }

 private:
  void release();

  Trace* trace_ = nullptr;
};

/// The elements of an array of variables, in C order, as values of a trace. An element is use / divisor; there is one
/// divisor an element, odd and positive, or none at all where all are 1.
struct TracedElements {
  TraceHandle trace;
  std::vector<Use> uses;
  std::vector<Integer> divisors;
};

}  // namespace wirefold
