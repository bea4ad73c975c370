// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/call_order.h"

#include <functional>
#include <map>
#include <queue>

#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

// Documents are at most JsonDocument::kMaxDepth deep.
void collect(const JsonValue& value, std::vector<TensorSource>& sources) {
  if (auto source = tensor_source(value)) {
    sources.push_back(std::move(*source));
  } else if (value.is_list()) {
    for (std::size_t i = 0; i < value.size(); ++i) collect(value[i], sources);
  } else if (value.is_object()) {
    for (const std::string& key : value.keys()) collect(value.at(key), sources);
  }
}

}  // namespace

std::vector<TensorSource> tensor_sources_in(const JsonValue& argument) {
  std::vector<TensorSource> sources;
  collect(argument, sources);
  return sources;
}

std::vector<CallPlace> calls_in_order(const Model& model) {
  std::vector<CallPlace> calls;
  std::map<std::pair<std::string, std::size_t>, std::size_t> number_of;
  for (std::size_t layer = 0; layer < model.layers.size(); ++layer) {
    const Layer& entry = model.layers[layer];
    if (entry.is_input() || !entry.calls) continue;
    for (std::size_t call = 0; call < entry.calls->size(); ++call) {
      number_of[{entry.name, call}] = calls.size();
      calls.push_back({layer, call});
    }
  }
  std::vector<std::vector<std::size_t>> users(calls.size());
  std::vector<std::size_t> waits_for(calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) {
    for (const TensorSource& source : tensor_sources_in((*model.layers[calls[i].layer].calls)[calls[i].call])) {
      const auto producer = number_of.find({source.layer, source.call});
      if (producer == number_of.end()) continue;
      users[producer->second].push_back(i);
      ++waits_for[i];
    }
  }
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (waits_for[i] == 0) ready.push(i);
  }
  std::vector<CallPlace> order;
  while (!ready.empty()) {
    const std::size_t next = ready.top();
    ready.pop();
    order.push_back(calls[next]);
    for (const std::size_t user : users[next]) {
      if (--waits_for[user] == 0) ready.push(user);
    }
  }
  if (order.size() != calls.size()) throw IoError("model", "calls of layers that wait for each other");
  return order;
}

}  // namespace wirefold::keras
