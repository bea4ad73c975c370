// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/model.h"

#include <cctype>
#include <fstream>
#include <map>

#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/whole_model.h"
#include "wirefold/importers/zip_archive.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

constexpr std::int64_t kMostCalls = 1'000'000;
constexpr std::uint64_t kMaxEntryBytes = std::uint64_t{1} << 30U;
constexpr std::string_view kTooLarge = "holds more than 1 GiB";

bool is_upper(char letter) { return std::isupper(static_cast<unsigned char>(letter)) != 0; }
bool is_lower(char letter) { return std::islower(static_cast<unsigned char>(letter)) != 0; }

// A '_' between any character and a capital with small letters behind it.
std::string words_apart(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    result += text[i++];
    if (i + 1 >= text.size() || !is_upper(text[i]) || !is_lower(text[i + 1])) continue;
    result += '_';
    result += text[i++];
    while (i < text.size() && is_lower(text[i])) result += text[i++];
  }
  return result;
}

// Python writes Infinity and NaN, which JSON does not have: as texts they are.
std::string as_json(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 64);
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (in_text) {
      result += letter;
      if (letter == '\\' && i + 1 < text.size()) result += text[++i];
      if (letter == '"') in_text = false;
      continue;
    }
    bool is_replaced = false;
    for (const std::string_view token : {"-Infinity", "Infinity", "NaN"}) {
      if (!text.substr(i).starts_with(token)) continue;
      result.append("\"").append(token).append("\"");
      i += token.size() - 1;
      is_replaced = true;
      break;
    }
    if (is_replaced) continue;
    in_text = letter == '"';
    result += letter;
  }
  return result;
}

TensorSource source_of(const JsonValue& history) {
  history.expect_size(3);
  return {history[0].text(), static_cast<std::size_t>(history[1].integer(0, kMostCalls)),
          static_cast<std::size_t>(history[2].integer(0, kMostCalls))};
}

// [layer, call, tensor], or a list of such.
std::vector<TensorSource> sources_of(const JsonValue& value) {
  if (value.is_object()) {
    throw UnsupportedError("model", "inputs or outputs in a dictionary; give them as a list");
  }
  if (value.size() == 3 && value[0].is_text()) return {source_of(value)};
  std::vector<TensorSource> sources;
  for (std::size_t i = 0; i < value.size(); ++i) sources.push_back(source_of(value[i]));
  return sources;
}

// Module and class of a layer. Whole-model HDF5 files have no modules but the package in front of the class,
// "hgq>QDense", and nothing in front of what is Keras' own; operations that are read have neither of the members looked
// for here.
std::pair<std::string, std::string> class_of(const JsonValue& serialized) {
  const std::string& class_name = serialized.at("class_name").text();
  if (has(serialized, "module")) return {serialized.at("module").text(), class_name};
  const auto mark = class_name.find('>');
  if (mark != std::string::npos) return {class_name.substr(0, mark), class_name.substr(mark + 1)};
  const JsonValue config = serialized.at("config");
  const bool is_layer = has(config, "trainable") || has(config, "dtype");
  return {is_layer ? "keras.layers" : "keras.src.ops", class_name};
}

class Reader {
 public:
  // Without weights every layer has its own, wherever it is.
  explicit Reader(const Weights* weights) : weights_(weights) {}

  Model model_of(const JsonValue& serialized, const std::string& path) {
    const std::string& class_name = serialized.at("class_name").text();
    const JsonValue config = serialized.at("config");
    if (class_name != "Sequential" && class_name != "Functional") {
      throw UnsupportedError("model", "'" + class_name +
                                          "' is a class of its own; only Sequential and Functional models "
                                          "tell how their layers are connected");
    }
    Model model{.name = text_or(config, "name", "model"),
                .is_sequential = class_name == "Sequential",
                .layers = {},
                .inputs = {},
                .outputs = {}};
    const JsonValue layers = config.at("layers");
    std::map<std::string, int> counts;
    for (std::size_t i = 0; i < layers.size(); ++i) {
      model.layers.push_back(layer_of(layers[i], path, model.is_sequential, counts));
    }
    if (!model.is_sequential) connect(model, config);
    return model;
  }

 private:
  Layer layer_of(const JsonValue& serialized, const std::string& path, bool in_sequential,
                 std::map<std::string, int>& counts) {
    const JsonValue config = serialized.at("config");
    const auto [module, class_name] = class_of(serialized);
    Layer layer{.name = text_or(config, "name", ""),
                .class_name = class_name,
                .module = module,
                .config = config,
                .calls = serialized.find("inbound_nodes"),
                .build_config = serialized.find("build_config"),
                .path = "",
                .number = ++layer_count_};
    if (layer.name.empty()) layer.name = text_or(serialized, "name", snake_case(layer.class_name));
    if (layer.is_operation() || (in_sequential && layer.is_input())) return layer;
    const std::string snake = snake_case(layer.class_name);
    const int count = counts[snake]++;
    layer.path = found_path(path + "layers/" + snake + (count == 0 ? "" : "_" + std::to_string(count)), layer);
    if (layer.class_name == "Sequential" || layer.class_name == "Functional") {
      layer.nested = std::make_shared<const Model>(model_of(serialized, layer.path + "/"));
    }
    return layer;
  }

  // An object that several models share is stored where Keras comes by first.
  std::string found_path(const std::string& path, const Layer& layer) {
    const auto [first, is_new] = first_paths_.try_emplace({layer.class_name, layer.name}, path);
    return is_new || weights_ == nullptr || weights_->has_group(path) ? path : first->second;
  }

  static void connect(Model& model, const JsonValue& config) {
    model.inputs = sources_of(config.at("input_layers"));
    model.outputs = sources_of(config.at("output_layers"));
    // A functional model inside counts its own inputs as its first call, but not where it is called.
    for (auto* const sources : {&model.inputs, &model.outputs}) {
      for (TensorSource& source : *sources) {
        for (const Layer& layer : model.layers) {
          if (layer.name == source.layer && layer.class_name == "Functional" && source.call > 0) --source.call;
        }
      }
    }
  }

  const Weights* weights_;
  int layer_count_ = 0;
  std::map<std::pair<std::string, std::string>, std::string> first_paths_;  // by class and name
};

}  // namespace

std::string snake_case(std::string_view class_name) {
  const std::string apart = words_apart(class_name);
  std::string result;
  for (std::size_t i = 0; i < apart.size(); ++i) {
    if (i > 0 && is_lower(apart[i - 1]) && is_upper(apart[i])) result += '_';
    result += static_cast<char>(std::tolower(static_cast<unsigned char>(apart[i])));
  }
  return result;
}

std::optional<TensorSource> tensor_source(const JsonValue& value) {
  if (!value.is_object()) return std::nullopt;
  const auto class_name = value.find("class_name");
  if (!class_name || !class_name->is_text() || class_name->text() != "__keras_tensor__") return std::nullopt;
  return source_of(value.at("config").at("keras_history"));
}

namespace {

bool begins_with_hdf5(const InputFile& file) {
  std::ifstream stream(file.path, std::ios::binary);
  std::string begin(kHdf5.size(), '\0');
  stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return stream && begin == kHdf5;
}

std::unique_ptr<const JsonDocument> document_of(const InputFile& file, std::string_view part, std::string_view text) {
  return std::make_unique<const JsonDocument>(
      std::string(file.function) + ": '" + file.path + "', " + std::string(part), as_json(text));
}

ModelFile read_whole_model(const InputFile& file) {
  const std::string bytes = file.read();
  WholeModel whole(bytes, file);
  ModelFile result;
  result.keras_version = whole.keras_version();
  result.config = document_of(file, kConfigOfHdf5, whole.config());
  result.model = Reader(nullptr).model_of(result.config->root(), "");
  result.weights = whole.take_weights(result.model);
  return result;
}

}  // namespace

ModelFile read_model_file(const InputFile& file) {
  if (begins_with_hdf5(file)) return read_whole_model(file);
  const ZipArchive archive(file, ".keras file");
  std::map<std::string, std::string> entries;
  for (std::uint64_t i = 0; i < archive.size(); ++i) {
    const std::string name = archive.entry_name(i);
    if (name != kConfigOfZip && name != "metadata.json" && name != "model.weights.h5") continue;
    const std::string part = "entry '" + name + "'";
    if (entries.contains(name)) file.refuse(part, "is there twice");
    entries.emplace(name, archive.entry_bytes(i, part, kMaxEntryBytes, kTooLarge));
  }
  for (const char* const name : {"config.json", "model.weights.h5"}) {
    if (!entries.contains(name))
      file.refuse("has no '" + std::string(name) + "', save it as model.save('model.keras')");
  }
  ModelFile result;
  if (entries.contains("metadata.json")) {
    const auto metadata = document_of(file, "metadata.json", entries["metadata.json"]);
    result.keras_version = text_or(metadata->root(), "keras_version", "");
  }
  result.config = document_of(file, kConfigOfZip, entries["config.json"]);
  result.weights = Weights::of_keras_3(entries["model.weights.h5"], file);
  result.model = Reader(&result.weights).model_of(result.config->root(), "");
  return result;
}

}  // namespace wirefold::keras
