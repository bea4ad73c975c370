// SPDX-License-Identifier: Apache-2.0
// What is wrong with a model's file, or cannot be hardware: one error that names file, layer and remedy.
#include <zip.h>

#include <fstream>
#include <functional>
#include <map>
#include <string>

#include "tests/catch.h"
#include "tests/ir/mutate.h"
#include "tests/scratch_folder.h"
#include "wirefold/importers/keras.h"
#include "wirefold/importers/program_file.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr Location kHere{"model.cc", 17};
const std::string kFolder = WIREFOLD_SOURCE_DIR "/tests/importers/fixtures/keras/";

using Entries = std::map<std::string, std::string>;

Entries entries_of(const std::string& path) {
  Entries entries;
  zip_t* const archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
  REQUIRE(archive != nullptr);
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    zip_stat_t stat;
    REQUIRE(zip_stat_index(archive, index, 0, &stat) == 0);
    std::string bytes(stat.size, '\0');
    zip_file_t* const entry = zip_fopen_index(archive, index, 0);
    REQUIRE(zip_fread(entry, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
    zip_fclose(entry);
    entries.emplace(stat.name, std::move(bytes));
  }
  zip_discard(archive);
  return entries;
}

void write_entries(const std::string& path, const Entries& entries) {
  zip_t* const archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  REQUIRE(archive != nullptr);
  for (const auto& [name, bytes] : entries) {
    zip_source_t* const source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    REQUIRE(zip_file_add(archive, name.c_str(), source, 0) >= 0);
  }
  REQUIRE(zip_close(archive) == 0);
}

// The text of the error of a kind, after the path of the file; or "accepted".
template <class Kind>
std::string refusal_of(const std::string& path) {
  const std::string begin = "read_keras: '" + path + "'";
  try {
    read_keras(path, {}, kHere);
  } catch (const Kind& error) {
    const std::string text = error.what();
    INFO(text);
    REQUIRE(text.starts_with(begin));
    return text.substr(begin.size());
  }
  return "accepted";
}

// The same of a model of the fixtures after `change` was made to its entries.
template <class Kind>
std::string refusal_after(const std::string& model, const std::function<void(Entries&)>& change) {
  const ScratchFolder folder;
  Entries entries = entries_of(kFolder + model + ".keras");
  change(entries);
  write_entries(folder / "m.keras", entries);
  return refusal_of<Kind>(folder / "m.keras");
}

void replace(std::string& text, const std::string& from, const std::string& to) {
  const auto place = text.find(from);
  REQUIRE(place != std::string::npos);
  text.replace(place, from.size(), to);
}

TEST_CASE("a file that is missing or no zip file is refused as a model") {
  const ScratchFolder folder;
  CHECK(refusal_of<IoError>(folder / "none.keras") ==
        ": cannot be opened as a .keras file: No such file  [model.cc:17]");
  write_bytes(folder / "text.keras", "PK\x03\x04 and then nothing");
  CHECK(refusal_of<IoError>(folder / "text.keras") ==
        ": cannot be opened as a .keras file: Not a zip archive  [model.cc:17]");
}

TEST_CASE("a model without one of its entries is refused") {
  CHECK(refusal_after<IoError>("dense", [](Entries& entries) { entries.erase("model.weights.h5"); }) ==
        ": has no 'model.weights.h5', save it as model.save('model.keras')  [model.cc:17]");
  CHECK(refusal_after<IoError>("dense", [](Entries& entries) { entries.erase("config.json"); }) ==
        ": has no 'config.json', save it as model.save('model.keras')  [model.cc:17]");
}

TEST_CASE("truncated weights are refused") {
  for (const std::size_t size : {0U, 7U, 100U, 2000U, 9000U}) {
    INFO(size);
    const std::string refusal =
        refusal_after<IoError>("dense", [&](Entries& entries) { entries["model.weights.h5"].resize(size); });
    CHECK(refusal == ": the weights are not an HDF5 file, or a truncated one  [model.cc:17]");
  }
}

TEST_CASE("a config that is not JSON is refused with the place") {
  CHECK(refusal_after<IoError>("dense", [](Entries& entries) {
          entries["config.json"] = "{\"module\": nonsense}";
        }).starts_with(", config.json: not JSON: parse error at line 1, column 13"));
}

TEST_CASE("a layer that is not known is refused by name") {
  CHECK(refusal_after<UnsupportedError>("dense",
                                        [](Entries& entries) {
                                          replace(entries["config.json"], "\"class_name\": \"QDense\"",
                                                  "\"class_name\": \"QTense\"");
                                        }) ==
        ", layer 'q_dense' (QTense): layer: is not supported; docs/keras.md lists the layers that are  [model.cc:17]");
}

// The refusal of a model whose layer QDense is said to be another one, of Keras itself.
std::string refusal_as(const std::string& class_name) {
  return refusal_after<UnsupportedError>("dense", [&](Entries& entries) {
    replace(entries["config.json"], "\"module\": \"hgq.layers.core.dense\", \"class_name\": \"QDense\"",
            "\"module\": \"keras.layers\", \"class_name\": \"" + class_name + "\"");
  });
}

TEST_CASE("a layer of Keras that has no exact hardware is refused with the reason and what to use") {
  CHECK(refusal_as("LSTM") ==
        ", layer 'q_dense' (LSTM): layer: is not supported: HGQ2 has no such layer; use QGRU or QSimpleRNN  "
        "[model.cc:17]");
  CHECK(refusal_as("LayerNormalization") ==
        ", layer 'q_dense' (LayerNormalization): layer: is not supported: it divides by what it computes of each "
        "sample; use QBatchNormalization  [model.cc:17]");
  CHECK(refusal_as("Mystery") ==
        ", layer 'q_dense' (Mystery): layer: is not supported; docs/keras.md lists the layers "
        "that are  [model.cc:17]");
}

TEST_CASE("weights that nothing quantizes are refused where float32 rounds what comes of them") {
  // The factors of the fixture are powers of two with its own epsilon only.
  const std::string refusal = refusal_after<UnsupportedError>("keras_weights", [](Entries& entries) {
    replace(entries["config.json"], "\"epsilon\": 0.000244140625", "\"epsilon\": 0.001");
  });
  CHECK(
      refusal.starts_with(", layer 'batch_normalization' (BatchNormalization): weights: nothing quantizes them: what "
                          "the layer gives needs "));
  CHECK(
      refusal.ends_with(" bits, and the float32 that Keras computes with holds 25 with the sign; use the layer of "
                        "HGQ2 of the same kind, or round the weights and the input of the layer to fewer bits  "
                        "[model.cc:17]"));
}

TEST_CASE("a model that does not quantize its input is refused, unless the format is given") {
  const ScratchFolder folder;
  Entries entries = entries_of(kFolder + "dense.keras");
  replace(entries["config.json"], "\"enable_iq\": true", "\"enable_iq\": false");
  write_entries(folder / "m.keras", entries);
  CHECK(refusal_of<UnsupportedError>(folder / "m.keras") ==
        ", layer 'q_dense' (QDense): input: the model does not quantize its input in front of this; begin with a layer "
        "that has an input quantizer, or give the format of the input (KerasOptions::input_formats, --input-format)  "
        "[model.cc:17]");
  const CombLogic logic = read_keras(folder / "m.keras", {.input_formats = {{"x", Format{true, 3, 2}}}});
  CHECK(logic.input_format(logic.operations()[0]) == Format{true, 3, 2});
}

TEST_CASE("an input quantizer that saturates is refused at a model's input") {
  CHECK(
      refusal_after<UnsupportedError>("dense",
                                      [](Entries& entries) {
                                        replace(entries["config.json"], "\"overflow_mode\": \"WRAP\"",
                                                "\"overflow_mode\": \"SAT\"");
                                      })
          .starts_with(", layer 'q_dense' (QDense): quantizer: an input quantizer that rounds or saturates by RND and "
                       "SAT stands at the model's input, whose range the model does not tell; give the format"));
}

TEST_CASE("variables that are missing are refused with their path") {
  const Entries other = entries_of(kFolder + "conv1d.keras");
  CHECK(refusal_after<IoError>("dense",
                               [&](Entries& entries) { entries["model.weights.h5"] = other.at("model.weights.h5"); }) ==
        ", layer 'q_dense' (QDense): config.layers[1].config.iq_conf.config: the variables of the quantizer at "
        "'layers/q_dense/iq/quantizer' are missing from the weights  [model.cc:17]");
}

TEST_CASE("a type of quantizer without a fixed-point format is refused") {
  CHECK(
      refusal_after<UnsupportedError>(
          "dense",
          [](Entries& entries) { replace(entries["config.json"], "\"q_type\": \"kif\"", "\"q_type\": \"float\""); }) ==
      ", layer 'q_dense' (QDense): quantizer: 'layers/q_dense/iq' is of the type 'float', which has no fixed-point "
      "format; use kif or kbi  [model.cc:17]");
}

TEST_CASE("calls that wait for each other are refused") {
  CHECK(refusal_after<IoError>("dense", [](Entries& entries) {
          replace(entries["config.json"], "\"keras_history\": [\"x\", 0, 0]", "\"keras_history\": [\"q_dense\", 0, 0]");
        }) == ": model: calls of layers that wait for each other  [model.cc:17]");
}

TEST_CASE("sizes that a model only declares are refused before memory is taken for them") {
  const auto refusal = [](const std::string& model, const std::string& from, const std::string& to) {
    return refusal_after<UserError>(model, [&](Entries& entries) { replace(entries["config.json"], from, to); });
  };
  CHECK(refusal("dense", "\"batch_shape\": [null, 6]", "\"batch_shape\": [null, 2147483648]") ==
        ", layer 'x' (InputLayer): input: of shape (2147483648,), the limit is 4194304 elements  [model.cc:17]");
  CHECK(refusal("dense", "\"batch_shape\": [null, 6]", "\"batch_shape\": [null, 65536, 65536]") ==
        ", layer 'x' (InputLayer): input: of shape (65536, 65536), the limit is 4194304 elements  [model.cc:17]");
  CHECK(refusal("conv2d_valid", "\"dilation_rate\": [2, 2]", "\"dilation_rate\": [2147483648, 2]") ==
        ", layer 'q_conv2d' (QConv2D): conv2d: a dilation of 2147483648, the limit is 268435456  [model.cc:17]");
  CHECK(refusal("operations", "\"repeats\": 2", "\"repeats\": 2147483648") ==
        ", layer 'repeat' (Repeat): repeat: an array of shape (1, 536870914, 3) is too large, the limit is 268435456 "
        "elements  [model.cc:17]");
}

// An archive in whose central directory the record of an entry has other 4 bytes at `place`.
std::string redeclared(std::string bytes, const std::string& entry, std::size_t place, const std::string& number) {
  const std::size_t record_size = 46;  // and behind it the name
  const std::size_t name = bytes.rfind(entry);
  REQUIRE(name != std::string::npos);
  REQUIRE(bytes.substr(name - record_size, 4) == "PK\1\2");
  return bytes.replace(name - record_size + place, 4, number);
}

// The most memory that this process has had mapped, in KiB.
std::size_t peak_of_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmPeak:")) return std::stoul(line.substr(7));
  }
  FAIL("no VmPeak in /proc/self/status");
  return 0;
}

TEST_CASE("entries of an archive that declare sizes they do not have are refused before memory is taken for them") {
  constexpr std::size_t kCompressedSize = 20;
  constexpr std::size_t kSize = 24;
  const std::string huge = "\xf0\xff\xff\xff";  // 16 bytes less than 4 GiB
  const ScratchFolder folder;
  const std::string path = folder / "m.keras";
  const Entries entries = entries_of(kFolder + "dense.keras");
  write_entries(path, entries);
  const std::string whole = read_bytes(path);
  const std::size_t before = peak_of_memory();
  for (const std::string entry : {"config.json", "metadata.json", "model.weights.h5"}) {
    INFO(entry);
    const std::size_t size = entries.at(entry).size();
    write_bytes(path, redeclared(whole, entry, kSize, huge));
    CHECK(refusal_of<IoError>(path) == ", entry '" + entry + "': the archive declares 4294967280 bytes, but holds " +
                                           std::to_string(size) + "  [model.cc:17]");
    write_bytes(path, redeclared(whole, entry, kSize, std::string("\x01\0\0\0", 4)));
    CHECK(refusal_of<IoError>(path) == ", entry '" + entry + "': the archive declares 1 bytes, but holds " +
                                           std::to_string(size) + "  [model.cc:17]");
    write_bytes(path, redeclared(whole, entry, kCompressedSize, huge));
    // Deflated bytes tell themselves where they end, and are all there; stored ones do not.
    const bool is_stored = entry == "metadata.json";
    CHECK(refusal_of<IoError>(path) ==
          (is_stored ? ", entry '" + entry + "': cannot be read: Premature end of file  [model.cc:17]" : "accepted"));
  }
  CHECK(peak_of_memory() - before < std::size_t{1} << 20U);
}

TEST_CASE("a config of lists within lists without end is refused") {
  CHECK(refusal_after<IoError>("dense", [](Entries& entries) { entries["config.json"] = std::string(200000, '['); }) ==
        ", config.json: lists within lists, deeper than 64  [model.cc:17]");
}

TEST_CASE("weights that declare more numbers than the file holds are refused") {
  // The extents of the kernel, 6 and 5, as HDF5 keeps them.
  const std::string extents("\x06\0\0\0\0\0\0\0\x05\0\0\0\0\0\0\0", 16);
  const std::string huge("\x06\0\0\0\0\x01\0\0\x05\0\0\0\0\0\0\0", 16);
  CHECK(refusal_after<IoError>("dense", [&](Entries& entries) {
          replace(entries["model.weights.h5"], extents, huge);
        }) == ", 'layers/q_dense/vars/0' of the weights: declares more numbers than the file holds  [model.cc:17]");
}

TEST_CASE("a damaged config is read as another model or refused, and never crashes") {
  const ScratchFolder folder;
  const Entries good = entries_of(kFolder + "nested_and_shared.keras");
  Random random(3);
  for (int round = 0; round < 60; ++round) {
    Entries entries = good;
    mutate(random, entries["config.json"]);
    INFO("round " << round);
    write_entries(folder / "m.keras", entries);
    try {
      read_keras(folder / "m.keras");
    } catch (const UserError&) {
    }
  }
}

TEST_CASE("what a model holds is listed layer by layer") {
  const KerasModel model = inspect_keras(kFolder + "sequential_trained.keras");
  REQUIRE(model.layers.size() == 5);
  CHECK(model.is_supported());
  CHECK(model.keras_version == "3.13.2");
  CHECK(model.layers[1].name == "first");
  CHECK(model.layers[1].class_name == "QEinsumDenseBatchnorm");
  CHECK(model.layers[1].output_shapes == std::vector<Shape>{{8}});
  CHECK(model.layers[1].parameters == 72);
  CHECK(model.layers[4].formats.at(0).width() > 0);
}

TEST_CASE("a layer that is not supported is listed with the reason, and those behind it as not looked at") {
  const ScratchFolder folder;
  Entries entries = entries_of(kFolder + "sequential_trained.keras");
  replace(entries["config.json"], "\"class_name\": \"QDense\"", "\"class_name\": \"QTense\"");
  write_entries(folder / "m.keras", entries);
  const KerasModel model = inspect_keras(folder / "m.keras");
  CHECK_FALSE(model.is_supported());
  CHECK(model.layers[1].is_supported);
  CHECK(model.layers[1].problem == "");
  CHECK_FALSE(model.layers[2].is_supported);
  CHECK(model.layers[2].problem == "layer: is not supported; docs/keras.md lists the layers that are");
  CHECK(model.layers[4].problem == "not looked at: it needs what is not supported");
}

TEST_CASE("a model whose input has no format is listed whole, with what is missing") {
  const ScratchFolder folder;
  Entries entries = entries_of(kFolder + "sequential_trained.keras");
  replace(entries["config.json"], "\"enable_iq\": true", "\"enable_iq\": false");
  write_entries(folder / "m.keras", entries);
  const KerasModel model = inspect_keras(folder / "m.keras");
  CHECK_FALSE(model.is_supported());
  CHECK(model.layers[0].problem == "the model does not tell its format; give it, as --input-format " +
                                       model.layers[0].name + "=s3.4 or KerasOptions::input_formats");
  for (std::size_t i = 1; i < model.layers.size(); ++i) {
    CHECK(model.layers[i].is_supported);
    CHECK(model.layers[i].formats.at(0).width() > 0);
  }
}

TEST_CASE("a model is known by its contents, whatever its name") {
  const ScratchFolder folder;
  write_bytes(folder / "model.txt", read_bytes(kFolder + "dense.keras"));
  const CombLogic by_contents = read_program(folder / "model.txt").logic;
  const CombLogic by_name = read_keras(kFolder + "dense.keras");
  CHECK(by_contents.operations().size() == by_name.operations().size());
  CHECK(by_contents.outputs() == by_name.outputs());
}

}  // namespace
}  // namespace wirefold
