// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/refused_layers.h"

#include <algorithm>
#include <array>

namespace wirefold::keras {
namespace {

// A reason and a remedy, for all classes whose name holds the text; the first that fits counts.
struct Refusal {
  std::string_view part_of_name;
  std::string_view reason;
};

constexpr std::array kRefusals = {
    Refusal{"Attention", "nothing quantizes its products; use QMultiHeadAttention"},
    Refusal{"Transpose", "HGQ2 has no such layer; use UpSampling and a convolution"},
    Refusal{"LSTM", "HGQ2 has no such layer; use QGRU or QSimpleRNN"},
    Refusal{"Bidirectional", "use two layers, one of them with go_backwards, and Concatenate"},
    Refusal{"TimeDistributed", "use the layer itself: dense layers take any number of axes"},
    Refusal{"SimpleRNN", "nothing quantizes its state; use QSimpleRNN"},
    Refusal{"GRU", "nothing quantizes its state; use QGRU"},
    Refusal{"RNN", "a cell of one's own; use QGRU, QSimpleRNN, QSimpleSNN or QLIF"},
    Refusal{"Normalization", "it divides by what it computes of each sample; use QBatchNormalization"},
    Refusal{"Softmax", "its exponentials and quotients are no fixed-point numbers; use QSoftmax"},
    Refusal{"Masking", "a mask goes along no tensor; give it as an argument to QSoftmax or QMultiHeadAttention"},
    Refusal{"Lambda", "Python code is not read; use operations of keras.ops"},
    Refusal{"Random", "hardware computes the same of the same input; leave it out of the saved model"},
    Refusal{"Resizing", "it interpolates; use UpSampling2D"},
};

}  // namespace

std::string refusal_of(const Layer& layer) {
  const auto found = std::find_if(kRefusals.begin(), kRefusals.end(), [&](const Refusal& refusal) {
    return layer.class_name.find(refusal.part_of_name) != std::string::npos;
  });
  if (layer.module.starts_with("keras") && !layer.is_operation() && found != kRefusals.end()) {
    return "is not supported: " + std::string(found->reason);
  }
  return "is not supported; docs/keras.md lists the layers that are";
}

}  // namespace wirefold::keras
