// SPDX-License-Identifier: Apache-2.0
// Spiking layers of HGQ2, unrolled: neurons that add up their inputs and fire above a threshold.
#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/search.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/importers/keras/unrolled.h"

namespace wirefold::keras {
namespace {

using Array = FixedVariableArray;

// What the gradient of a spike is makes no difference, as long as the spike itself is a step.
void check_spike(const LayerCall& call) {
  const auto function = call.config.find("spike_grad");
  if (boolean_or(call.config, "surrogate_disable", false) || !function || function->is_null()) return;
  if (function->is_object() && text_or(*function, "class_name", "") == "ATan") return;
  throw UnsupportedError("spike_grad",
                         "a function of one's own, which may give other spikes than 0 and 1; leave it "
                         "out or set surrogate_disable before saving the model");
}

/// The neurons of a layer; every number is one of the layer or one of each neuron.
class Neurons {
 public:
  explicit Neurons(const LayerCall& call) : call_(call), cell_(call.part(call.config, "cell")) {
    check_spike(call);
    // What is learnt is stored first, each in the order in which the layer makes it.
    const char* const names[] = {"beta", "threshold", "graded_spikes_factor"};
    const FloatTensor* values[] = {nullptr, nullptr, nullptr};
    std::size_t next = 0;
    for (const bool is_learnt : {true, false}) {
      for (std::size_t i = call.layer.class_name == "QLIF" ? 0 : 1; i < 3; ++i) {
        if (boolean_or(call.config, ("learn_" + std::string(names[i])).c_str(), false) != is_learnt) continue;
        values[i] = &cell_.variable(next++, names[i]);
      }
    }
    if (values[0] != nullptr) beta_ = cell_.constant(*values[0], "beta_q_conf", "beta_q");
    threshold_ = values[1]->exact(call.location);
    factor_ = cell_.constant(*values[2], "graded_spikes_factor_q_conf", "graded_spikes_factor_q");
    reset_ = text_or(call.config, "reset_mechanism", "subtract");
    if (reset_ != "subtract" && reset_ != "zero" && reset_ != "none") {
      call.config.at("reset_mechanism").refuse("expected subtract, zero or none");
    }
  }

  Array charged(const Array& x, const std::optional<Array>& potential) const {
    const Array input = quantized(x, "iq");
    if (!potential) return input;
    const Array kept = beta_ ? *potential * NumericOperand(*beta_, here()) : *potential;
    return kept + SymbolicOperand(input, here());
  }

  Array spikes(const Array& potential) const {
    const Array above = greater(potential, threshold_, here());
    if (!boolean_or(call_.config, "inhibition", false)) return above;
    const Array distance = potential - NumericOperand(threshold_, here());
    const Array strongest = argmax(distance, Axis(1), /*keepdims=*/true, here());
    std::vector<std::int64_t> numbers;
    for (std::int64_t i = 0; i < potential.shape()[1]; ++i) numbers.push_back(i);
    const NumericArray neurons = NumericArray::from_values({1, numbers.size()}, numbers);
    return minimum(above, equal(strongest, neurons, here()), here());
  }

  Array emitted(const Array& spikes) const { return spikes * NumericOperand(factor_, here()); }

  Array left_over(const Array& potential, const Array& spikes) const {
    Array result = potential;
    if (reset_ == "zero") result = where(spikes, NumericArray(0), potential, here());
    if (reset_ == "subtract") {
      result = potential - SymbolicOperand(spikes * NumericOperand(threshold_, here()), here());
    }
    return quantized(result, "sq");
  }

 private:
  const Location& here() const { return call_.location; }
  Array quantized(const Array& x, const std::string& name) const {
    if (!cell_.has_part(name + "/quantizer")) return Signal{x}.plain();
    return cell_.quantizer((name + "_conf").c_str(), name)({x}, here()).plain();
  }

  const LayerCall& call_;
  LayerCall cell_;
  std::optional<NumericArray> beta_;  // what is left of a potential after a step
  NumericArray threshold_ = 0;
  NumericArray factor_ = 0;
  std::string reset_;
};

}  // namespace

Signals call_q_spiking(const LayerCall& call) {
  const Neurons neurons(call);
  std::optional<Array> potential;
  return unrolled(call, [&](const Array& x, const Array*) {
    const Array charged = neurons.charged(x, potential);
    const Array spikes = neurons.spikes(charged);
    potential = neurons.left_over(charged, spikes);
    return neurons.emitted(spikes);
  });
}

}  // namespace wirefold::keras
