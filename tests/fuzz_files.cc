// SPDX-License-Identifier: Apache-2.0
// fuzz_files SEED FILES
//   Damages so many program files of every form and reads them: a program or an IoError, nothing else. A failure prints
//   the seed of its file and the file.
#include <array>
#include <cstdio>
#include <string>

#include "tests/ir/mutate.h"
#include "tests/programs/random_program.h"
#include "wirefold/importers/alir.h"
#include "wirefold/importers/comb_json.h"
#include "wirefold/importers/gzip.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/json.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

struct Form {
  const char* name;
  std::string (*write)(const CombLogic& logic);
  CombLogic (*read)(std::string_view text);
};

std::string zipped(const CombLogic& logic) { return gzip(print_json(logic)); }
CombLogic unzipped(std::string_view bytes) {
  return parse_json(gunzip(bytes, {"fuzz_files", "file", Location{}})).logic;
}

constexpr std::array<Form, 5> kForms = {{{"text", print, parse},
                                         {"JSON", [](const CombLogic& logic) { return print_json(logic); },
                                          [](std::string_view text) { return parse_json(text).logic; }},
                                         {"gzip", zipped, unzipped},
                                         {"ALIR", print_alir, parse_alir},
                                         {"comb.json", print_comb_json, parse_comb_json}}};

// True if the file was a program in spite of the damage.
bool read_damaged(const Form& form, const std::string& text) {
  try {
    const CombLogic logic = form.read(text);
    if (!(parse_json(print_json(logic)).logic == logic)) throw std::logic_error("does not round trip");
    return true;
  } catch (const IoError&) {
    return false;
  }
}

int fuzz(std::uint64_t seed, int files) {
  int accepted = 0;
  for (int i = 0; i < files; ++i) {
    const std::uint64_t file_seed = seed + static_cast<std::uint64_t>(i);
    Random random(file_seed);
    const Form& form = kForms[random.bits() % kForms.size()];
    std::string text;
    try {
      text = form.write(random_program(random, {.operations = random.between(1, 15), .widest = 16, .lowered = true}));
      const int mutations = random.between(1, 4);
      for (int m = 0; m < mutations; ++m) mutate(random, text);
      accepted += read_damaged(form, text) ? 1 : 0;
    } catch (const UnsupportedError&) {
      // What a peer would compute wrongly is not written.
    } catch (const std::exception& error) {
      std::printf("seed %llu, %s: %s\n%s\n", static_cast<unsigned long long>(file_seed), form.name, error.what(),
                  text.c_str());
      return 1;
    }
  }
  std::printf("%d damaged files read or refused, %d of them still programs\n", files, accepted);
  return 0;
}

}  // namespace
}  // namespace wirefold

int main(int argc, char** argv) {
  if (argc != 3) {
    std::puts("usage: fuzz_files SEED FILES");
    return 2;
  }
  return wirefold::fuzz(std::stoull(argv[1]), std::stoi(argv[2]));
}
