// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/format.h"

#include <array>
#include <utility>

namespace wirefold {
namespace {

constexpr std::array<std::pair<Rounding, std::string_view>, 7> kRoundingNames = {{
    {Rounding::kTrn, "TRN"},
    {Rounding::kTrnZero, "TRN_ZERO"},
    {Rounding::kRnd, "RND"},
    {Rounding::kRndZero, "RND_ZERO"},
    {Rounding::kRndInf, "RND_INF"},
    {Rounding::kRndMinInf, "RND_MIN_INF"},
    {Rounding::kRndConv, "RND_CONV"},
}};

constexpr std::array<std::pair<Overflow, std::string_view>, 4> kOverflowNames = {{
    {Overflow::kWrap, "WRAP"},
    {Overflow::kSat, "SAT"},
    {Overflow::kSatSym, "SAT_SYM"},
    {Overflow::kSatZero, "SAT_ZERO"},
}};

template <class Names, class Mode>
std::string_view name_of(const Names& names, Mode mode) {
  for (const auto& [value, name] : names) {
    if (value == mode) return name;
  }
  return "?";
}

template <class Mode, class Names>
std::optional<Mode> mode_of(const Names& names, std::string_view text) {
  for (const auto& [value, name] : names) {
    if (name == text) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string to_string(const Format& format) {
  if (format.is_zero()) return "zero";
  return (format.is_signed ? "s" : "u") + std::to_string(format.integer_bits) + "." +
         std::to_string(format.fraction_bits);
}

std::string_view to_string(Rounding rounding) { return name_of(kRoundingNames, rounding); }
std::string_view to_string(Overflow overflow) { return name_of(kOverflowNames, overflow); }
std::optional<Rounding> parse_rounding(std::string_view text) { return mode_of<Rounding>(kRoundingNames, text); }
std::optional<Overflow> parse_overflow(std::string_view text) { return mode_of<Overflow>(kOverflowNames, text); }

}  // namespace wirefold
