// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/replay.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "wirefold/dsl/input.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/array_format.h"
#include "wirefold/importers/keras/call_order.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layer_error.h"
#include "wirefold/importers/keras/layer_table.h"
#include "wirefold/importers/keras/refused_layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

// The smallest format that holds all elements; zero while there is none.
Format common_format(const Signal& signal) {
  if (signal.function || !signal.array.elements().divisors.empty() || signal.has_no_format()) return {};
  return smallest_format(signal.array);
}

bool is_value(const Signal& signal) {
  return !signal.function && signal.array.elements().divisors.empty() && !signal.has_no_format();
}

Shape without_batch(const Shape& shape) {
  Shape result;
  for (std::size_t axis = 1; axis < shape.rank(); ++axis) result.push_back(shape[axis]);
  return result;
}

// The size of an input is a number in the file, which is no reason to make so many elements.
void check_size(const Shape& extents) {
  constexpr std::uint64_t kMostElements = 1U << 22U;
  std::uint64_t count = 1;
  for (const std::int64_t extent : extents) {
    count *= static_cast<std::uint64_t>(std::max<std::int64_t>(extent, 1));
    if (count <= kMostElements && static_cast<std::uint64_t>(std::max<std::int64_t>(extent, 1)) <= kMostElements)
      continue;
    throw UnsupportedError(
        "input", "of shape " + to_string(extents) + ", the limit is " + std::to_string(kMostElements) + " elements");
  }
}

class Replay {
  // Runs what belongs to a layer; its errors name it.
  template <class Action>
  auto guarded(const Layer& layer, Action action) {
    try {
      return action();
    } catch (const UserError& error) {
      summary_of(layer).is_supported = false;
      summary_of(layer).problem = problem_of(error);
      rethrow_for_layer(error, file_, layer);
    } catch (const std::out_of_range&) {
      const IoError error("config", "a list or a variable is shorter than the layer needs");
      summary_of(layer).is_supported = false;
      summary_of(layer).problem = problem_of(error);
      rethrow_for_layer(error, file_, layer);
    }
  }

 public:
  Replay(const ModelFile& model, const InputFile& file, const KerasOptions& options, std::vector<KerasLayer>& layers,
         bool stands_in)
      : model_(model), file_(file), options_(options), layers_(layers), stands_in_(stands_in) {}

  Replayed run() {
    Replayed result;
    Signals inputs;
    for (const Layer* const layer : input_layers(model_.model)) {
      const FixedVariableArray array = input_of(*layer);
      result.inputs.emplace_back(layer->name, array);
      Shape batched{1};
      for (const std::int64_t extent : array.shape()) batched.push_back(extent);
      inputs.push_back({reshape(array, batched, location_of(*layer))});
      note_outputs(*layer, {inputs.back()});
    }
    const Signals outputs = outputs_of(model_.model, inputs, "", /*is_outermost=*/true);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const std::string name = output_name(i);
      guarded(output_layer(i), [&] {
        const FixedVariableArray& y = outputs[i].plain();
        result.outputs.emplace_back(name, reshape(y, without_batch(y.shape())));
        return 0;
      });
    }
    return result;
  }

 private:
  Location location_of(const Layer& layer) const { return {file_.path.c_str(), layer.number}; }
  KerasLayer& summary_of(const Layer& layer) { return layers_[static_cast<std::size_t>(layer.number - 1)]; }

  static const Layer& layer_named(const Model& model, const std::string& name) {
    for (const Layer& layer : model.layers) {
      if (layer.name == name) return layer;
    }
    throw IoError("model", "no layer '" + name + "'");
  }

  std::vector<const Layer*> input_layers(const Model& model) const {
    std::vector<const Layer*> result;
    if (model.is_sequential) {
      if (model.layers.empty()) file_.refuse("a model of no layers");
      result.push_back(&model.layers.front());
    }
    for (const TensorSource& source : model.inputs) result.push_back(&layer_named(model, source.layer));
    return result;
  }

  // A Sequential model that does not begin with an InputLayer tells the shape at its first layer.
  FixedVariableArray input_of(const Layer& layer) {
    return guarded(layer, [&] {
      std::optional<JsonValue> shape = layer.config.find("batch_shape");
      if (!shape && layer.build_config && !layer.build_config->is_null())
        shape = layer.build_config->find("input_shape");
      if (!shape || shape->is_null()) {
        throw UnsupportedError("input", "the model does not tell the shape of its input; build it before saving");
      }
      const Shape extents = shape_behind_batch(*shape);
      check_size(extents);
      const auto named = options_.input_formats.find(layer.name);
      const auto format = named != options_.input_formats.end() ? named : options_.input_formats.find("");
      if (format != options_.input_formats.end()) {
        return FixedVariableArrayInput(extents, format->second, location_of(layer));
      }
      if (!stands_in_) return FixedVariableArrayInput(extents, location_of(layer));
      summary_of(layer).is_supported = false;
      summary_of(layer).problem = "the model does not tell its format; give it, as --input-format " + layer.name +
                                  "=s3.4 or KerasOptions::input_formats";
      return FixedVariableArrayInput(extents, kStandInFormat, location_of(layer));
    });
  }

  const Layer& output_layer(std::size_t index) const {
    const Model& model = model_.model;
    if (model.is_sequential) return model.layers.back();
    return layer_named(model, model.outputs[index].layer);
  }
  // A layer that gives several outputs numbers them; a port may have no other sign than '_'.
  std::string output_name(std::size_t index) {
    const std::string& layer = output_layer(index).name;
    std::string name = layer;
    for (int count = 1; !output_names_.insert(name).second; ++count) name = layer + "_" + std::to_string(count);
    return name;
  }

  Signals outputs_of(const Model& model, const Signals& inputs, const std::string& prefix, bool is_outermost) {
    return model.is_sequential ? sequential_outputs(model, inputs, prefix, is_outermost)
                               : functional_outputs(model, inputs, prefix, is_outermost);
  }

  Signals sequential_outputs(const Model& model, const Signals& inputs, const std::string& prefix, bool is_outermost) {
    Signals signals = inputs;
    for (const Layer& layer : model.layers) {
      if (layer.is_input()) continue;
      const bool is_port = is_outermost && &layer == &model.layers.back();
      signals = result_of(layer, {signals, {}, {}}, prefix, is_port);
    }
    return signals;
  }

  struct CallInputs {
    Signals tensors;
    std::vector<Argument> arguments;
    std::map<std::string, Argument> named;
  };

  Signals functional_outputs(const Model& model, const Signals& inputs, const std::string& prefix, bool is_outermost) {
    std::map<std::pair<std::string, std::size_t>, Signals> known;
    if (inputs.size() != model.inputs.size()) {
      throw UnsupportedError(
          "call", std::to_string(inputs.size()) + " tensors, the model takes " + std::to_string(model.inputs.size()));
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) known[{model.inputs[i].layer, 0}] = {inputs[i]};
    const auto signal_of = [&](const TensorSource& source) -> const Signal& {
      const auto found = known.find({source.layer, source.call});
      if (found == known.end() || source.tensor >= found->second.size()) {
        throw IoError("model", "output " + std::to_string(source.tensor) + " of call " + std::to_string(source.call) +
                                   " of '" + source.layer + "' is used but never computed");
      }
      return found->second[source.tensor];
    };
    for (const CallPlace& place : calls_in_order(model)) {
      const Layer& layer = model.layers[place.layer];
      const CallInputs call = guarded(layer, [&] { return call_inputs(*layer.calls, place.call, signal_of); });
      const bool is_port =
          is_outermost && std::any_of(model.outputs.begin(), model.outputs.end(), [&](const auto& out) {
            return out.layer == layer.name && out.call == place.call;
          });
      known[{layer.name, place.call}] = result_of(layer, call, prefix, is_port);
    }
    Signals outputs;
    for (const TensorSource& source : model.outputs) outputs.push_back(signal_of(source));
    return outputs;
  }

  template <class SignalOf>
  static CallInputs call_inputs(const JsonValue& calls, std::size_t index, SignalOf signal_of) {
    CallInputs result;
    const JsonValue call = calls[index];
    const auto take = [&](const JsonValue& value) {
      for (const TensorSource& source : tensor_sources_in(value)) result.tensors.push_back(signal_of(source));
      if (const auto source = tensor_source(value)) return Argument{signal_of(*source), std::nullopt};
      return Argument{std::nullopt, value};
    };
    const JsonValue args = call.at("args");
    for (std::size_t i = 0; i < args.size(); ++i) result.arguments.push_back(take(args[i]));
    const JsonValue kwargs = call.at("kwargs");
    for (const std::string& key : kwargs.keys()) {
      if (!kwargs.at(key).is_null()) result.named.emplace(key, take(kwargs.at(key)));
    }
    return result;
  }

  Signals result_of(const Layer& layer, const CallInputs& inputs, const std::string& prefix, bool is_port) {
    const std::string name = prefix + layer.name;
    Signals results;
    if (layer.nested) {
      results = outputs_of(*layer.nested, inputs.tensors, name + "/", /*is_outermost=*/false);
    } else {
      results = guarded(layer, [&] { return handled(layer, inputs); });
    }
    const int count = call_names_[name]++;
    note_outputs(layer, results);
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (is_port || layer.nested || !is_value(results[i])) continue;
      std::string text = name;
      if (count > 0) text += ":" + std::to_string(count);
      if (i > 0) text += "." + std::to_string(i);
      const FixedVariableArray& array = results[i].array;
      wirefold::name(reshape(array, without_batch(array.shape())), text, location_of(layer));
    }
    return results;
  }

  Signals handled(const Layer& layer, const CallInputs& inputs) {
    const LayerType* const type = find_layer_type(layer);
    if (type == nullptr) {
      throw UnsupportedError("layer", refusal_of(layer));
    }
    WeightFigures figures;
    LayerCall call(layer, model_.weights, location_of(layer), figures);
    call.inputs = inputs.tensors;
    call.arguments = inputs.arguments;
    call.named_arguments = inputs.named;
    Signals results = type->handler(call);
    summary_of(layer).parameters = figures.parameters;
    summary_of(layer).zeros = figures.zeros;
    return results;
  }

  void note_outputs(const Layer& layer, const Signals& signals) {
    KerasLayer& summary = summary_of(layer);
    if (!summary.output_shapes.empty()) return;
    for (const Signal& signal : signals) {
      summary.output_shapes.push_back(without_batch(signal.shape()));
      summary.formats.push_back(common_format(signal));
    }
  }

  const ModelFile& model_;
  const InputFile& file_;
  const KerasOptions& options_;
  std::vector<KerasLayer>& layers_;
  bool stands_in_;
  std::map<std::string, int> call_names_;
  std::set<std::string> output_names_;
};

void list_layers(const Model& model, const std::string& prefix, std::vector<KerasLayer>& layers) {
  for (const Layer& layer : model.layers) {
    KerasLayer summary;
    summary.name = prefix + layer.name;
    summary.class_name = layer.class_name;
    if (!layer.is_input() && !layer.nested && find_layer_type(layer) == nullptr) {
      summary.is_supported = false;
      summary.problem = "is not supported";
    }
    layers.push_back(std::move(summary));
    if (layer.nested) list_layers(*layer.nested, prefix + layer.name + "/", layers);
  }
}

}  // namespace

Replayed replay(const ModelFile& model, const InputFile& file, const KerasOptions& options,
                std::vector<KerasLayer>& layers, bool stands_in) {
  return Replay(model, file, options, layers, stands_in).run();
}

std::vector<KerasLayer> listed_layers(const Model& model) {
  std::vector<KerasLayer> layers;
  list_layers(model, "", layers);
  return layers;
}

}  // namespace wirefold::keras
