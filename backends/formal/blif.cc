// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/blif.h"

#include <algorithm>
#include <map>
#include <span>

#include "wirefold/ir/error.h"

namespace wirefold::formal {
namespace {

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t first = line.find_first_not_of(" \t\r", at);
    if (first == std::string_view::npos) break;
    at = std::min(line.find_first_of(" \t\r", first), line.size());
    words.push_back(line.substr(first, at - first));
  }
  return words;
}

class Reader {
 public:
  BlifModel read(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      read_line(text.substr(at, end - at));
      at = end + 1;
    }
    order_gates();
    return std::move(model_);
  }

 private:
  [[noreturn]] static void refuse(std::string_view line) {
    throw ToolError("verify", "yosys wrote a netlist with the line '" + std::string(line) + "', which is not a gate");
  }

  BlifModel::Signal signal(std::string_view name) {
    const auto [place, is_new] =
        known_.try_emplace(std::string(name), static_cast<BlifModel::Signal>(model_.signals.size()));
    if (is_new) model_.signals.emplace_back(name);
    return place->second;
  }
  std::vector<BlifModel::Signal> signals(std::span<const std::string_view> names) {
    std::vector<BlifModel::Signal> result;
    for (const std::string_view name : names) result.push_back(signal(name));
    return result;
  }

  void read_line(std::string_view line) {
    const std::vector<std::string_view> words = words_of(line);
    if (words.empty() || words[0][0] == '#' || words[0] == ".model" || words[0] == ".end") return;
    const auto operands = std::span(words).subspan(1);
    if (words[0] == ".inputs") {
      model_.inputs = signals(operands);
    } else if (words[0] == ".outputs") {
      model_.outputs = signals(operands);
    } else if (words[0] == ".names" && words.size() > 1) {
      model_.gates.push_back({signals(operands.first(operands.size() - 1)), signal(operands.back()), {}});
    } else if (words[0] == ".latch" && words.size() >= 5 && words[3] == "re") {
      model_.registers.push_back({signal(words[1]), signal(words[2])});
    } else {
      read_cube(line, words);
    }
  }

  void read_cube(std::string_view line, const std::vector<std::string_view>& words) {
    if (model_.gates.empty() || words.size() > 2 || words.back() != "1") refuse(line);
    BlifModel::Gate& gate = model_.gates.back();
    const std::string cube(words.size() == 2 ? words[0] : "");
    if (cube.size() != gate.inputs.size() || cube.find_first_not_of("01-") != std::string::npos) refuse(line);
    gate.cubes.push_back(cube);
  }

  // Depth first, without recursion: a gate comes when all it reads has come.
  void order_gates() {
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> driver(model_.signals.size(), kNone);
    for (std::size_t i = 0; i < model_.gates.size(); ++i) driver[model_.gates[i].output] = i;
    enum class State : std::uint8_t { kNew, kOpen, kDone };
    std::vector<State> states(model_.gates.size(), State::kNew);
    std::vector<BlifModel::Gate> ordered;
    std::vector<std::size_t> stack;
    for (std::size_t root = 0; root < model_.gates.size(); ++root) {
      stack.push_back(root);
      while (!stack.empty()) {
        const std::size_t gate = stack.back();
        if (states[gate] != State::kNew) {
          stack.pop_back();
          if (states[gate] == State::kOpen) ordered.push_back(model_.gates[gate]);
          states[gate] = State::kDone;
          continue;
        }
        states[gate] = State::kOpen;
        for (const BlifModel::Signal input : model_.gates[gate].inputs) {
          const std::size_t before = driver[input];
          if (before == kNone || states[before] == State::kDone) continue;
          if (states[before] == State::kOpen) {
            throw ToolError("verify", "the hardware has a combinational loop through '" + model_.signals[input] + "'");
          }
          stack.push_back(before);
        }
      }
    }
    model_.gates = std::move(ordered);
  }

  BlifModel model_;
  std::map<std::string, BlifModel::Signal> known_;
};

}  // namespace

BlifModel read_blif(std::string_view text) { return Reader().read(text); }

}  // namespace wirefold::formal
