// SPDX-License-Identifier: Apache-2.0
// Programs that alkaid and da4ml made, with what those packages compute (fixtures/make_peer_programs.py), and programs
// of ours through the files of both.
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/importers/alir.h"
#include "wirefold/importers/comb_json.h"
#include "wirefold/importers/npy.h"
#include "wirefold/importers/program_file.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"
#include "wirefold/optimizer/optimize.h"
#include "wirefold/sim/interpreter.h"

namespace wirefold {
namespace {

const std::string kFixtures = WIREFOLD_SOURCE_DIR "/tests/importers/fixtures/";
const std::string kGolden = WIREFOLD_SOURCE_DIR "/tests/golden/";

std::string first_mismatch(const CombLogic& logic, const std::string& npz) {
  const auto arrays = read_npz(npz);
  const std::vector<double> x = arrays.at("x").to_doubles();
  const std::vector<double> y = arrays.at("y").to_doubles();
  Interpreter interpreter(logic);
  const std::size_t inputs = interpreter.input_size();
  std::vector<Dyadic> sample(inputs);
  for (std::size_t s = 0; s * inputs < x.size(); ++s) {
    for (std::size_t i = 0; i < inputs; ++i) sample[i] = Dyadic::from_double(x[s * inputs + i]).value();
    const auto outputs = interpreter.run(sample);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const Dyadic expected = Dyadic::from_double(y[s * outputs.size() + i]).value();
      if (outputs[i] != expected) {
        return "sample " + std::to_string(s) + ", output " + std::to_string(i) + ": " + outputs[i].to_string() +
               ", expected " + expected.to_string();
      }
    }
  }
  return "";
}

TEST_CASE("programs of alkaid and da4ml compute here what they compute there") {
  for (const std::string name :
       {"traced.alir.json.gz", "handmade.alir.json.gz", "traced_da4ml.comb.json", "handmade_da4ml.comb.json"}) {
    INFO(name);
    const CombLogic logic = read_program(kFixtures + name).logic;
    const std::string npz = kFixtures + name.substr(0, name.find('.')) + ".npz";
    CHECK(first_mismatch(logic, npz) == "");
    const CombLogic lowered = optimize(logic);
    CHECK(first_mismatch(lowered, npz) == "");
    // Written again in both forms.
    CHECK(first_mismatch(parse_alir(print_alir(lowered)), npz) == "");
    CHECK(first_mismatch(parse_comb_json(print_comb_json(lowered)), npz) == "");
  }
}

TEST_CASE("da4ml's network reads and gives the golden outputs") {
  const CombLogic logic = read_program(kGolden + "jsc_like_da4ml_comb.json").logic;
  CHECK(first_mismatch(logic, kGolden + "jsc_like.npz") == "");
  REQUIRE(logic.inputs().size() == 1);
  CHECK(logic.inputs()[0].shape == Shape{16});
  CHECK(logic.outputs()[0].shape == Shape{5});
  // What da4ml knows of the ranges is found again, so nothing had to be wrapped but what a quantizer wraps: 16 inputs
  // and the input quantizers that read them.
  std::size_t quantizers = 0;
  for (const Operation& operation : logic.operations()) quantizers += operation.opcode == Opcode::kQuantize ? 1 : 0;
  CHECK(quantizers <= 16);
  CHECK(first_mismatch(parse_comb_json(print_comb_json(optimize(logic))), kGolden + "jsc_like.npz") == "");
}

// Both interpretations of one program, on samples of its own.
std::string first_difference(Random& random, const CombLogic& one, const CombLogic& other) {
  Interpreter first(one);
  Interpreter second(other);
  for (int s = 0; s < 30; ++s) {
    const std::vector<Dyadic> sample = random_sample(random, one);
    const auto expected = first.run(sample);
    const auto actual = second.run(sample);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (expected[i] != actual[i]) {
        return "output " + std::to_string(i) + ": " + actual[i].to_string() + ", expected " + expected[i].to_string();
      }
    }
  }
  return "";
}

TEST_CASE("random programs keep their meaning through the files of alkaid and da4ml") {
  const std::uint64_t seed = 31;
  INFO("seed " << seed);
  Random random(seed);
  int written = 0;
  for (int i = 0; i < 200; ++i) {
    const CombLogic logic = optimize(random_program(random, {.operations = 25, .widest = 20}));
    for (const bool is_alir : {true, false}) {
      std::string text;
      try {
        text = is_alir ? print_alir(logic) : print_comb_json(logic);
      } catch (const UnsupportedError&) {
        continue;
      }
      ++written;
      const CombLogic back = is_alir ? parse_alir(text) : parse_comb_json(text);
      const std::string difference = first_difference(random, logic, back);
      if (!difference.empty()) FAIL("program " << i << ": " << difference << "\n" << print(logic) << text);
    }
  }
  CHECK(written > 300);
}

TEST_CASE("programs that were not optimized keep their meaning through the files of alkaid and da4ml") {
  const std::uint64_t seed = 32;
  INFO("seed " << seed);
  Random random(seed);
  int written = 0;
  for (int i = 0; i < 400; ++i) {
    const CombLogic logic = random_program(random, {.operations = 15, .widest = 16, .lowered = true});
    std::string text;
    try {
      text = print_alir(logic);
    } catch (const UnsupportedError&) {
      continue;
    }
    ++written;
    const std::string difference = first_difference(random, logic, parse_alir(text));
    if (!difference.empty()) FAIL("program " << i << ": " << difference << "\n" << print(logic));
  }
  CHECK(written > 300);
}

TEST_CASE("the files of alkaid and da4ml look as documented") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  builder.input({true, 3, 1});
  builder.input({false, 2, 0});
  const Use terms[] = {{0, 0, true}, {1, 2, false}};
  const ValueId sum = builder.sum(terms);
  const ValueId bit = builder.less_than({sum}, 3);
  builder.select({bit}, {0}, {1, 0, true});
  builder.add_output({"y", Shape{3}, {{sum, -1, true}, {bit}, {4}}});
  const CombLogic logic = builder.finish();
  CHECK(print_alir(logic) ==
        R"({"model":[[2,3],[0,0],[2,4,6],[1,-3,0],[true,false,false],[[[],-1,[0],[-8.0,7.5,0.5],0.0,0.0],)"
        R"([[],-1,[1],[0.0,3.0,1.0],0.0,0.0],[[1,0],1,[-2],[-1.875,5.0,0.125],1.0,7.0],)"
        R"([[2],4,[-3,2],[-2.625,4.25,0.125],2.0,7.0],[[3],3,[0],[0.0,8.0,8.0],2.0,0.0],)"
        R"([[1],-2,[],[-3.0,0.0,1.0],1.0,3.0],[[0,5,4],6,[0],[-8.0,7.5,0.5],2.0,0.0]],-1,-1],)"
        R"("meta":"ALIRModel","spec_version":4})"
        "\n");
  CHECK(print_comb_json(logic) ==
        R"([[2,3],[0,0],[2,4,5],[1,-3,0],[true,false,false],[[0,-1,-1,0,[-8.0,7.5,0.5],0.0,0.0],)"
        R"([1,-1,-1,0,[0.0,3.0,1.0],0.0,0.0],[1,0,1,-2,[-1.875,5.0,0.125],1.0,7.0],)"
        R"([2,-1,4,-6,[-2.625,4.25,0.125],2.0,7.0],[3,-1,3,0,[0.0,8.0,8.0],2.0,0.0],)"
        R"([0,1,-6,4,[-8.0,7.5,0.5],2.0,0.0]],-1,-1])"
        "\n");
}

}  // namespace
}  // namespace wirefold
