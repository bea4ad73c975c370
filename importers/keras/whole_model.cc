// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/whole_model.h"

#include <optional>

#include "wirefold/importers/keras/variable_names.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

const std::string kWeights = "model_weights/";

std::string first_text(Hdf5Texts& texts, std::uint64_t address, std::string_view name) {
  const auto values = texts.attribute(address, name);
  return values && !values->empty() ? std::string(values->front()) : "";
}

// The names of the variables of a group; Keras writes long lists in parts with numbers behind the attribute's name.
std::vector<std::string_view> variables_of(Hdf5Texts& texts, std::uint64_t address) {
  if (const auto whole = texts.attribute(address, "weight_names")) return *whole;
  std::vector<std::string_view> names;
  for (int number = 0;; ++number) {
    const auto part = texts.attribute(address, "weight_names" + std::to_string(number));
    if (!part || part->empty()) return names;
    names.insert(names.end(), part->begin(), part->end());
  }
}

// The layers that hold variables themselves, those of models within models too.
void list_leaves(const Layer& layer, std::vector<const Layer*>& leaves) {
  if (!layer.nested && !layer.path.empty()) leaves.push_back(&layer);
  if (!layer.nested) return;
  for (const Layer& inner : layer.nested->layers) list_leaves(inner, leaves);
}

struct OwnVariable {
  std::size_t leaf;
  std::string_view name;  // behind that of the layer
};

// Whose variable it is. Names of models may stand in front of that of the layer; a layer that stands alone may have had
// another name when its variables were made.
std::optional<OwnVariable> owner_of(const std::string_view name, const std::vector<const Layer*>& leaves) {
  for (std::string_view rest = name;;) {
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const std::string& layer = leaves[i]->name;
      const bool is_own = rest.size() > layer.size() && rest.starts_with(layer) && rest[layer.size()] == '/';
      if (is_own) return OwnVariable{i, rest.substr(layer.size() + 1)};
    }
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (leaves.size() != 1) return std::nullopt;
  const auto slash = name.find('/');
  return OwnVariable{0, slash == std::string_view::npos ? name : name.substr(slash + 1)};
}

// An object is there if one below it is.
void add_owners(const std::string& path, Weights::Groups& groups) {
  for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    groups.try_emplace(path.substr(0, slash));
  }
}

// The quantizer that fused projections of an attention layer share is that of the value; a .keras file keeps it where
// the alphabet comes by first.
void move_shared_quantizer(const Layer& layer, Weights::Groups& groups) {
  const std::string shared = layer.path + "/value_dense/iq/quantizer";
  const std::string place = layer.path + "/key_dense/iq/quantizer";
  const auto found = groups.find(shared);
  if (found == groups.end() || groups.contains(place)) return;
  groups.emplace(place, found->second);
  add_owners(place, groups);
}

}  // namespace

WholeModel::WholeModel(const std::string& bytes, const InputFile& file)
    : file_(file), contents_(read_hdf5(bytes, file)), texts_(bytes, file) {
  const std::uint64_t root = contents_.groups.at("");
  keras_version_ = first_text(texts_, root, "keras_version");
  config_ = first_text(texts_, root, kConfigOfHdf5);
  const auto refuse = [&](const std::string& problem) {
    throw UnsupportedError(file.function, "'" + file.path + "': " + problem, file.location);
  };
  if (config_.empty()) {
    refuse("weights without the model that they belong to; save the whole model with model.save('model.keras')");
  }
  if (!keras_version_.empty() && !keras_version_.starts_with("3.")) {
    refuse("a model of Keras " + keras_version_ + "; load it with Keras 3 and save it as a .keras file");
  }
}

Weights WholeModel::take_weights(const Model& model) {
  Weights::Groups groups;
  for (const Layer& layer : model.layers) take_weights_of(layer, groups);
  return Weights(std::move(groups));
}

void WholeModel::take_weights_of(const Layer& layer, Weights::Groups& groups) {
  const std::string group = kWeights + layer.name;
  const auto address = contents_.groups.find(group);
  if (address == contents_.groups.end()) return;
  std::vector<const Layer*> leaves;
  list_leaves(layer, leaves);
  std::vector<PartPaths> parts(leaves.size());
  for (const std::string_view name : variables_of(texts_, address->second)) {
    auto dataset = contents_.datasets.extract(group + "/" + std::string(name));
    if (dataset.empty()) {
      file_.refuse("layer '" + layer.name + "'", "its variable '" + std::string(name) + "' is listed but not there");
    }
    const auto own = owner_of(name, leaves);
    if (!own) continue;
    const std::string part = parts[own->leaf].of_variable(own->name);
    const std::string path = leaves[own->leaf]->path + (part.empty() ? "" : "/" + part);
    add_owners(path, groups);
    groups[path].push_back(std::move(dataset.mapped()));
  }
  for (const Layer* const leaf : leaves) move_shared_quantizer(*leaf, groups);
}

}  // namespace wirefold::keras
