// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/backend.h"

#include <algorithm>
#include <deque>
#include <mutex>

#include "wirefold/backends/hls/hls_backend.h"
#include "wirefold/backends/verilog/verilog_backend.h"
#include "wirefold/backends/vhdl/vhdl_backend.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// A deque, so that references to backends stay valid when a user registers another.
struct Registry {
  std::mutex mutex;
  // Every built-in backend has its row here; a linker drops no row of a table.
  std::deque<Backend> backends = {verilog_backend(), vhdl_backend(), vitis_backend(), hlslib_backend(),
                                  oneapi_backend()};
};

Registry& registry() {
  static Registry instance;
  return instance;
}

template <class Items, class NameOf>
std::string joined_names(const Items& items, NameOf name_of) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + name_of(item);
  return text;
}

std::string name_of_backend(const Backend& backend) { return backend.name; }

}  // namespace

const Backend& find_backend(std::string_view name) {
  Registry& known = registry();
  const std::lock_guard lock(known.mutex);
  for (const Backend& backend : known.backends) {
    if (backend.name == name) return backend;
  }
  throw UnsupportedError("find_backend", "there is no backend '" + std::string(name) + "'; known are " +
                                             joined_names(known.backends, name_of_backend));
}

std::vector<std::string> backend_names() {
  Registry& known = registry();
  const std::lock_guard lock(known.mutex);
  std::vector<std::string> names;
  for (const Backend& backend : known.backends) names.push_back(backend.name);
  return names;
}

void register_backend(Backend backend) {
  Registry& known = registry();
  const std::lock_guard lock(known.mutex);
  const auto has_name = [&](const Backend& other) { return other.name == backend.name; };
  if (backend.name.empty()) throw ValueError("register_backend", "a backend needs a name");
  if (std::any_of(known.backends.begin(), known.backends.end(), has_name)) {
    throw ValueError("register_backend", "the name '" + backend.name + "' is taken; known are " +
                                             joined_names(known.backends, name_of_backend));
  }
  known.backends.push_back(std::move(backend));
}

BackendOptions completed_options(const Backend& backend, const BackendOptions& given) {
  BackendOptions options;
  for (const BackendOption& option : backend.options) options[option.name] = option.default_value;
  for (const auto& [name, value] : given) {
    const auto found = options.find(name);
    if (found == options.end()) {
      throw ValueError(backend.name,
                       "there is no option '" + name + "'; known are " +
                           joined_names(backend.options, [](const BackendOption& option) { return option.name; }));
    }
    found->second = value;
  }
  return options;
}

}  // namespace wirefold
