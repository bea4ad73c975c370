// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirefold {

/// The full path of a program on PATH; nothing if there is none. A name with a slash stands for itself.
std::optional<std::filesystem::path> find_program(std::string_view name);

/// What an external program left behind.
struct ProcessResult {
  int exit_status = 0;       ///< 128 + signal if a signal ended it
  std::string output;        ///< standard output and standard error as they came
  bool was_stopped = false;  ///< because its time was over
};

/// Runs a program in a folder and waits for it, or ends it after `limit`; arguments reach it as they are, no shell
/// reads them. ToolError if it cannot be started.
ProcessResult run_process(const std::vector<std::string>& command, const std::filesystem::path& folder,
                          std::optional<std::chrono::seconds> limit = std::nullopt);

/// The same, and throws ToolError unless the program ends with status 0. The message names the tool, the exact
/// command with its folder, and the last lines of the output. Returns the output.
std::string run_tool(const char* function, const std::vector<std::string>& command,
                     const std::filesystem::path& folder);

/// The full path of a tool; ToolError with `remedy` ("apt-get install verilator") if it is not on PATH.
std::filesystem::path require_tool(const char* function, std::string_view name, std::string_view remedy);

/// A folder of its own below `parent`, removed with all it holds at the end of its life unless `keep` was called.
class TemporaryFolder {
 public:
  /// Creates `parent` if it does not exist. IoError if either cannot be made.
  explicit TemporaryFolder(const std::filesystem::path& parent);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void keep() { is_kept_ = true; }

 private:
  std::filesystem::path path_;
  bool is_kept_ = false;
};

/// Writes a file whole, making its folder. IoError if that fails.
void write_file(const std::filesystem::path& path, std::string_view contents);
/// IoError if it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace wirefold
