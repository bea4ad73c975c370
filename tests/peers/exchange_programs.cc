// SPDX-License-Identifier: Apache-2.0
// exchange_programs write SEED COUNT FOLDER
//   Writes random programs as N.alir.json(.gz) and N.comb.json with samples N.x.npy and the outputs N.y.npy.
// exchange_programs check FOLDER
//   Reads every NAME.alir.json(.gz) and NAME.comb.json and compares what it computes with NAME.x.npy and NAME.y.npy.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/programs/random_program.h"
#include "wirefold/importers/npy.h"
#include "wirefold/importers/program_file.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"
#include "wirefold/sim/interpreter.h"

namespace wirefold {
namespace {

constexpr int kSamples = 64;

std::vector<double> doubles_of(std::span<const Dyadic> numbers) {
  std::vector<double> result;
  for (const Dyadic& number : numbers) result.push_back(number.to_double().value());
  return result;
}

// False where the peer could not compute the program and the writer says so.
bool write_one(const std::string& path, ProgramForm form, const CombLogic& logic) {
  try {
    write_program(path, form, logic);
    return true;
  } catch (const UnsupportedError& error) {
    std::printf("%s\n", error.what());
    return false;
  }
}

int write(std::uint64_t seed, int count, const std::string& folder) {
  Random random(seed);
  int written = 0;
  for (int i = 0; i < count; ++i) {
    const bool lowered = i % 2 == 0;
    const CombLogic traced =
        random_program(random, {.operations = random.between(3, 30), .widest = 20, .lowered = lowered});
    const CombLogic logic = lowered ? traced : optimize(traced);
    Interpreter interpreter(logic);
    std::vector<double> inputs;
    std::vector<double> outputs;
    bool is_exact = true;
    for (int sample = 0; sample < kSamples; ++sample) {
      const std::vector<Dyadic> x = random_sample(random, logic);
      const auto y = interpreter.run(x);
      is_exact = is_exact && std::all_of(y.begin(), y.end(), [](const Dyadic& v) { return v.to_double().has_value(); });
      if (!is_exact) break;
      for (const double value : doubles_of(x)) inputs.push_back(value);
      for (const double value : doubles_of(y)) outputs.push_back(value);
    }
    if (!is_exact) continue;
    const std::string base = folder + "/" + std::to_string(i);
    const bool alir = write_one(base + (i % 3 == 0 ? ".alir.json.gz" : ".alir.json"), ProgramForm::kAlir, logic);
    const bool comb = write_one(base + ".comb.json", ProgramForm::kCombJson, logic);
    if (!alir && !comb) continue;
    ++written;
    write_npy(base + ".x.npy", Shape{kSamples, interpreter.input_size()}, inputs);
    write_npy(base + ".y.npy", Shape{kSamples, interpreter.output_size()}, outputs);
  }
  std::printf("%d of %d programs written\n", written, count);
  return written > count / 2 ? 0 : 1;
}

std::string mismatch(const CombLogic& logic, const std::vector<double>& x, const std::vector<double>& y) {
  Interpreter interpreter(logic);
  const std::size_t samples = interpreter.input_size() == 0 ? 1 : x.size() / interpreter.input_size();
  for (std::size_t sample = 0; sample < samples; ++sample) {
    std::vector<Dyadic> inputs;
    for (std::size_t i = 0; i < interpreter.input_size(); ++i) {
      inputs.push_back(Dyadic::from_double(x[sample * interpreter.input_size() + i]).value());
    }
    const auto outputs = interpreter.run(inputs);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const Dyadic expected = Dyadic::from_double(y[sample * outputs.size() + i]).value();
      if (outputs[i] != expected) {
        return "sample " + std::to_string(sample) + ", output " + std::to_string(i) + ": " + outputs[i].to_string() +
               ", expected " + expected.to_string();
      }
    }
  }
  return "";
}

int check(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().string().find(".json") != std::string::npos) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  int wrong = 0;
  for (const std::string& path : paths) {
    const std::string base = path.substr(0, path.find('.', path.rfind('/')));
    try {
      const CombLogic logic = read_program(path).logic;
      const std::vector<double> y = read_npy(base + ".y.npy").to_doubles();
      const std::string traced = mismatch(logic, read_npy(base + ".x.npy").to_doubles(), y);
      const std::string lowered = mismatch(optimize(logic), read_npy(base + ".x.npy").to_doubles(), y);
      if (traced.empty() && lowered.empty()) continue;
      std::printf("%s: %s\n", path.c_str(), (traced.empty() ? "optimized: " + lowered : traced).c_str());
    } catch (const UserError& error) {
      std::printf("%s: %s\n", path.c_str(), error.what());
    }
    ++wrong;
  }
  std::printf("%zu of %zu programs read and equal\n", paths.size() - static_cast<std::size_t>(wrong), paths.size());
  return wrong == 0 && !paths.empty() ? 0 : 1;
}

}  // namespace
}  // namespace wirefold

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (arguments.size() == 4 && arguments[0] == "write") {
      return wirefold::write(std::stoull(arguments[1]), std::stoi(arguments[2]), arguments[3]);
    }
    if (arguments.size() == 2 && arguments[0] == "check") return wirefold::check(arguments[1]);
  } catch (const std::exception& error) {
    std::printf("%s\n", error.what());
    return 1;
  }
  std::puts("usage: exchange_programs write SEED COUNT FOLDER | check FOLDER");
  return 2;
}
