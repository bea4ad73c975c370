// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/layer_call.h"

#include <algorithm>

#include "wirefold/importers/keras/activation.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {

const Signal& LayerCall::input() const {
  if (inputs.size() == 1) return inputs[0];
  throw UnsupportedError("call", std::to_string(inputs.size()) + " tensors, the layer takes 1");
}

Argument LayerCall::argument(const std::string& name, std::size_t place) const {
  const auto named = named_arguments.find(name);
  if (named != named_arguments.end()) return named->second;
  return place < arguments.size() ? arguments[place] : Argument{};
}

LayerCall LayerCall::part(const JsonValue& part_config, const std::string& sub_path) const {
  LayerCall result = *this;
  result.config = part_config;
  result.path_ = path_ + "/" + sub_path;
  return result;
}

const FloatTensor& LayerCall::variable(std::size_t index, const char* name) const {
  const std::vector<FloatTensor>& variables = weights_->variables(path_);
  if (index < variables.size()) return variables[index];
  config.refuse("the variable '" + path_ + "/vars/" + std::to_string(index) + "' (" + name +
                ") is missing from the weights");
}

HgqQuantizer LayerCall::quantizer(const char* key, const std::string& sub_path) const {
  const auto serialized = config.find(key);
  if (!serialized || serialized->is_null()) config.refuse("no " + std::string(key));
  return quantizer(*serialized, sub_path);
}

HgqQuantizer LayerCall::table_quantizer(const char* key, const std::string& sub_path) const {
  const auto serialized = config.find(key);
  if (!serialized || serialized->is_null()) config.refuse("no " + std::string(key));
  return {*serialized, *weights_, path_ + "/" + sub_path, HgqQuantizer::Use::kSoftmaxTable};
}

HgqQuantizer LayerCall::quantizer(const JsonValue& serialized, const std::string& sub_path) const {
  return {serialized, *weights_, sub_path.empty() ? path_ : path_ + "/" + sub_path};
}

Signal LayerCall::with_input_quantizer(const Signal& x) const {
  // Keras' own layers have neither key.
  if (!boolean_or(config, "enable_iq", has(config, "iq_conf"))) return x;
  return quantizer("iq_conf", "iq")(x, location);
}

Signal LayerCall::with_output_quantizer(const Signal& x, const std::string& sub_path) const {
  if (!boolean_or(config, "enable_oq", false)) return x;
  return quantizer("oq_conf", sub_path)(x, location);
}

NumericArray LayerCall::constant(const FloatTensor& value, const char* key, const std::string& sub_path) const {
  const FloatTensor quantized =
      has_quantized_weights() ? quantizer(key, sub_path).of_constants(value, location) : value;
  figures_->parameters += quantized.values.size();
  figures_->zeros += static_cast<std::size_t>(std::count(quantized.values.begin(), quantized.values.end(), 0.0F));
  return quantized.exact(location);
}

Signal LayerCall::activated(const Signal& x, const char* key) const {
  return apply_activation(x, function_name(config, key), location);
}

}  // namespace wirefold::keras
