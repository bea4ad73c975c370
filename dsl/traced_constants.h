// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "wirefold/ir/builder.h"

namespace wirefold {

/// Records each number that one call of the user needs once.
class TracedConstants {
 public:
  TracedConstants(Builder& builder, const Location& location) : builder_(builder), location_(location) {}

  Use use(const Dyadic& number) {
    const auto [found, is_new] = uses_.try_emplace(number);
    if (is_new) found->second = {builder_.constant(number, location_)};
    return found->second;
  }

 private:
  Builder& builder_;
  Location location_;
  std::map<Dyadic, Use> uses_;
};

}  // namespace wirefold
