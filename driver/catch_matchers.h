// SPDX-License-Identifier: Apache-2.0
#pragma once

// Matchers for users' unit tests with Catch2 2 or 3.

#if __has_include(<catch2/matchers/catch_matchers.hpp>)
#include <catch2/matchers/catch_matchers.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <string>
#include <utility>

#include "wirefold/driver/mismatch.h"

namespace wirefold {

#if defined(CATCH_VERSION_MAJOR) && CATCH_VERSION_MAJOR < 3
using CatchMatcherBase = Catch::MatcherBase<NumericArray>;
#else
using CatchMatcherBase = Catch::Matchers::MatcherBase<NumericArray>;
#endif

/// Matches an array of the same shape and exactly the same numbers; a failure shows the first element that differs.
///
///   CHECK_THAT(wf::VerilogModel(logic).predict(x), wf::BitExactTo(expected));
class BitExactTo : public CatchMatcherBase {
 public:
  explicit BitExactTo(NumericArray expected) : expected_(std::move(expected)) {}

  bool match(const NumericArray& actual) const override {
    mismatch_ = first_mismatch(actual, expected_);
    return mismatch_.empty();
  }

 protected:
  std::string describe() const override {
    return mismatch_.empty() ? "is bit-exact" : "is not bit-exact: " + mismatch_;
  }

 private:
  NumericArray expected_;
  mutable std::string mismatch_;
};

}  // namespace wirefold
