// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/build_cache.h"

#include <map>
#include <mutex>
#include <system_error>
#include <utility>

#include "wirefold/backends/process.h"
#include "wirefold/ir/error.h"

namespace wirefold {

std::string find_compiler(const char* function, const std::string& asked) {
  constexpr const char* kInstall = "apt-get install g++";
  if (!asked.empty()) return require_tool(function, asked, kInstall).string();
  for (const char* name : {"c++", "g++", "clang++"}) {
    if (const auto path = find_program(name)) return path->string();
  }
  throw ToolError(function, "no C++ compiler (c++, g++, clang++) is on PATH; install it, on Debian and Ubuntu with: " +
                                std::string(kInstall));
}

std::string remembered_output(const char* function, const std::vector<std::string>& command) {
  static std::mutex mutex;
  static std::map<std::vector<std::string>, std::string> outputs;
  const std::lock_guard lock(mutex);
  const auto found = outputs.find(command);
  if (found != outputs.end()) return found->second;
  return outputs[command] = run_tool(function, command, std::filesystem::temp_directory_path());
}

bool accepts_flag(const std::string& compiler, const std::string& flag) {
  static std::mutex mutex;
  static std::map<std::pair<std::string, std::string>, bool> answers;
  const std::lock_guard lock(mutex);
  const auto found = answers.find({compiler, flag});
  if (found != answers.end()) return found->second;
  const ProcessResult result = run_process({compiler, flag, "-E", "-x", "c++", "-o", "/dev/null", "/dev/null"},
                                           std::filesystem::temp_directory_path());
  return answers[{compiler, flag}] = result.exit_status == 0;
}

CachedFile cached_file(const std::filesystem::path& cache, const std::string& name, const std::string& product,
                       const std::function<void(const std::filesystem::path& folder)>& build) {
  const std::filesystem::path path = std::filesystem::absolute(cache) / name;
  if (std::filesystem::exists(path)) return {path, true};
  TemporaryFolder folder(path.parent_path());
  try {
    build(folder.path());
  } catch (const ToolError&) {
    folder.keep();
    throw;
  }
  std::error_code error;
  std::filesystem::rename(folder.path() / product, path, error);
  if (error) throw IoError("compile", "'" + path.string() + "' cannot be written: " + error.message());
  return {path, false};
}

}  // namespace wirefold
