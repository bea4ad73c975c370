// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "wirefold/optimizer/cmvm/sliding_window.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {

/// What decides the solution of a problem, as text: equal keys have equal solutions. Arrivals count from the earliest.
std::string content_key(const Problem& problem, const Options& options);

/// Solutions by content, so that equal matrices of equal inputs are solved once. Safe to use from several threads.
///
/// With a folder, solutions outlive the process: one text file each, named by a hash of its content. A file that was
/// tampered with is not believed: its key must be the one looked for, and its graph must compute the matrix.
class SolutionCache {
 public:
  /// Without a folder, solutions are kept in memory only.
  explicit SolutionCache(std::string folder = "") : folder_(std::move(folder)) {}

  /// As cmvm::solve. Solutions of searches by the clock, and of those that were stopped, are not kept.
  ///
  /// Errors:  those of cmvm::solve; IoError if the folder cannot be written.
  Solution solve(const Problem& problem, const Options& options = {});

  /// As cmvm::solve of what slides; kept in memory only.
  std::optional<SlidingSolution> solve(const SlidingWindow& window, const Solution& alone, const Options& options);

  std::size_t size() const;

 private:
  std::optional<Solution> load(const std::string& key, const Problem& problem) const;
  void store(const std::string& key, const Solution& solution) const;
  std::string path_of(const std::string& key) const;

  std::string folder_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Solution>> solutions_;
  std::map<std::string, std::optional<SlidingSolution>> sliding_;
};

}  // namespace wirefold::cmvm
