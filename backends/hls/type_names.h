// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "wirefold/ir/format.h"

namespace wirefold::hls {

/// The tool that the C++ is for, and with it the library of types.
enum class Flavor {
  kVitis,   ///< AMD Vitis HLS: ap_int, ap_fixed
  kHlslib,  ///< Intel HLS Compiler: ac_int, ac_fixed
  kOneapi,  ///< Intel oneAPI: ac_int, ac_fixed
};

/// Which headers declare the types: "ap_types" or "ac_types".
std::string_view type_library(Flavor flavor);

/// "ap_int<12>", "ac_int<12, true>": an integer of exactly this width.
std::string integer_type(Flavor flavor, unsigned width_bits, bool is_signed);

/// "ap_fixed<12, 8>", "ac_fixed<12, 8, true>".
std::string fixed_type(Flavor flavor, const Format& format);

/// The format itself, or for oneAPI, whose fixed-point types have two bits at least, with a higher bit.
Format port_format(Flavor flavor, Format format);

/// `count` bits of a fixed-point variable from bit `low` on, as an integer.
std::string read_bits(Flavor flavor, const std::string& variable, unsigned low, unsigned count);

}  // namespace wirefold::hls
