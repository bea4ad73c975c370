// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "wirefold/importers/keras/float_tensor.h"
#include "wirefold/importers/keras/model.h"
#include "wirefold/importers/keras/quantizer.h"
#include "wirefold/importers/keras/signal.h"

namespace wirefold::keras {

/// Weights of a layer as hardware has them.
struct WeightFigures {
  std::size_t parameters = 0;
  std::size_t zeros = 0;
};

/// An argument of a call: a signal, or a value that was saved with the model.
struct Argument {
  std::optional<Signal> signal;
  std::optional<JsonValue> value;
};

/// A call of a layer: what its handler reads and computes with. Sub-layers have calls of their own (`part`).
class LayerCall {
 public:
  LayerCall(const Layer& of_layer, const Weights& weights, Location where, WeightFigures& figures)
      : layer(of_layer),
        config(of_layer.config),
        location(where),
        path_(of_layer.path),
        weights_(&weights),
        figures_(&figures) {}

  const Layer& layer;
  JsonValue config;
  Location location;
  Signals inputs;                   ///< every tensor of the call, in order
  std::vector<Argument> arguments;  ///< as they were given by position
  std::map<std::string, Argument> named_arguments;

  /// The one input. UnsupportedError for another number of them.
  const Signal& input() const;
  /// An argument by its name or, if it was not named, by its position; empty if it was not given.
  Argument argument(const std::string& name, std::size_t place) const;

  /// The same call of a part of the layer with a config and variables of its own.
  LayerCall part(const JsonValue& part_config, const std::string& sub_path) const;

  std::size_t variable_count() const { return weights_->variables(path_).size(); }
  /// A variable of the layer. IoError if it is missing.
  const FloatTensor& variable(std::size_t index, const char* name) const;
  bool has_part(const std::string& sub_path) const { return weights_->has_group(path_ + "/" + sub_path); }

  /// The quantizer whose config is the member `key`, with the variables at `sub_path`; empty for the layer itself.
  HgqQuantizer quantizer(const char* key, const std::string& sub_path) const;
  /// The same of the output of a table of a softmax: unsigned, to the nearest even number, saturating, whatever was
  /// saved.
  HgqQuantizer table_quantizer(const char* key, const std::string& sub_path) const;
  HgqQuantizer quantizer(const JsonValue& serialized, const std::string& sub_path) const;
  /// Quantized by iq if the layer has it enabled, by oq.
  Signal with_input_quantizer(const Signal& x) const;
  Signal with_output_quantizer(const Signal& x, const std::string& sub_path = "oq") const;
  /// False for Keras' own layers, whose weights are what they are.
  bool has_quantized_weights() const { return !layer.module.starts_with("keras"); }
  /// A constant as a quantizer leaves it, or as it is, counted among the weights.
  NumericArray constant(const FloatTensor& value, const char* key, const std::string& sub_path) const;
  /// The function that the member `activation` names, of x.
  Signal activated(const Signal& x, const char* key = "activation") const;

 private:
  std::string path_;
  const Weights* weights_;
  WeightFigures* figures_;
};

/// Computes what a call of a layer gives.
using Handler = Signals (*)(const LayerCall& call);

}  // namespace wirefold::keras
