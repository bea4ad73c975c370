// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/messages.h"

#include "wirefold/importers/onnx/message_fields.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

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
