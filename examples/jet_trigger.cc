// SPDX-License-Identifier: Apache-2.0
// Lesson 5. A trigger decision: sort objects, look up calibrations, compare, and a classifier with a softmax.
//
// Each event has 10 jets with a transverse momentum and a detector tower. The trigger calibrates them with a table,
// keeps the four largest with their towers, and takes the event if there is enough energy, if jets stand back to back,
// or if a small classifier is sure.
#include "lesson.h"

namespace wf = wirefold;

namespace {

constexpr int kJets = 10;
constexpr int kKept = 4;
constexpr int kTowers = 32;
constexpr int kMostAttempts = 400;

// The response of each tower, as it would come from a calibration run.
wf::NumericArray calibration() {
  std::vector<double> factors;
  for (int tower = 0; tower < kTowers; ++tower) factors.push_back(1 + (tower * 7 % 13 - 6) / 64.0);
  return wf::NumericArray::from_values({kTowers}, factors);
}

const wf::NumericArray kWeights = {{0.5, -0.25, 0.125}, {-0.75, 1, 0.25}, {0.375, 0.5, -1}, {0.125, -0.5, 0.75}};

template <class Tensor>
Tensor trigger(const Tensor& momenta, const Tensor& towers) {
  const wf::LookupTable factors({false, 5, 0}, calibration());
  const auto calibrated = wf::quantize(momenta * wf::lookup(towers, factors), {false, 8, 2}, wf::RND, wf::SAT);

  // The largest first; equal momenta keep their order.
  const auto largest = wf::name(-wf::sort(-calibrated)(wf::range(0, kKept)), "momenta");
  const auto where = wf::name(wf::sort_by(-calibrated, towers)(wf::range(0, kKept)), "towers");

  const auto total = wf::sum(wf::where(wf::greater(calibrated, 20), calibrated, 0));
  const auto distance = wf::abs(where(0) - where(1));
  const auto around = wf::minimum(distance, kTowers - distance);
  const auto back_to_back = wf::logical_and(wf::greater_equal(around, 14), wf::greater(largest(1), 30));

  const auto energies = wf::quantize(wf::log2(largest + 1), {false, 4, 3}, wf::RND_CONV);
  const auto logits = wf::quantize(wf::matmul(energies, kWeights), {true, 4, 3}, wf::RND, wf::SAT);
  const auto classes = wf::softmax(logits, {.exp_input = {wf::Format{false, 4, 3}, wf::TRN, wf::SAT},
                                            .exp_output = {wf::Format{false, 1, 8}},
                                            .inverse_input = {wf::Format{false, 2, 5}, wf::RND, wf::SAT},
                                            .inverse_output = {wf::Format{false, 1, 8}}});
  const auto is_sure = wf::greater(wf::amax(classes), 0.75);
  const auto accept = wf::any(wf::stack({wf::greater(total, 180), back_to_back, is_sure}, 0));
  return wf::stack({accept, wf::argmax(classes), total}, 0);
}

}  // namespace

int main() {
  std::printf("A trigger on %d jets\n", kJets);
  const auto momenta = wf::FixedVariableArrayInput({kJets}, {false, 7, 1});
  const auto towers = wf::FixedVariableArrayInput({kJets}, {false, 5, 0});
  const auto logic = lesson::timed("trace", [&] {
    return wf::comb_trace({{"momenta", momenta}, {"towers", towers}}, {{"decision", trigger(momenta, towers)}},
                          {.name = "jet_trigger"});
  });
  const auto samples = wf::random_samples(logic, kMostAttempts, 7);
  std::vector<wf::NumericArray> decisions;
  for (int event = 0; event < kMostAttempts; ++event) {
    decisions.push_back(trigger(samples[0](event), samples[1](event)));
  }
  return lesson::build_and_verify(logic,
                                  {.name = "jet_trigger", .dir = "build/projects/jet_trigger", .latency_cutoff = 7},
                                  samples, {wf::stack(decisions, 0)})
             ? 0
             : 1;
}
