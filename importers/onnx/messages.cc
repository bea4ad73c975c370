// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/messages.h"

#include <protozero/pbf_reader.hpp>

#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

using protozero::data_view;
using protozero::pbf_reader;
using protozero::pbf_wire_type;

std::string_view view(const data_view& data) { return {data.data(), data.size()}; }

// The fields of one message. Every field is asked for with the kind that the definition gives it; messages are as deep
// as the definition, so that nothing here recurses, and nothing is allocated that the file does not hold.
class Fields {
 public:
  Fields(std::string_view message, const InputFile& file) : reader_(message.data(), message.size()), file_(file) {}

  bool next() { return reader_.next(); }
  std::uint32_t number() const { return reader_.tag(); }
  void skip() { reader_.skip(); }

  std::string_view bytes() {
    expect(pbf_wire_type::length_delimited);
    return view(reader_.get_view());
  }
  std::string text() { return std::string(bytes()); }
  std::int64_t integer() {
    expect(pbf_wire_type::varint);
    return reader_.get_int64();
  }
  float real() {
    expect(pbf_wire_type::fixed32);
    return reader_.get_float();
  }
  // Repeated numbers stand in one field or in many.
  void append(std::vector<std::int64_t>& to) {
    if (reader_.has_wire_type(pbf_wire_type::varint)) {
      to.push_back(reader_.get_int64());
      return;
    }
    expect(pbf_wire_type::length_delimited);
    for (const std::int64_t value : reader_.get_packed_int64()) to.push_back(value);
  }
  template <class Real>
  void append_floats(std::vector<Real>& to) {
    if (reader_.has_wire_type(pbf_wire_type::fixed32)) {
      to.push_back(static_cast<Real>(reader_.get_float()));
      return;
    }
    expect(pbf_wire_type::length_delimited);
    for (const float value : reader_.get_packed_float()) to.push_back(static_cast<Real>(value));
  }
  void append_doubles(std::vector<double>& to) {
    if (reader_.has_wire_type(pbf_wire_type::fixed64)) {
      to.push_back(reader_.get_double());
      return;
    }
    expect(pbf_wire_type::length_delimited);
    for (const double value : reader_.get_packed_double()) to.push_back(value);
  }

 private:
  void expect(pbf_wire_type type) const {
    if (reader_.has_wire_type(type)) return;
    file_.refuse("is no ONNX model: field " + std::to_string(reader_.tag()) +
                 " is of another kind than its definition");
  }

  pbf_reader reader_;
  const InputFile& file_;
};

TensorProto parse_tensor(std::string_view message, const InputFile& file) {
  TensorProto tensor;
  for (Fields fields(message, file); fields.next();) {
    switch (fields.number()) {
      case 1:
        fields.append(tensor.dims);
        break;
      case 2:
        tensor.type = static_cast<DataType>(fields.integer());
        break;
      case 4:
        fields.append_floats(tensor.reals);
        break;
      case 5:
      case 7:
      case 11:
        fields.append(tensor.integers);
        break;
      case 8:
        tensor.name = fields.text();
        break;
      case 9:
        tensor.raw_data = fields.bytes();
        break;
      case 10:
        fields.append_doubles(tensor.reals);
        break;
      case 14:
        tensor.is_external = fields.integer() != 0;
        break;
      default:
        fields.skip();
    }
  }
  return tensor;
}

AttributeProto parse_attribute(std::string_view message, const InputFile& file) {
  AttributeProto attribute;
  for (Fields fields(message, file); fields.next();) {
    switch (fields.number()) {
      case 1:
        attribute.name = fields.text();
        break;
      case 2:
        attribute.f = fields.real();
        break;
      case 3:
        attribute.i = fields.integer();
        break;
      case 4:
        attribute.s = fields.text();
        break;
      case 5:
        attribute.tensors = {parse_tensor(fields.bytes(), file)};
        break;
      case 7:
        fields.append_floats(attribute.floats);
        break;
      case 8:
        fields.append(attribute.ints);
        break;
      default:
        fields.skip();
    }
  }
  return attribute;
}

NodeProto parse_node(std::string_view message, const InputFile& file) {
  NodeProto node;
  for (Fields fields(message, file); fields.next();) {
    switch (fields.number()) {
      case 1:
        node.inputs.push_back(fields.text());
        break;
      case 2:
        node.outputs.push_back(fields.text());
        break;
      case 3:
        node.name = fields.text();
        break;
      case 4:
        node.op_type = fields.text();
        break;
      case 5:
        node.attributes.push_back(parse_attribute(fields.bytes(), file));
        break;
      case 7:
        node.domain = fields.text();
        break;
      default:
        fields.skip();
    }
  }
  return node;
}

// The extent of a TensorShapeProto.Dimension: a number, or a name for one that is not known.
std::int64_t parse_extent(std::string_view message, const InputFile& file) {
  std::int64_t extent = -1;
  for (Fields fields(message, file); fields.next();) {
    if (fields.number() == 1) {
      extent = fields.integer();
    } else {
      fields.skip();
    }
  }
  return extent > 0 ? extent : -1;
}

void parse_tensor_type(std::string_view message, const InputFile& file, ValueInfoProto& info) {
  for (Fields type(message, file); type.next();) {
    if (type.number() == 1) {
      info.type = static_cast<DataType>(type.integer());
    } else if (type.number() == 2) {
      info.has_shape = true;
      for (Fields shape(type.bytes(), file); shape.next();) {
        if (shape.number() == 1) {
          info.dims.push_back(parse_extent(shape.bytes(), file));
        } else {
          shape.skip();
        }
      }
    } else {
      type.skip();
    }
  }
}

ValueInfoProto parse_value_info(std::string_view message, const InputFile& file) {
  ValueInfoProto info;
  for (Fields fields(message, file); fields.next();) {
    if (fields.number() == 1) {
      info.name = fields.text();
    } else if (fields.number() == 2) {
      for (Fields type(fields.bytes(), file); type.next();) {
        if (type.number() == 1) {
          parse_tensor_type(type.bytes(), file, info);
        } else {
          type.skip();
        }
      }
    } else {
      fields.skip();
    }
  }
  return info;
}

// A pair of texts: an OperatorSetIdProto's or a StringStringEntryProto's.
std::pair<std::string, std::string> parse_entry(std::string_view message, const InputFile& file) {
  std::pair<std::string, std::string> entry;
  for (Fields fields(message, file); fields.next();) {
    if (fields.number() == 1) {
      entry.first = fields.text();
    } else if (fields.number() == 2) {
      entry.second = fields.text();
    } else {
      fields.skip();
    }
  }
  return entry;
}

void parse_annotation(std::string_view message, const InputFile& file, GraphProto& graph) {
  std::string tensor;
  std::string datatype;
  for (Fields fields(message, file); fields.next();) {
    if (fields.number() == 1) {
      tensor = fields.text();
    } else if (fields.number() == 2) {
      const auto [key, value] = parse_entry(fields.bytes(), file);
      if (key == "finn_datatype") datatype = value;
    } else {
      fields.skip();
    }
  }
  if (!datatype.empty()) graph.finn_datatypes[tensor] = datatype;
}

GraphProto parse_graph(std::string_view message, const InputFile& file) {
  GraphProto graph;
  for (Fields fields(message, file); fields.next();) {
    switch (fields.number()) {
      case 1:
        graph.nodes.push_back(parse_node(fields.bytes(), file));
        break;
      case 2:
        graph.name = fields.text();
        break;
      case 5:
        graph.initializers.push_back(parse_tensor(fields.bytes(), file));
        break;
      case 11:
        graph.inputs.push_back(parse_value_info(fields.bytes(), file));
        break;
      case 12:
        graph.outputs.push_back(parse_value_info(fields.bytes(), file));
        break;
      case 14:
        parse_annotation(fields.bytes(), file, graph);
        break;
      default:
        fields.skip();
    }
  }
  return graph;
}

void parse_opset(std::string_view message, const InputFile& file, ModelProto& model) {
  std::string domain;
  std::int64_t version = 0;
  for (Fields fields(message, file); fields.next();) {
    if (fields.number() == 1) {
      domain = fields.text();
    } else if (fields.number() == 2) {
      version = fields.integer();
    } else {
      fields.skip();
    }
  }
  model.opsets[domain == "ai.onnx" ? "" : domain] = version;
}

ModelProto parse_fields(std::string_view bytes, const InputFile& file) {
  ModelProto model;
  for (Fields fields(bytes, file); fields.next();) {
    switch (fields.number()) {
      case 1:
        model.ir_version = fields.integer();
        break;
      case 2:
        model.producer = fields.text();
        break;
      case 7:
        model.graph = parse_graph(fields.bytes(), file);
        break;
      case 8:
        parse_opset(fields.bytes(), file, model);
        break;
      default:
        fields.skip();
    }
  }
  return model;
}

}  // namespace

bool is_floating(DataType type) {
  return type == DataType::kFloat || type == DataType::kFloat16 || type == DataType::kDouble;
}

std::string to_string(DataType type) {
  switch (type) {
    case DataType::kUndefined:
      return "undefined";
    case DataType::kFloat:
      return "float32";
    case DataType::kUint8:
      return "uint8";
    case DataType::kInt8:
      return "int8";
    case DataType::kUint16:
      return "uint16";
    case DataType::kInt16:
      return "int16";
    case DataType::kInt32:
      return "int32";
    case DataType::kInt64:
      return "int64";
    case DataType::kBool:
      return "bool";
    case DataType::kFloat16:
      return "float16";
    case DataType::kDouble:
      return "float64";
    case DataType::kUint32:
      return "uint32";
    case DataType::kUint64:
      return "uint64";
    case DataType::kUint4:
      return "uint4";
    case DataType::kInt4:
      return "int4";
  }
  return "type " + std::to_string(static_cast<std::int32_t>(type));
}

const std::string& NodeProto::label() const { return name.empty() && !outputs.empty() ? outputs[0] : name; }

ModelProto parse_model(std::string_view bytes, const InputFile& file) {
  ModelProto model;
  try {
    model = parse_fields(bytes, file);
  } catch (const protozero::end_of_buffer_exception&) {
    file.refuse("is no ONNX model, or a truncated one: a part is longer than the file");
  } catch (const protozero::exception&) {
    file.refuse("is no ONNX model: it is not in the protobuf format");
  }
  if (model.graph.nodes.empty()) file.refuse("is no ONNX model: it holds no graph with nodes");
  return model;
}

}  // namespace wirefold::onnx
