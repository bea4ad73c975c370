// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace wirefold {

/// A C++ compiler: `asked`, or the first of c++, g++, clang++ on PATH. ToolError if there is none.
std::string find_compiler(const char* function, const std::string& asked);

/// What a command prints, asked once a process: asking for a version takes longer than finding a file in a cache.
std::string remembered_output(const char* function, const std::vector<std::string>& command);

/// Whether a compiler takes a flag, asked once a process.
bool accepts_flag(const std::string& compiler, const std::string& flag);

struct CachedFile {
  std::filesystem::path path;
  bool was_cached = false;
};

/// The file `name` of a cache folder. If it is not there, `build` makes it, under the name `product`, in a temporary
/// folder, and it is renamed into place: so several processes may share a cache. That folder stays where a tool fails,
/// so that the command in the message can be repeated.
/// Errors: IoError where the cache cannot be written; those of `build`.
CachedFile cached_file(const std::filesystem::path& cache, const std::string& name, const std::string& product,
                       const std::function<void(const std::filesystem::path& folder)>& build);

}  // namespace wirefold
