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
  Weights weights;
  for (const auto& [path, texts] : contents.groups) {
    if (!is_variables(path)) continue;
    Group& group = weights.groups_[parent_of(path)];
    if (const auto name = texts.find("name"); name != texts.end()) group.name = name->second;
    while (true) {
      const auto found = contents.datasets.find(path + "/" + std::to_string(group.variables.size()));
      if (found == contents.datasets.end()) break;
      group.variables.push_back(std::move(found->second));
    }
  }
  return weights;
}

const std::vector<FloatTensor>& Weights::variables(const std::string& path) const {
  static const std::vector<FloatTensor> kNone;
  const auto found = groups_.find(path);
  return found == groups_.end() ? kNone : found->second.variables;
}

const std::string& Weights::name_of(const std::string& path) const {
  static const std::string kUnknown;
  const auto found = groups_.find(path);
  return found == groups_.end() ? kUnknown : found->second.name;
}

std::string Weights::path_of_layer(const std::string& name) const {
  std::string found;
  for (const auto& [path, group] : groups_) {
    const std::string parent = parent_of(path);
    const bool is_layer = parent == "layers" || parent.ends_with("/layers");
    if (!is_layer || group.name != name) continue;
    if (!found.empty()) return "";
    found = path;
  }
  return found;
}

}  // namespace wirefold::keras
