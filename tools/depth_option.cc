// SPDX-License-Identifier: Apache-2.0
#include "tools/depth_option.h"

#include <charconv>
#include <sstream>
#include <string_view>

#include "wirefold/ir/error.h"

namespace wirefold::tools {
namespace {

constexpr std::uint32_t kMostLevels = 1000;

constexpr std::string_view kEarlyForStages = "early=";

std::uint32_t parse_number(std::string_view word, const std::string& text) {
  std::uint32_t levels = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), levels);
  if (error != std::errc() || end != word.data() + word.size() || levels > kMostLevels) {
    throw ValueError("depth", "--depth is '" + text + "', it must be none, a number of levels up to " +
                                  std::to_string(kMostLevels) +
                                  ", or one of either for each layer as 3,none,0; early or early=LEVELS may follow");
  }
  return levels;
}

std::optional<std::uint32_t> parse_levels(std::string_view word, const std::string& text) {
  if (word == "none") return std::nullopt;
  return parse_number(word, text);
}

}  // namespace

DepthLimits parse_depth(const std::string& text) {
  DepthLimits depth;
  std::istringstream words(text);
  for (std::string word; std::getline(words, word, ',');) {
    if (word == "early" && words.eof()) {
      depth.adds_early = true;
    } else if (word.starts_with(kEarlyForStages) && words.eof()) {
      depth.adds_early = true;
      depth.levels_per_stage = parse_number(std::string_view(word).substr(kEarlyForStages.size()), text);
    } else {
      depth.of_layer.push_back(parse_levels(word, text));
    }
  }
  if (!depth.of_layer.empty()) depth.extra_levels = depth.of_layer.back();
  if (depth.of_layer.size() <= 1) depth.of_layer.clear();
  return depth;
}

}  // namespace wirefold::tools
