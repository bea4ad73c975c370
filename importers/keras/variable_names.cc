// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/variable_names.h"

#include <algorithm>
#include <array>

namespace wirefold::keras {
namespace {

// Parts that are named after their owner and what they are to it: q_dense_iq.
constexpr std::array<std::string_view, 15> kEndings = {
    "iq",        "kq",        "bq",  "oq", "toq", "sq", "paq", "praq", "rhq", "rkq", "beta_q", "graded_spikes_factor_q",
    "exp_table", "inv_table", "cell"};

// Parts with names of their own, without the number that Keras puts behind them.
struct Part {
  std::string_view name;
  std::string_view path;
};
constexpr std::array kParts = {
    Part{"fixed_point_quantizer_kif", "quantizer"},
    Part{"fixed_point_quantizer_kbi", "quantizer"},
    Part{"multiple_quantizers", "iq/quantizers"},
    Part{"sequential", "module/layers"},
    Part{"batch_normalization", "bn_module"},
    Part{"query", "query_dense"},
    Part{"key", "key_dense"},
    Part{"value", "value_dense"},
    Part{"attention_output", "output_dense"},
    Part{"q_softmax", "_softmax"},
    Part{"q_conv2d", "conv"},
    Part{"lin_key", "_lin_k_proj"},
    Part{"lin_value", "_lin_v_proj"},
};

std::string_view without_number(std::string_view name) {
  const auto last = name.find_last_not_of("0123456789");
  const bool has_number = last != std::string_view::npos && last > 0 && last + 1 < name.size() && name[last] == '_';
  return has_number ? name.substr(0, last) : name;
}

bool ends_as(std::string_view name, std::string_view ending) {
  return name == ending ||
         (name.size() > ending.size() && name.ends_with(ending) && name[name.size() - ending.size() - 1] == '_');
}

std::string numbered(std::string_view kind, std::size_t place) {
  return std::string(kind) + (place == 0 ? "" : "_" + std::to_string(place));
}

}  // namespace

std::string PartPaths::of_variable(std::string_view name) {
  std::string path;
  for (auto slash = name.find('/'); slash != std::string_view::npos; slash = name.find('/')) {
    const std::string part = part_of(name.substr(0, slash), path);
    path += (path.empty() ? "" : "/") + part;
    name.remove_prefix(slash + 1);
  }
  return path;
}

std::size_t PartPaths::place_of(std::string_view name, const std::string& owner, std::string_view kind) {
  const auto [place, is_new] = places_.try_emplace({owner, std::string(name)}, 0);
  if (is_new) place->second = counts_[{owner, std::string(kind)}]++;
  return place->second;
}

std::string PartPaths::part_of(std::string_view name, const std::string& owner) {
  const std::string_view kind = without_number(name);
  for (const std::string_view ending : kEndings) {
    if (ends_as(kind, ending)) return std::string(ending);
  }
  const auto known = std::find_if(kParts.begin(), kParts.end(), [&](const Part& part) { return part.name == kind; });
  if (known != kParts.end()) return std::string(known->path);
  if (kind == "einsum_dense") return numbered(kind, place_of(name, owner, kind));
  if (kind == "q_einsum_dense") return place_of(name, owner, kind) == 0 ? "_lin_k_proj" : "_lin_v_proj";
  if (kind != "quantizer") return std::string(name);
  // Those of a list are numbered; the one quantizer of its kind alone is that of a table.
  return owner.ends_with("iq/quantizers") ? numbered(kind, place_of(name, owner, kind)) : "toq";
}

}  // namespace wirefold::keras
