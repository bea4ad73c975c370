// SPDX-License-Identifier: Apache-2.0
// What is wrong with a model's file, or cannot be hardware: one error that names file, node and remedy.
#include <cmath>
#include <protozero/pbf_writer.hpp>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/ir/mutate.h"
#include "tests/scratch_folder.h"
#include "wirefold/importers/onnx.h"
#include "wirefold/importers/program_file.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr Location kHere{"model.cc", 17};
const std::string kFolder = WIREFOLD_SOURCE_DIR "/tests/importers/fixtures/onnx/";
const OnnxOptions kOptions{.input_formats = {{"", {true, 3, 4}}}};

using protozero::pbf_writer;

std::string tensor(const std::string& name, const std::vector<std::int64_t>& dims, const std::vector<float>& values) {
  std::string bytes;
  pbf_writer writer(bytes);
  for (const std::int64_t extent : dims) writer.add_int64(1, extent);
  writer.add_int32(2, 1);
  writer.add_packed_float(4, values.begin(), values.end());
  writer.add_string(8, name);
  return bytes;
}

std::string node(const std::string& op, const std::vector<std::string>& inputs, const std::string& output,
                 const std::string& domain = "", const std::string& rounding = "") {
  std::string bytes;
  pbf_writer writer(bytes);
  for (const std::string& input : inputs) writer.add_string(1, input);
  writer.add_string(2, output);
  writer.add_string(3, "the_" + op);
  writer.add_string(4, op);
  if (!rounding.empty()) {
    pbf_writer attribute(writer, 5);
    attribute.add_string(1, "rounding_mode");
    attribute.add_string(4, rounding);
  }
  writer.add_string(7, domain);
  return bytes;
}

std::string quant(const std::string& input, const std::string& output, const std::string& scale = "scale",
                  const std::string& bits = "bits", const std::string& rounding = "") {
  return node("Quant", {input, scale, "zero", bits}, output, "qonnx.custom_op.general", rounding);
}

void add_value(pbf_writer& graph, std::uint32_t field, const std::string& name, bool has_shape = true) {
  pbf_writer info(graph, field);
  info.add_string(1, name);
  pbf_writer type(info, 2);
  pbf_writer tensor_type(type, 1);
  tensor_type.add_int32(1, 1);
  if (!has_shape) return;
  pbf_writer shape(tensor_type, 2);
  for (const std::int64_t extent : {1, 4}) {
    pbf_writer dimension(shape, 1);
    dimension.add_int64(1, extent);
  }
}

// A model with the input x of shape (1, 4), the output y, and the constants of a quantizer.
std::string model(const std::vector<std::string>& nodes, const std::vector<std::string>& tensors = {},
                  bool has_shape = true) {
  std::string bytes;
  pbf_writer writer(bytes);
  writer.add_int64(1, 8);
  {
    pbf_writer graph(writer, 7);
    for (const std::string& each : nodes) graph.add_message(1, each);
    for (const auto& [name, value] : {std::pair<const char*, float>{"scale", 0.25F},
                                      {"zero", 0.0F},
                                      {"bits", 4.0F},
                                      {"third", 0.3F},
                                      {"none", 0.0F},
                                      {"half", 2.5F},
                                      {"nan", NAN}}) {
      graph.add_message(5, tensor(name, {}, {value}));
    }
    for (const std::string& each : tensors) graph.add_message(5, each);
    add_value(graph, 11, "x", has_shape);
    add_value(graph, 12, "y");
  }
  return bytes;
}

// The text of the error of a kind, after the path of the file; or "accepted".
template <class Kind>
std::string refusal_of(const std::string& bytes, const OnnxOptions& options = kOptions) {
  const ScratchFolder folder;
  const std::string path = folder / "m.onnx";
  write_bytes(path, bytes);
  const std::string begin = "read_onnx: '" + path + "'";
  try {
    read_onnx(path, options, kHere);
  } catch (const Kind& error) {
    const std::string text = error.what();
    INFO(text);
    REQUIRE(text.starts_with(begin));
    return text.substr(begin.size());
  }
  return "accepted";
}

TEST_CASE("a small model made by hand is read") {
  CHECK(refusal_of<UserError>(model({quant("x", "y")})) == "accepted");
}

TEST_CASE("a file that is missing or no protobuf is refused as a model") {
  const ScratchFolder folder;
  CHECK_THROWS_WITH(
      read_onnx(folder / "none.onnx", {}, kHere),
      "read_onnx: '" + folder / "none.onnx" + "': cannot be opened: No such file or directory  [model.cc:17]");
  CHECK(refusal_of<IoError>("") == ": is no ONNX model: it holds no graph with nodes  [model.cc:17]");
  CHECK(refusal_of<IoError>("program model\n") ==
        ": is no ONNX model: it is not in the protobuf format  [model.cc:17]");
  CHECK(refusal_of<IoError>("\x0b\x0b") == ": is no ONNX model: it is not in the protobuf format  [model.cc:17]");
  // The graph as a number.
  CHECK(refusal_of<IoError>("\x38\x01") ==
        ": is no ONNX model: field 7 is of another kind than its definition  [model.cc:17]");
}

TEST_CASE("a truncated model is refused, wherever it ends") {
  const std::string whole = read_bytes(kFolder + "mlp.onnx");
  for (std::size_t size = 0; size < whole.size(); size += size < 200 ? 1 : 97) {
    INFO(size);
    const std::string refusal = refusal_of<IoError>(whole.substr(0, size));
    CHECK(refusal.starts_with(": is no ONNX model"));
  }
}

TEST_CASE("a length or a shape beyond what the file holds is refused before it is allocated") {
  std::string bomb = "\x08\x08\x3a";
  bomb += "\xff\xff\xff\xff\x0f";
  CHECK(refusal_of<IoError>(bomb) ==
        ": is no ONNX model, or a truncated one: a part is longer than the file  [model.cc:17]");
  const std::vector<std::string> nodes = {quant("x", "q"), node("Add", {"q", "w"}, "y")};
  CHECK(refusal_of<IoError>(model(nodes, {tensor("w", {1 << 20, 1 << 20}, {1})})) ==
        ", node 'the_Add' (Add): tensor: the tensor 'w' declares a shape of too many elements  [model.cc:17]");
  CHECK(refusal_of<IoError>(model(nodes, {tensor("w", {-1}, {1})})) ==
        ", node 'the_Add' (Add): tensor: the tensor 'w' declares a shape of too many elements  [model.cc:17]");
  CHECK(refusal_of<IoError>(model(nodes, {tensor("w", {4}, {1})})) ==
        ", node 'the_Add' (Add): tensor: the tensor 'w' declares 4 elements and holds 1  [model.cc:17]");
}

TEST_CASE("a tensor that no hardware holds is refused before it is made") {
  const std::string indices = tensor("w", {1 << 21}, std::vector<float>(1 << 21, 0.0F));
  CHECK(refusal_of<ShapeError>(model({quant("x", "q"), node("Gather", {"q", "w"}, "y")}, {indices})) ==
        ", node 'the_Gather' (Gather): indices: makes a tensor of more than 4194304 elements  [model.cc:17]");
}

TEST_CASE("an unknown operator is refused with what to do") {
  CHECK(refusal_of<UnsupportedError>(model({node("LSTM", {"x"}, "y")})) ==
        ", node 'the_LSTM' (LSTM): operator: is not supported; docs/onnx.md lists the operators that are  "
        "[model.cc:17]");
  CHECK(refusal_of<UnsupportedError>(model({node("Relu", {"x"}, "y", "my.domain")})) ==
        ", node 'the_Relu' (Relu): operator: is not supported; operators of the domain 'my.domain' are not  "
        "[model.cc:17]");
}

TEST_CASE("a softmax that needs tables is refused with formats that they may have, where its numbers are asked for") {
  const std::string remedy =
      "value: the Softmax of 4 elements of node 'the_Softmax' is computed by tables whose formats the model does not "
      "tell; give them, as --softmax-formats the_Softmax=u4.6,u1.10,u3.9,u1.10 or OnnxOptions::softmax_formats, or "
      "leave "
      "the node out where only the largest counts  [model.cc:17]";
  const std::string as_output = model({quant("x", "q"), node("Softmax", {"q"}, "y")});
  CHECK(refusal_of<UnsupportedError>(as_output) == ", node 'the_Softmax' (Softmax): " + remedy);
  CHECK(refusal_of<UnsupportedError>(model({quant("x", "q"), node("Softmax", {"q"}, "s"), quant("s", "y")})) ==
        ", node 'the_Quant' (Quant): " + remedy);
  CHECK(refusal_of<UnsupportedError>(model({quant("x", "q"), node("Softmax", {"q"}, "s"), node("Relu", {"s"}, "r"),
                                            quant("r", "y")})) == ", node 'the_Relu' (Relu): " + remedy);
  const SoftmaxFormats formats{{false, 4, 6}, {false, 1, 10}, {false, 3, 9}, {false, 1, 10}};
  for (const char* const name : {"", "the_Softmax"}) {
    OnnxOptions options = kOptions;
    options.softmax_formats[name] = formats;
    CHECK(refusal_of<UserError>(as_output, options) == "accepted");
  }
  OnnxOptions other = kOptions;
  other.softmax_formats["another"] = formats;
  CHECK(refusal_of<UnsupportedError>(as_output, other) == ", node 'the_Softmax' (Softmax): " + remedy);
}

TEST_CASE("a softmax that is only compared is accepted, and not computed along other axes") {
  const std::string text = "value: the Softmax of 4 elements";
  CHECK(refusal_of<UserError>(model({quant("x", "q"), node("Softmax", {"q"}, "s"), node("TopK", {"s", "one"}, "v")},
                                    {tensor("one", {1}, {1})})) ==
        ": the output 'y' is computed by no node  [model.cc:17]");
  // ArgMax without attributes is along the batch, over which the softmax is not taken.
  CHECK(refusal_of<UnsupportedError>(model({quant("x", "q"), node("Softmax", {"q"}, "s"), node("ArgMax", {"s"}, "y")}))
            .starts_with(", node 'the_ArgMax' (ArgMax): " + text));
}

TEST_CASE("an input without a format is refused with the option that gives it") {
  CHECK(refusal_of<UnsupportedError>(model({quant("x", "y")}), {}) ==
        ", input 'x': input: the model does not tell its format; give it, as --input-format x=s3.4 or "
        "OnnxOptions::input_formats  [model.cc:17]");
  CHECK(refusal_of<UnsupportedError>(model({quant("x", "y")}, {}, false)) ==
        ", input 'x': input: has no shape; run shape inference (qonnx-cleanup)  [model.cc:17]");
}

TEST_CASE("a tensor that nothing gives, and nodes in a cycle, are refused") {
  CHECK(refusal_of<IoError>(model({node("Add", {"x", "lost"}, "y")})) ==
        ", node 'the_Add' (Add): input: 'lost' is neither computed by a node nor a constant of the file  "
        "[model.cc:17]");
  CHECK(
      refusal_of<IoError>(model({node("Add", {"x", "b"}, "a"), node("Relu", {"a"}, "b"), quant("b", "y")})) ==
      ", node 'the_Add' (Add): input: 'b' is computed by the node 'the_Relu' behind it: the nodes form a cycle or are "
      "out of order  [model.cc:17]");
  CHECK(refusal_of<IoError>(model({node("Add", {"x", "y"}, "y")})) ==
        ", node 'the_Add' (Add): input: 'y' is computed by this node itself: the nodes form a cycle or are out of order"
        "  [model.cc:17]");
  CHECK(refusal_of<IoError>(model({quant("x", "q")})) == ": the output 'y' is computed by no node  [model.cc:17]");
  CHECK(refusal_of<IoError>(model({quant("x", "y"), node("Relu", {"x"}, "y")})) ==
        ", node 'the_Relu' (Relu): output: 'y' is given twice  [model.cc:17]");
}

TEST_CASE("weights and functions that nothing quantizes are refused") {
  const std::vector<float> weights = {0.1F, 1.0F / 3, 7.1F, 3e-4F};
  CHECK(refusal_of<UnsupportedError>(
            model({quant("x", "q"), node("MatMul", {"q", "w"}, "y")}, {tensor("w", {4, 1}, weights)})) ==
        ", node 'the_MatMul' (MatMul): weights: of 37 bits, which nothing quantizes; put a Quant node between them and "
        "this node, or round them to at most 20 bits  [model.cc:17]");
  CHECK(refusal_of<UnsupportedError>(model({quant("x", "q"), node("Sigmoid", {"q"}, "y")})) ==
        ", node 'the_Sigmoid' (Sigmoid): value: a function without a quantizer behind it (sigmoid); put a Quant node "
        "behind it, so that it becomes a table  [model.cc:17]");
  CHECK(refusal_of<UnsupportedError>(model({quant("x", "q"), node("Div", {"q", "third"}, "y")}))
            .starts_with(", node 'the_Div' (Div): value: a quotient that no fixed-point number holds (a multiple of "));
}

TEST_CASE("parameters of a quantizer that make no sense are refused") {
  CHECK(refusal_of<ValueError>(model({quant("x", "y", "none")})) ==
        ", node 'the_Quant' (Quant): scale: is 0; scales are above 0  [model.cc:17]");
  CHECK(refusal_of<ValueError>(model({quant("x", "y", "nan")})) ==
        ", node 'the_Quant' (Quant): the tensor 'nan': is nan, which is no finite number  [model.cc:17]");
  CHECK(refusal_of<ValueError>(model({quant("x", "y", "scale", "half")})) ==
        ", node 'the_Quant' (Quant): bit_width: is 5/2; it is an integer from 1 to 64  [model.cc:17]");
  CHECK(
      refusal_of<UnsupportedError>(model({quant("x", "y", "x")})) ==
      ", node 'the_Quant' (Quant): scale: is computed by the model ('x'); it must be a constant: fold constants first "
      "(qonnx-cleanup)  [model.cc:17]");
  CHECK(refusal_of<UnsupportedError>(model({quant("x", "y", "scale", "bits", "STOCHASTIC")})) ==
        ", node 'the_Quant' (Quant): rounding_mode: 'STOCHASTIC'; ROUND, CEIL, FLOOR, UP, DOWN, HALF_EVEN, HALF_UP and "
        "HALF_DOWN are possible  [model.cc:17]");
}

TEST_CASE("a transposed convolution whose shapes do not fit is refused") {
  const auto refusal = [](const std::vector<std::int64_t>& dims, const std::string& input) {
    return refusal_of<UserError>(
        model({quant("x", "q"), node("Unsqueeze", {"q", "axis"}, "u"), node("ConvTranspose", {input, "w"}, "y")},
              {tensor("w", dims, std::vector<float>(Shape(dims).size(), 1.0F)), tensor("axis", {1}, {1})}));
  };
  CHECK(refusal({1, 2, 3}, "u") == "accepted");
  CHECK(refusal({4, 1}, "q") ==
        ", node 'the_ConvTranspose' (ConvTranspose): input: of shape (1, 4); convolutions over one and two axes are "
        "possible  [model.cc:17]");
  CHECK(refusal({2, 1, 3}, "u") ==
        ", node 'the_ConvTranspose' (ConvTranspose): weights: of shape (2, 1, 3) in 1 groups over an input of shape "
        "(1, 1, 4)  [model.cc:17]");
}

TEST_CASE("scales of blocks that are not those of the tensor are refused") {
  const auto refusal = [](std::int64_t block, const std::vector<std::int64_t>& dims) {
    std::string quantize = node("QuantizeLinear", {"x", "scales"}, "q");
    {
      pbf_writer writer(quantize);
      pbf_writer attribute(writer, 5);
      attribute.add_string(1, "block_size");
      attribute.add_int64(3, block);
    }
    return refusal_of<UserError>(model({quantize, node("DequantizeLinear", {"q", "scale"}, "y")},
                                       {tensor("scales", dims, std::vector<float>(Shape(dims).size(), 0.5F))}));
  };
  CHECK(refusal(2, {1, 2}) == "accepted");
  CHECK(refusal(INT64_MAX, {1, 1}) == "accepted");
  CHECK(refusal(3, {2, 1}) ==
        ", node 'the_QuantizeLinear' (QuantizeLinear): scale: of shape (2, 1) for blocks of 3 "
        "along axis 1 of a tensor of shape (1, 4), which has (1, 2)  [model.cc:17]");
  CHECK(refusal(-2, {1, 2}) == ", node 'the_QuantizeLinear' (QuantizeLinear): block_size: is -2  [model.cc:17]");
}

TEST_CASE("floating-point quantizers of numbers that do not exist or have too many steps are refused") {
  const auto quantizer = [](const std::string& input, const std::string& scale, const std::string& exponent,
                            const std::string& bias) {
    return node("FloatQuant", {input, scale, exponent, "bits", bias, "half"}, "f", "qonnx.custom_op.general");
  };
  const std::vector<std::string> tensors = {tensor("eight", {}, {8}), tensor("wide", {}, {127}),
                                            tensor("far", {}, {200})};
  const auto refusal = [&](const std::string& quantize) {
    return refusal_of<UserError>(model({quant("x", "q"), quantize, node("Mul", {"q", "f"}, "y")}, tensors));
  };
  CHECK(refusal(quantizer("third", "scale", "bits", "bits")) == "accepted");
  CHECK(refusal(quantizer("x", "scale", "bits", "bits")) == "accepted");
  CHECK(refusal(quantizer("x", "third", "bits", "bits")) == "accepted");
  // On the grid of the input there are few steps, over a scale that is no power of two as many as the format has.
  CHECK(refusal(quantizer("x", "scale", "eight", "wide")) == "accepted");
  CHECK(
      refusal(quantizer("x", "third", "eight", "wide")) ==
      ", node 'the_FloatQuant' (FloatQuant): exponent_bitwidth: the numbers of the input are rounded to 128 different "
      "steps, and hardware has an adder for each of up to 64; use fewer bits for the exponent, or a scale that is a "
      "power of two  [model.cc:17]");
  CHECK(refusal(quantizer("third", "scale", "none", "bits")) ==
        ", node 'the_FloatQuant' (FloatQuant): exponent_bitwidth: must be one integer from 1 to 8  [model.cc:17]");
  CHECK(refusal(quantizer("third", "scale", "eight", "far")) ==
        ", node 'the_FloatQuant' (FloatQuant): exponent_bias: is 200, which makes steps of 2^-203; float32 holds none "
        "below 2^-149  [model.cc:17]");
}

TEST_CASE("data in another file are refused with what to do") {
  std::string external = tensor("w", {4}, {});
  pbf_writer(external).add_int32(14, 1);
  CHECK(refusal_of<UnsupportedError>(model({node("Add", {"x", "w"}, "y")}, {external})) ==
        ", node 'the_Add' (Add): tensor: the data of the tensor 'w' are in another file; save the model in one file "
        "(onnx.save(onnx.load('model.onnx'), 'one.onnx'))  [model.cc:17]");
}

TEST_CASE("a model is inspected as far as it goes") {
  const ScratchFolder folder;
  write_bytes(folder / "m.onnx", model({quant("x", "q"), node("LSTM", {"q"}, "l"), node("Relu", {"l"}, "y")}));
  const OnnxModel found = inspect_onnx(folder / "m.onnx", kOptions);
  CHECK(!found.is_supported());
  REQUIRE(found.nodes.size() == 4);
  CHECK(to_string(found.nodes[1].formats.at(0)) == "s1.2");
  CHECK(found.nodes[2].problem == "operator: is not supported; docs/onnx.md lists the operators that are");
  CHECK(found.nodes[3].problem == "not looked at: it stands behind what is not supported");
}

TEST_CASE("a model is recognized by its name and by its bytes") {
  CHECK(is_onnx_file("a.onnx", ""));
  CHECK(is_onnx_file("a", read_bytes(kFolder + "mlp.onnx")));
  CHECK(!is_onnx_file("a.json", "{\"schema\": 1}"));
  CHECK_THROWS_AS(read_program(kFolder + "mlp.onnx"), UnsupportedError);  // its input has no format
  CHECK(read_program(kFolder + "integer_input.onnx").logic.outputs().size() == 1);
}

TEST_CASE("a damaged model is read or refused, nothing else") {
  const std::uint64_t seed = GENERATE(1U, 2U, 3U, 4U);
  const ScratchFolder folder;
  const std::string path = folder / "m.onnx";
  const std::string wholes[] = {read_bytes(kFolder + "qcdq.onnx"), read_bytes(kFolder + "structure.onnx"),
                                read_bytes(kFolder + "finn.onnx"), read_bytes(kFolder + "conv1d.onnx")};
  for (std::uint64_t i = 0; i < 60; ++i) {
    INFO("seed " << seed << ", file " << i);
    Random random(seed * 1000 + i);
    std::string bytes = wholes[random.bits() % 4];
    const int mutations = random.between(1, 4);
    for (int m = 0; m < mutations; ++m) mutate(random, bytes);
    write_bytes(path, bytes);
    try {
      read_onnx(path, kOptions);
    } catch (const UserError& error) {
      CHECK(std::string(error.what()).starts_with("read_onnx: '"));
    }
  }
}

}  // namespace
}  // namespace wirefold
