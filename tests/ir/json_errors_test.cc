// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/json.h"

namespace wirefold {
namespace {

std::string refusal(std::string_view text) {
  try {
    parse_json(text);
  } catch (const IoError& error) {
    return error.what();
  }
  return "no IoError";
}

std::string document(const std::string& inputs, const std::string& operations, const std::string& rest) {
  return "{\"schema\": \"wirefold program\", \"version\": 1, \"name\": \"m\", \"locations\": [[\"a.cc\", 1]], "
         "\"inputs\": " +
         inputs + ", \"tables\": [], \"operations\": " + operations + rest + "}";
}

const std::string kInputs = R"([{"name": "x", "shape": [2]}])";
const std::string kInputOperations =
    R"({"op": "input", "format": [true, 3, 1], "intervals": [[-16, 15, -1]]},
       {"op": "input", "format": [false, 2, 0], "intervals": [[0, 3, 0]]})";
const std::string kNoTensors = R"(, "tensors": [], "outputs": [])";

// The refusal of operation 2 behind inputs %0 (s3.1) and %1 (u2.0).
std::string refusal_of(const std::string& operation) {
  return refusal(document(kInputs, "[" + kInputOperations + ", " + operation + "]", kNoTensors));
}

TEST_CASE("what is not a JSON program is refused") {
  CHECK(refusal("").starts_with("parse_json: not JSON: parse error at line 1, column 1: "));
  CHECK(refusal("{").starts_with("parse_json: not JSON: parse error at line 1, column 2: "));
  CHECK(refusal("[NaN]").starts_with("parse_json: not JSON: parse error at line 1, column 2: "));
  CHECK(refusal("[-Infinity]").starts_with("parse_json: not JSON: parse error"));
  CHECK(refusal("[1e999]").starts_with("parse_json: not JSON: "));
  CHECK(refusal("\"\xff\"").starts_with("parse_json: not JSON: parse error"));
  CHECK(refusal("3") == "parse_json: expected an object");
  CHECK(refusal("{}") == "parse_json: 'schema' is missing");
  CHECK(refusal(R"({"schema": 3})") == "parse_json: schema: expected a text");
  CHECK(refusal(R"({"schema": "x"})") == "parse_json: schema: not a wirefold program");
  CHECK(refusal(R"({"schema": "wirefold program", "version": 2})") ==
        "parse_json: version: version 2; this wirefold reads version 1");
  CHECK(refusal(R"({"schema": "wirefold program", "version": 1, "colour": 3})") ==
        "parse_json: 'colour' is not known here");
  CHECK(refusal(R"({"schema": "wirefold program", "version": 1})") == "parse_json: 'name' is missing");
  CHECK(refusal(R"({"schema": "a", "schema": "b"})") == "parse_json: the key 'schema' comes twice in one object");
  CHECK(refusal(document(kInputs, "[" + kInputOperations + "]", kNoTensors)) == "no IoError");
}

TEST_CASE("lists within lists are refused before they fill the memory") {
  CHECK(refusal(std::string(100000, '[')) == "parse_json: lists within lists, deeper than 64");
  std::string objects;
  for (int i = 0; i < 1000; ++i) objects += "{\"a\": ";
  CHECK(refusal(objects) == "parse_json: lists within lists, deeper than 64");
  std::string members = "{\"a\": 0";
  for (int i = 0; i < 300; ++i) members += ", \"" + std::to_string(i) + "\": 0";
  CHECK(refusal(members + "}") == "parse_json: an object of more than 256 members");
}

TEST_CASE("malformed inputs of a JSON program are refused") {
  const auto inputs = [](const std::string& list) {
    return refusal(document(list, "[" + kInputOperations + "]", kNoTensors));
  };
  CHECK(inputs("3") == "parse_json: inputs: expected a list");
  CHECK(inputs("[3]") == "parse_json: inputs[0]: expected an object");
  CHECK(inputs("[]") == "parse_json: inputs: 2 input operations are not of any input");
  CHECK(inputs(R"([{"name": "x", "shape": [1]}])") == "parse_json: inputs: 1 input operations are not of any input");
  CHECK(inputs(R"([{"name": "x", "shape": [3]}])") ==
        "parse_json: inputs[0]: more elements than there are input operations");
  CHECK(inputs(R"([{"name": "x", "shape": [4294967295, 4294967295, 4294967295]}])") ==
        "parse_json: inputs[0]: more elements than there are input operations");
  CHECK(inputs(R"([{"name": "x", "shape": [-1]}])") ==
        "parse_json: inputs[0].shape[0]: -1 is not between 0 and 4294967295");
  CHECK(inputs(R"([{"name": "x", "shape": [2.0]}])") == "parse_json: inputs[0].shape[0]: expected an integer");
  CHECK(inputs(R"([{"name": {"hex": "0g"}, "shape": [2]}])") ==
        "parse_json: inputs[0].name.hex: expected two hexadecimal digits a byte");
  CHECK(refusal(document(kInputs,
                         R"([{"op": "input", "format": [true, 1023, 1], "intervals": [[0, 0, 0]]},
                             {"op": "input", "format": [true, 1, 1], "intervals": [[0, 0, 0]]}])",
                         kNoTensors)) == "parse_json: operations[0].format: an input wider than a scalar may be");
}

TEST_CASE("malformed operations of a JSON program are refused") {
  CHECK(refusal_of("3") == "parse_json: operations[2]: expected an object");
  CHECK(refusal_of(R"({"op": "divide"})") == "parse_json: operations[2].op: unknown operation 'divide'");
  CHECK(refusal_of(R"({"op": "sum"})") == "parse_json: operations[2]: 'operands' is missing");
  CHECK(refusal_of(R"({"op": "sum", "operands": []})") == "parse_json: operations[2].operands: 0 operands");
  CHECK(refusal_of(R"({"op": "sum", "operands": [2]})") ==
        "parse_json: operations[2].operands[0]: %2 is not defined yet");
  CHECK(refusal_of(R"({"op": "sum", "operands": [4294967295]})") ==
        "parse_json: operations[2].operands[0]: %4294967295 is not defined yet");
  CHECK(refusal_of(R"({"op": "sum", "operands": [-1]})") ==
        "parse_json: operations[2].operands[0]: -1 is not between 0 and 4294967295");
  CHECK(refusal_of(R"({"op": "sum", "operands": [18446744073709551616]})") ==
        "parse_json: operations[2].operands[0]: 18446744073709551616 is out of range");
  CHECK(refusal_of(R"({"op": "sum", "operands": [null]})") ==
        "parse_json: operations[2].operands[0]: expected an integer");
  CHECK(refusal_of(R"({"op": "sum", "operands": [[0, 1]]})") ==
        "parse_json: operations[2].operands[0]: a list of 2 where 3 are expected");
  CHECK(refusal_of(R"({"op": "sum", "operands": [[0, 40000, true]]})") ==
        "parse_json: operations[2].operands[0][1]: 40000 is not between -32768 and 32768");
  CHECK(refusal_of(R"({"op": "sum", "operands": [[0, 1, 1]]})") ==
        "parse_json: operations[2].operands[0][2]: expected true or false");
  CHECK(refusal_of(R"({"op": "sum", "operands": [0], "colour": 1})") ==
        "parse_json: operations[2]: 'colour' is not known here");
  CHECK(refusal_of(R"({"op": "sum", "operands": [0]})") == "parse_json: operations[2]: 'intervals' is missing");
  CHECK(refusal_of(R"({"op": "sum", "operands": [0], "intervals": []})") ==
        "parse_json: operations[2].intervals: a list of 0 where 1 are expected");
  CHECK(refusal_of(R"({"op": "sum", "operands": [0], "intervals": [[1, 0, 0]]})") ==
        "parse_json: operations[2].intervals[0]: not an interval");
  CHECK(refusal_of(R"({"op": "sum", "operands": [0], "intervals": [[2, 2, 0]]})") ==
        "parse_json: operations[2].intervals[0]: not an interval");
  CHECK(refusal_of(R"({"op": "sum", "operands": [0], "intervals": [[100, 200, 0]]})") ==
        "parse_json: operations[2]: the intervals noted so far contradict each other");
  CHECK(refusal_of(R"({"op": "sum", "operands": [0], "intervals": [[-16, 15, -1]], "at": 1})") ==
        "parse_json: operations[2].at: location 1 is not in the list");
  CHECK(refusal_of(R"({"op": "sum", "operands": [[0, 1021, false], 1], "intervals": [[0, 0, 0]]})") ==
        "parse_json: operations[2]: sum: the result needs 1025 bits, the limit is 1024; quantize the operands to fewer "
        "bits");
}

TEST_CASE("malformed fields of a JSON program are refused") {
  CHECK(refusal_of(R"({"op": "multiply", "operands": [0]})") == "parse_json: operations[2].operands: 1 operands");
  CHECK(refusal_of(R"({"op": "select", "operands": [0, 1, 1]})") ==
        "parse_json: operations[2]: a select by %0, which is not a bit");
  CHECK(refusal_of(R"({"op": "relu", "operands": [0], "format": [true, 1, 1]})") ==
        "parse_json: operations[2].format: a relu to a signed format");
  CHECK(refusal_of(R"({"op": "constant", "constant": [1]})") ==
        "parse_json: operations[2].constant: a list of 1 where 2 are expected");
  CHECK(refusal_of(R"({"op": "constant", "constant": [1, 40000]})") ==
        "parse_json: operations[2].constant[1]: 40000 is not between -32768 and 32768");
  CHECK(refusal_of(R"({"op": "constant", "constant": 0.5})") ==
        "parse_json: operations[2].constant: expected an integer");
  CHECK(refusal_of(R"({"op": "constant", "constant": "1/2"})") ==
        "parse_json: operations[2].constant: '1/2' is not an integer that a program may hold");
  CHECK(refusal_of("{\"op\": \"constant\", \"constant\": \"" + std::string(30000, '9') + "\"}") ==
        "parse_json: operations[2].constant: '" + std::string(40, '9') + "' is not an integer that a program may hold");
  CHECK(refusal_of("{\"op\": \"constant\", \"constant\": " + std::string(30000, '9') + "}") != "no IoError");
  CHECK(refusal_of(R"({"op": "lookup", "operands": [0], "table": 0})") ==
        "parse_json: operations[2].table: table 0 is not in the list");
  CHECK(refusal_of(R"({"op": "linear", "operands": [0, 1], "matrix": [[1]]})") ==
        "parse_json: operations[2].matrix: a list of 1 where 2 are expected");
  CHECK(refusal_of(R"({"op": "linear", "operands": [0, 1], "matrix": [[1], [1, 2]]})") ==
        "parse_json: operations[2].matrix[1]: a list of 2 where 1 are expected");
  CHECK(refusal_of(R"({"op": "linear", "operands": [0], "matrix": [[]]})") ==
        "parse_json: operations[2].matrix[0]: a matrix without columns");
  const auto quantize = [](const std::string& fields) {
    return refusal_of(R"({"op": "quantize", "operands": [0], )" + fields + "}");
  };
  CHECK(quantize(R"("format": [true, 1, 1], "rounding": "UP", "overflow": "WRAP", "divisor": 1)") ==
        "parse_json: operations[2].rounding: not a rounding mode");
  CHECK(quantize(R"("format": [true, 1, 1], "rounding": "TRN", "overflow": "WRAP_SM", "divisor": 1)") ==
        "parse_json: operations[2].overflow: not an overflow mode");
  CHECK(quantize(R"("format": [true, 1, 1], "rounding": "TRN", "overflow": "WRAP", "divisor": 2)") ==
        "parse_json: operations[2].divisor: a divisor is odd and positive");
  CHECK(quantize(R"("format": [1, 1, 1], "rounding": "TRN", "overflow": "WRAP", "divisor": 1)") ==
        "parse_json: operations[2].format[0]: expected true or false");
}

TEST_CASE("malformed tables of a JSON program are refused") {
  const auto table = [](const std::string& members) {
    return refusal(
        "{\"schema\": \"wirefold program\", \"version\": 1, \"name\": \"m\", \"locations\": [], \"tables\": [{" +
        members + "}]}");
  };
  CHECK(table("") == "parse_json: tables[0]: 'index' is missing");
  CHECK(table(R"("index": [true, 20, 0])") == "parse_json: tables[0].index: a table for an index of 21 bits");
  CHECK(table(R"("index": [true, 1, 0], "exponent": 0, "entries": [1, 2])") ==
        "parse_json: tables[0].entries: a list of 2 where 4 are expected");
  CHECK(table(R"("index": [true, 0, 0], "exponent": 0, "entries": [1, 2.5])") ==
        "parse_json: tables[0].entries[1]: expected an integer");
}

TEST_CASE("malformed tensors and schedules of a JSON program are refused") {
  const auto rest = [](const std::string& members) {
    return refusal(document(kInputs, "[" + kInputOperations + "]", ", " + members));
  };
  CHECK(rest(R"("outputs": [])") == "parse_json: 'tensors' is missing");
  CHECK(rest(R"("tensors": [], "outputs": [{"name": "y", "shape": [1], "elements": [null]}])") ==
        "parse_json: outputs[0].elements[0]: expected an integer");
  CHECK(rest(R"("tensors": [], "outputs": [{"name": "y", "shape": [1], "elements": [2]}])") ==
        "parse_json: outputs[0].elements[0]: %2 is not defined yet");
  CHECK(rest(R"("tensors": [], "outputs": [{"name": "y", "shape": [2], "elements": [1]}])") ==
        "parse_json: outputs[0].shape: shape (2,) with 1 elements");
  CHECK(rest(R"("tensors": [], "outputs": [{"name": "y", "shape": [65536, 65536, 65536, 65536], "elements": []}])") ==
        "parse_json: outputs[0].shape: shape (65536, 65536, 65536, 65536) with 0 elements");
  const auto schedule = [&](const std::string& members) {
    return rest(R"("tensors": [], "outputs": [], "schedule": {)" + members + "}");
  };
  CHECK(schedule(R"("stage_count": 0)") == "parse_json: schedule.stage_count: 0 is not between 1 and 4294967295");
  CHECK(schedule(R"("stage_count": 1, "stages": [0], "input_register": false, "output_register": false)") ==
        "parse_json: schedule: the schedule is not of this program");
  CHECK(schedule(R"("stage_count": 2, "stages": [0, 1], "input_register": false, "output_register": false)") ==
        "parse_json: schedule: operation 1 in stage 1 reads an input");
}

}  // namespace
}  // namespace wirefold
