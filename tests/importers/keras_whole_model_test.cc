// SPDX-License-Identifier: Apache-2.0
// What is wrong with a model in one HDF5 file: one clear error, whatever the damage.
#include <string>

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "tests/scratch_folder.h"
#include "wirefold/importers/keras.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

const std::string kFolder = WIREFOLD_SOURCE_DIR "/tests/importers/fixtures/keras/";

// What the reading of `bytes` throws, without function and file in front; "accepted" for a model.
template <class Kind>
std::string refusal_of(const std::string& bytes) {
  const ScratchFolder folder;
  const std::string path = folder / "m.h5";
  write_bytes(path, bytes);
  const std::string begin = "read_keras: '" + path + "'";
  try {
    read_keras(path, {}, {"model.cc", 17});
  } catch (const Kind& error) {
    const std::string text = error.what();
    REQUIRE(text.starts_with(begin));
    return text.substr(begin.size());
  }
  return "accepted";
}

std::string with(const std::string& bytes, const std::string& from, const std::string& to) {
  REQUIRE(from.size() == to.size());
  const auto place = bytes.find(from);
  REQUIRE(place != std::string::npos);
  return std::string(bytes).replace(place, from.size(), to);
}

TEST_CASE("a model in one HDF5 file lists layers and version as a .keras file does") {
  const KerasModel whole = inspect_keras(kFolder + "dense.h5");
  const KerasModel zipped = inspect_keras(kFolder + "dense.keras");
  CHECK(whole.keras_version == zipped.keras_version);
  REQUIRE(whole.layers.size() == zipped.layers.size());
  for (std::size_t i = 0; i < whole.layers.size(); ++i) {
    CHECK(whole.layers[i].name == zipped.layers[i].name);
    CHECK(whole.layers[i].formats == zipped.layers[i].formats);
    CHECK(whole.layers[i].parameters == zipped.layers[i].parameters);
  }
}

TEST_CASE("a model in one HDF5 file of Keras 2 is refused with what to do") {
  CHECK(refusal_of<UnsupportedError>(with(read_bytes(kFolder + "dense.h5"), "3.13.2", "2.13.2")) ==
        ": a model of Keras 2.13.2; load it with Keras 3 and save it as a .keras file  [model.cc:17]");
}

TEST_CASE("an HDF5 file of weights alone is refused with what to do") {
  CHECK(refusal_of<UnsupportedError>(with(read_bytes(kFolder + "dense.h5"), "model_config", "model_confit")) ==
        ": weights without the model that they belong to; save the whole model with model.save('model.keras')  "
        "[model.cc:17]");
}

TEST_CASE("a variable that is listed in an HDF5 file but not there is refused by name") {
  CHECK(refusal_of<IoError>(with(read_bytes(kFolder + "dense.h5"), "q_dense/kernel", "q_dense/kernal")) ==
        ", layer 'q_dense': its variable 'q_dense/kernal' is listed but not there  [model.cc:17]");
}

TEST_CASE("a config in an HDF5 file that is not JSON is refused with the place") {
  CHECK(refusal_of<IoError>(with(read_bytes(kFolder + "dense.h5"), "{\"class_name\": \"Functional\"",
                                 "{\"class_name\"; \"Functional\""))
            .starts_with(", model_config: not JSON: parse error at line 1, column 14"));
}

TEST_CASE("an HDF5 file whose texts point out of it is refused") {
  // The heap that holds them.
  const std::string good = read_bytes(kFolder + "dense.h5");
  CHECK(refusal_of<IoError>(with(good, "GCOL", "GCOM")) ==
        ": the attributes of the model are damaged, or not as Keras writes them; save it as a .keras file  "
        "[model.cc:17]");
  std::string longer = good;
  longer[good.find("GCOL") + 14] = '\x7f';
  CHECK(refusal_of<IoError>(longer) ==
        ": the attributes of the model are damaged, or not as Keras writes them; save it as a .keras file  "
        "[model.cc:17]");
}

TEST_CASE("a damaged HDF5 file is read as another model or refused, and never crashes") {
  const ScratchFolder folder;
  const std::string good = read_bytes(kFolder + "dense.h5");
  Random random(11);
  for (int round = 0; round < 300; ++round) {
    INFO("seed 11, round " << round);
    std::string bytes = good;
    const auto any_place = [&](std::size_t size) { return static_cast<std::size_t>(random.bits() % size); };
    if (round % 4 == 0) bytes.resize(any_place(bytes.size()));
    // The structure is at the beginning, numbers and texts are behind it.
    for (int flips = round % 4; flips > 0; --flips) {
      const std::size_t place = any_place(random.bits() % 2 == 0 ? bytes.size() : 4096);
      bytes[place] = static_cast<char>(bytes[place] ^ (1 << random.bits() % 8));
    }
    write_bytes(folder / "m.h5", bytes);
    try {
      read_keras(folder / "m.h5");
    } catch (const UserError& error) {
      CHECK(std::string(error.what()).starts_with("read_keras: '" + folder / "m.h5" + "'"));
    }
  }
}

}  // namespace
}  // namespace wirefold
