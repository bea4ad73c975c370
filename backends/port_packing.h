// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirefold/backends/ports.h"

namespace wirefold {

// Numbers to the bits of a port and back. Numbers are sample after sample, elements of a sample in C order; words are
// sample after sample, `Port::words_per_sample()` each, least significant first.

/// Reads every number as the port does: floored to the element's grid, wrapped to its range.
/// Errors: ShapeError if `values` is not whole samples.
std::vector<std::uint64_t> pack(const Port& port, std::span<const Dyadic> values, std::size_t sample_count);

/// The same for doubles, each of which is an exact number. ValueError for NaN and infinity, with sample and element.
std::vector<std::uint64_t> pack(const Port& port, std::span<const double> values, std::size_t sample_count);

/// The exact numbers that the words stand for.
std::vector<Dyadic> unpack(const Port& port, std::span<const std::uint64_t> words, std::size_t sample_count);

/// The same as doubles. ValueError for a number that a double does not hold exactly, with sample and element.
std::vector<double> unpack_to_doubles(const Port& port, std::span<const std::uint64_t> words, std::size_t sample_count);

}  // namespace wirefold
