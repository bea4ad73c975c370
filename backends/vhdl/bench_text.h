// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace wirefold::vhdl {

/// What benches take from the libraries and what they declare themselves, in lower case: no signal at a port may be
/// named so.
std::span<const std::string_view> bench_names();

/// The function hex_image: bits as hexadecimal digits, x for those that are not known.
std::string hex_image_function();

}  // namespace wirefold::vhdl
