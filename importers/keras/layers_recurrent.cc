// SPDX-License-Identifier: Apache-2.0
// Recurrent layers of HGQ2, unrolled: the state begins at 0, and every step is hardware of its own.
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/keras/activation.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/importers/keras/unrolled.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

using Array = FixedVariableArray;

/// What the steps of a recurrent layer have in common.
class Cell {
 public:
  explicit Cell(const LayerCall& call)
      : call_(call),
        cell_(call.part(call.config, "cell")),
        kernel_(cell_.constant(cell_.variable(0, "kernel"), "kq_conf", "kq")),
        recurrent_kernel_(cell_.constant(cell_.variable(1, "recurrent_kernel"), "rkq_conf", "rkq")) {
    if (kernel_.rank() != 2 || recurrent_kernel_.rank() != 2) {
      throw ShapeError("kernel", "of shape " + to_string(kernel_.shape()) + " and " +
                                     to_string(recurrent_kernel_.shape()) + ", expected two axes");
    }
    if (boolean_or(call.config, "use_bias", true)) {
      bias_ = cell_.constant(cell_.variable(2, "bias"), "bq_conf", "bq");
    }
  }

  const Location& where() const { return call_.location; }
  /// By the quantizer of that name, where the cell has it.
  Signal quantized(const Signal& x, const std::string& name) const {
    if (!cell_.has_part(name + "/quantizer")) return x;
    return cell_.quantizer((name + "_conf").c_str(), name)(x, where());
  }
  Array from_input(const Array& x) const {
    const Array quantized_x = quantized({x}, "iq").plain();
    return matmul(quantized_x, kernel_, where());
  }
  const NumericArray& recurrent_kernel() const { return recurrent_kernel_; }
  const std::optional<NumericArray>& bias() const { return bias_; }
  Signal activated(const Signal& x, const char* key) const { return call_.activated(x, key); }

 private:
  const LayerCall& call_;
  LayerCall cell_;
  NumericArray kernel_;
  NumericArray recurrent_kernel_;
  std::optional<NumericArray> bias_;
};

Array plus(const Array& a, const Array& b, const Location& location) { return a + SymbolicOperand(b, location); }
Array plus(const Array& a, const NumericArray& b, const Location& location) { return a + NumericOperand(b, location); }

Array columns(const Array& x, std::int64_t first, std::int64_t count) {
  return x(ellipsis, range(first, first + count));
}
NumericArray columns(const NumericArray& x, std::int64_t first, std::int64_t count) {
  return x(ellipsis, range(first, first + count));
}

}  // namespace

Signals call_q_simple_rnn(const LayerCall& call) {
  const Cell cell(call);
  return unrolled(call, [&](const Array& x, const Array* state) {
    Array sum = cell.from_input(x);
    if (cell.bias()) sum = plus(sum, *cell.bias(), cell.where());
    if (state != nullptr) {
      const Array quantized_state = cell.quantized({*state}, "sq").plain();
      sum = plus(sum, matmul(quantized_state, cell.recurrent_kernel(), cell.where()), cell.where());
    }
    return cell.activated(cell.quantized({sum}, "paq"), "activation").plain();
  });
}

Signals call_q_gru(const LayerCall& call) {
  const Cell cell(call);
  const std::int64_t units = cell.recurrent_kernel().shape()[0];
  const bool resets_after = boolean_or(call.config, "reset_after", true);
  std::optional<NumericArray> input_bias = cell.bias();
  std::optional<NumericArray> recurrent_bias;
  if (cell.bias() && resets_after) {
    input_bias = (*cell.bias())(0);
    recurrent_bias = (*cell.bias())(1);
  }
  const NumericArray& kernel = cell.recurrent_kernel();
  const Location& where = cell.where();
  return unrolled(call, [&](const Array& x, const Array* state) {
    Array mx = cell.from_input(x);
    if (input_bias) mx = plus(mx, *input_bias, where);
    // The state begins at 0: its products are not there, its bias is.
    const std::optional<Array> hs =
        state == nullptr ? std::nullopt : std::optional(cell.quantized({*state}, "sq").plain());
    std::optional<Array> mi;
    if (hs) mi = matmul(*hs, resets_after ? kernel : columns(kernel, 0, 2 * units), where);
    if (recurrent_bias) {
      mi = mi ? plus(*mi, *recurrent_bias, where) : constant(reshape(*recurrent_bias, {1, 3 * units}), where);
    }
    Array gates = columns(mx, 0, 2 * units);
    if (mi) gates = plus(gates, columns(*mi, 0, 2 * units), where);
    gates = cell.quantized(cell.activated({gates}, "recurrent_activation"), "praq").plain();
    const Array z = columns(gates, 0, units);
    const Array r = columns(gates, units, units);

    Array candidate = columns(mx, 2 * units, units);
    if (resets_after && mi) {
      const Array reset = cell.quantized({columns(*mi, 2 * units, units)}, "rhq").plain();
      candidate = plus(candidate, r * SymbolicOperand(reset, where), where);
    } else if (!resets_after && hs) {
      const Array reset = cell.quantized({r * SymbolicOperand(*hs, where)}, "rhq").plain();
      candidate = plus(candidate, matmul(reset, columns(kernel, 2 * units, units), where), where);
    }
    const Array hh = cell.quantized(cell.activated({candidate}, "activation"), "paq").plain();
    const Array kept = (NumericOperand(1, where) - z) * SymbolicOperand(hh, where);
    return hs ? plus(z * SymbolicOperand(*hs, where), kept, where) : kept;
  });
}

}  // namespace wirefold::keras
