// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/relu_format.h"

#include "wirefold/dsl/array_shape.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kReason = "is signed, but what a relu gives is never negative: give an unsigned format";

}  // namespace

void check_relu_format(const QuantizerFormat& format, const Location& location) {
  if (format.is_signed.value_or(false)) throw FormatError("relu", std::string("the format ") + kReason, location);
}

std::vector<Format> relu_formats(const FormatArray& formats, const Shape& shape, const Location& location) {
  std::vector<Format> result;
  for (const Format& format : formats.stretched("relu", shape, location)) {
    if (format.is_signed && !format.is_zero()) {
      throw FormatError("relu",
                        "the format " + to_string(format) + " of " + element_text(shape, result.size()) + " " + kReason,
                        location);
    }
    result.push_back(relu_format(format));
  }
  return result;
}

}  // namespace wirefold
