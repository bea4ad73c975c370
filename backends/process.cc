// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include "wirefold/ir/error.h"

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace wirefold {
namespace {

constexpr std::size_t kShownLines = 20;

std::string quoted_for_shell(const std::string& argument) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
  if (!argument.empty() && argument.find_first_not_of(kPlain) == std::string::npos) return argument;
  std::string text = "'";
  for (const char c : argument) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

// What a user can paste into a shell.
std::string command_text(const std::vector<std::string>& command, const std::filesystem::path& folder) {
  std::string text = "cd " + quoted_for_shell(folder.string()) + " &&";
  for (const std::string& argument : command) text += " " + quoted_for_shell(argument);
  return text;
}

std::string last_lines(const std::string& output) {
  std::size_t begin = output.size();
  for (std::size_t lines = 0; begin > 0; --begin) {
    if (output[begin - 1] == '\n' && begin != output.size() && ++lines == kShownLines) break;
  }
  std::string text = output.substr(begin);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

// All that comes from `descriptor`, appended to `output`; false if the time is over before its end.
bool read_all(int descriptor, std::optional<std::chrono::seconds> limit, std::string& output) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  char buffer[4096];
  while (true) {
    if (limit) {
      constexpr int kMilliseconds = 100;
      if (Clock::now() - start >= *limit) return false;
      pollfd waiting{descriptor, POLLIN, 0};
      if (poll(&waiting, 1, kMilliseconds) <= 0) continue;
    }
    const ssize_t count = read(descriptor, buffer, sizeof buffer);
    if (count > 0) output.append(buffer, static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) return true;
  }
}

int wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Starts the command with its output going to `output`; the error number if that fails.
int spawn(const std::vector<std::string>& command, const std::filesystem::path& folder, int output, pid_t& process) {
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  const int error = posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

std::optional<std::filesystem::path> find_program(std::string_view name) {
  const auto is_program = [](const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0;
  };
  if (name.find('/') != std::string_view::npos) {
    return is_program(name) ? std::optional(std::filesystem::absolute(name)) : std::nullopt;
  }
  const char* variable = std::getenv("PATH");
  std::istringstream folders(variable == nullptr ? "" : variable);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::filesystem::path path = std::filesystem::path(folder.empty() ? "." : folder) / name;
    if (is_program(path)) return path;
  }
  return std::nullopt;
}

ProcessResult run_process(const std::vector<std::string>& command, const std::filesystem::path& folder,
                          std::optional<std::chrono::seconds> limit) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw ToolError(command[0], std::string("no pipe: ") + std::strerror(errno));
  pid_t process = 0;
  const int error = spawn(command, folder, ends[1], process);
  close(ends[1]);
  if (error != 0) {
    close(ends[0]);
    throw ToolError(command[0], std::string("cannot be started: ") + std::strerror(error) + "; the command was " +
                                    command_text(command, folder));
  }
  ProcessResult result;
  result.was_stopped = !read_all(ends[0], limit, result.output);
  close(ends[0]);
  if (result.was_stopped) kill(process, SIGKILL);
  result.exit_status = wait_for(process);
  return result;
}

std::string run_tool(const char* function, const std::vector<std::string>& command,
                     const std::filesystem::path& folder) {
  ProcessResult result = run_process(command, folder);
  if (result.exit_status == 0) return std::move(result.output);
  throw ToolError(function, std::filesystem::path(command[0]).filename().string() + " failed with status " +
                                std::to_string(result.exit_status) + "; the command was\n" +
                                command_text(command, folder) + "\nand it printed last\n" + last_lines(result.output));
}

std::filesystem::path require_tool(const char* function, std::string_view name, std::string_view remedy) {
  if (auto path = find_program(name)) return *path;
  throw ToolError(function,
                  std::string(name) + " is not on PATH; install it, on Debian and Ubuntu with: " + std::string(remedy));
}

TemporaryFolder::TemporaryFolder(const std::filesystem::path& parent) {
  std::error_code error;
  std::filesystem::create_directories(parent, error);
  std::string pattern = (std::filesystem::absolute(parent) / "build-XXXXXX").string();
  if (error || mkdtemp(pattern.data()) == nullptr) {
    throw IoError("temporary folder",
                  "cannot be made in '" + parent.string() + "': " + (error ? error.message() : std::strerror(errno)));
  }
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!is_kept_) std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::filesystem::path& path, std::string_view contents) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream stream(path, std::ios::binary);
  stream.write(contents.data(), static_cast<std::streamsize>(contents.size()));
  stream.close();
  if (!stream) throw IoError("write", "'" + path.string() + "' cannot be written: " + std::strerror(errno));
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream contents;
  contents << stream.rdbuf();
  if (!stream) throw IoError("read", "'" + path.string() + "' cannot be read: " + std::strerror(errno));
  return std::move(contents).str();
}

}  // namespace wirefold
