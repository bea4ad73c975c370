// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/type_names.h"

namespace wirefold::hls {

std::string_view type_library(Flavor flavor) { return flavor == Flavor::kVitis ? "ap_types" : "ac_types"; }

std::string integer_type(Flavor flavor, unsigned width_bits, bool is_signed) {
  if (flavor == Flavor::kVitis) return (is_signed ? "ap_int<" : "ap_uint<") + std::to_string(width_bits) + ">";
  return "ac_int<" + std::to_string(width_bits) + (is_signed ? ", true>" : ", false>");
}

std::string fixed_type(Flavor flavor, const Format& format) {
  const std::string sizes =
      std::to_string(format.width()) + ", " + std::to_string(format.width() - format.fraction_bits);
  if (flavor == Flavor::kVitis) return (format.is_signed ? "ap_fixed<" : "ap_ufixed<") + sizes + ">";
  return "ac_fixed<" + sizes + (format.is_signed ? ", true>" : ", false>");
}

// Source: the compiler's manual of 2025.1.
Format port_format(Flavor flavor, Format format) {
  if (flavor == Flavor::kOneapi && format.width() == 1) ++format.integer_bits;
  return format;
}

std::string read_bits(Flavor flavor, const std::string& variable, unsigned low, unsigned count) {
  if (flavor == Flavor::kVitis) {
    return variable + ".range(" + std::to_string(low + count - 1) + ", " + std::to_string(low) + ")";
  }
  return variable + ".slc<" + std::to_string(count) + ">(" + std::to_string(low) + ")";
}

}  // namespace wirefold::hls
