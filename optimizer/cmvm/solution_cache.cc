// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/solution_cache.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "wirefold/ir/error.h"

namespace wirefold::cmvm {
namespace {

constexpr const char* kHeader = "wirefold cmvm solution 2";  // a new number for every change of the search

std::uint32_t earliest(const Problem& problem) {
  const auto first = std::min_element(problem.arrivals.begin(), problem.arrivals.end());
  return first == problem.arrivals.end() ? 0 : *first;
}

// Two FNV-1a hashes of different offsets, as 32 hexadecimal digits.
std::string hash_name(const std::string& text) {
  std::string name;
  for (std::uint64_t hash : {0xCBF29CE484222325ULL, 0x84222325CBF29CE4ULL}) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    for (int shift = 60; shift >= 0; shift -= 4) name += "0123456789abcdef"[hash >> shift & 15];
  }
  return name;
}

void write_term(std::ostream& out, const Term& term) {
  out << term.node << ' ' << term.shift << ' ' << (term.negate ? 1 : 0) << '\n';
}

bool read_term(std::istream& in, std::uint64_t nodes, Term& term) {
  int negate = 0;
  if (!(in >> term.node >> term.shift >> negate) || (negate != 0 && negate != 1)) return false;
  term.negate = negate == 1;
  const bool is_near = term.shift <= 4 * kMaxExponent && term.shift >= -4 * kMaxExponent;
  return is_near && (term.node == Term::kZero || term.node < nodes);
}

std::optional<AdderGraph> read_graph(std::istream& in, const Problem& problem) {
  constexpr std::size_t kMostAdders = std::size_t{1} << 26;
  AdderGraph graph;
  graph.input_count = static_cast<std::uint32_t>(problem.matrix.rows);
  std::size_t adders = 0;
  if (!(in >> adders) || adders > kMostAdders) return std::nullopt;
  for (std::size_t i = 0; i < adders; ++i) {
    Adder adder;
    if (!read_term(in, graph.input_count + i, adder.a)) return std::nullopt;
    if (!read_term(in, graph.input_count + i, adder.b)) return std::nullopt;
    graph.adders.push_back(adder);
  }
  graph.outputs.resize(problem.matrix.columns);
  for (Term& output : graph.outputs) {
    if (!read_term(in, graph.input_count + adders, output)) return std::nullopt;
  }
  return graph;
}

}  // namespace

std::string content_key(const Problem& problem, const Options& options) {
  const std::uint32_t first = earliest(problem);
  std::ostringstream key;
  key << problem.matrix.rows << ' ' << problem.matrix.columns << ' ' << problem.late_rows;
  for (const Dyadic& weight : problem.matrix.entries) key << ' ' << weight.to_string();
  key << " inputs";
  for (const Interval& input : problem.inputs) {
    key << ' ' << input.low.to_string() << ' ' << input.high.to_string() << ' ' << input.exponent;
  }
  // Arrivals that are all the same are as good as none.
  const bool differ = std::any_of(problem.arrivals.begin(), problem.arrivals.end(),
                                  [&](std::uint32_t arrival) { return arrival != first; });
  key << " arrivals";
  for (std::size_t i = 0; differ && i < problem.arrivals.size(); ++i) key << ' ' << problem.arrivals[i] - first;
  key << " objective " << static_cast<int>(options.objective) << " limits";
  key << ' ' << (options.extra_depth ? std::to_string(*options.extra_depth) : "none");
  key << ' ' << (options.deadline ? std::to_string(std::int64_t{*options.deadline} - first) : "none");
  key << " effort " << static_cast<int>(options.effort.kind) << ' ' << options.effort.steps << " seed " << options.seed;
  key << (options.decompose ? "" : " whole");
  return key.str();
}

std::string SolutionCache::path_of(const std::string& key) const { return folder_ + "/" + hash_name(key) + ".cmvm"; }

std::optional<Solution> SolutionCache::load(const std::string& key, const Problem& problem) const {
  std::ifstream in(path_of(key));
  std::string header;
  std::string stored_key;
  if (!std::getline(in, header) || header != kHeader) return std::nullopt;
  if (!std::getline(in, stored_key) || stored_key != key) return std::nullopt;
  Solution solution;
  if (!(in >> solution.least_depth >> solution.least_adders >> solution.least_one_bit_adders >> solution.steps))
    return std::nullopt;
  std::optional<AdderGraph> graph = read_graph(in, problem);
  if (!graph || evaluate(*graph) != problem.matrix) return std::nullopt;
  solution.graph = std::move(*graph);
  return solution;
}

// Under a name of its own first, so that another process never reads half a file.
void SolutionCache::store(const std::string& key, const Solution& solution) const {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  const std::string path = path_of(key);
  const std::string draft = path + "." + std::to_string(reinterpret_cast<std::uintptr_t>(&solution)) + ".draft";
  std::ofstream out(draft);
  out << kHeader << '\n' << key << '\n';
  out << solution.least_depth << ' ' << solution.least_adders << ' ' << solution.least_one_bit_adders << ' '
      << solution.steps << '\n';
  out << solution.graph.adders.size() << '\n';
  for (const Adder& adder : solution.graph.adders) {
    write_term(out, adder.a);
    write_term(out, adder.b);
  }
  for (const Term& output : solution.graph.outputs) write_term(out, output);
  out.close();
  if (out) std::filesystem::rename(draft, path, error);
  if (!out || error) throw IoError("cmvm::SolutionCache", "cannot write '" + path + "'");
}

Solution SolutionCache::solve(const Problem& problem, const Options& options) {
  if (options.effort.kind == Effort::Kind::kSeconds) return cmvm::solve(problem, options);
  const std::string key = content_key(problem, options);
  const std::uint32_t first = earliest(problem);
  std::shared_ptr<const Solution> known;
  {
    const std::lock_guard lock(mutex_);
    const auto found = solutions_.find(key);
    if (found != solutions_.end()) known = found->second;
  }
  if (!known) {
    std::optional<Solution> solution;
    if (!folder_.empty()) solution = load(key, problem);
    const bool is_new = !solution;
    if (is_new) {
      solution = cmvm::solve(problem, options);
      if (solution->was_stopped) return *solution;
      solution->least_depth -= std::min(first, solution->least_depth);
    }
    known = std::make_shared<const Solution>(std::move(*solution));
    if (is_new && !folder_.empty()) store(key, *known);
    const std::lock_guard lock(mutex_);
    known = solutions_.emplace(key, known).first->second;
  }
  Solution result = *known;
  result.least_depth += first;
  result.cost = cost_of(result.graph, problem);
  return result;
}

std::optional<SlidingSolution> SolutionCache::solve(const SlidingWindow& window, const Solution& alone,
                                                    const Options& options) {
  if (options.effort.kind == Effort::Kind::kSeconds) return cmvm::solve(window, alone, options);
  std::string key = content_key(window.problem, options) + " places";
  for (const auto& [channel, at] : window.places) {
    key += ' ' + std::to_string(channel) + ' ' + std::to_string(at.x) + ' ' + std::to_string(at.y);
  }
  {
    const std::lock_guard lock(mutex_);
    const auto known = sliding_.find(key);
    if (known != sliding_.end()) {
      std::optional<SlidingSolution> result = known->second;
      if (result) result->cost = cost_of(result->graph, window);
      return result;
    }
  }
  std::optional<SlidingSolution> solution = cmvm::solve(window, alone, options);
  if (options.stop.stop_requested()) return solution;
  const std::lock_guard lock(mutex_);
  sliding_.emplace(std::move(key), solution);
  return solution;
}

std::size_t SolutionCache::size() const {
  const std::lock_guard lock(mutex_);
  return solutions_.size();
}

}  // namespace wirefold::cmvm
