// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/weights.h"

#include "wirefold/importers/keras/hdf5_contents.h"

namespace wirefold::keras {
namespace {

constexpr std::string_view kVariables = "vars";

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

bool is_variables(const std::string& group) {
  return group == kVariables || group.ends_with("/" + std::string(kVariables));
}

}  // namespace

Weights Weights::of_keras_3(const std::string& bytes, const InputFile& file) {
  Hdf5Contents contents = read_hdf5(bytes, file);
  Groups groups;
  for (const auto& [path, address] : contents.groups) {
    if (!is_variables(path)) continue;
    std::vector<FloatTensor>& variables = groups[parent_of(path)];
    while (true) {
      const auto found = contents.datasets.find(path + "/" + std::to_string(variables.size()));
      if (found == contents.datasets.end()) break;
      variables.push_back(std::move(found->second));
    }
  }
  return Weights(std::move(groups));
}

const std::vector<FloatTensor>& Weights::variables(const std::string& path) const {
  static const std::vector<FloatTensor> kNone;
  const auto found = groups_.find(path);
  return found == groups_.end() ? kNone : found->second;
}

}  // namespace wirefold::keras
