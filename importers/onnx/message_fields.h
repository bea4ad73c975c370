// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <protozero/pbf_reader.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/importers/input_file.h"

namespace wirefold::onnx {

/// The fields of one message. Every field is asked for with the kind that the definition gives it; messages are as deep
/// as the definition, so that nothing here recurses, and nothing is allocated that the file does not hold.
///
/// Errors:  IoError of the file for a field of another kind; protozero's exceptions for what is no protobuf.
class Fields {
 public:
  Fields(std::string_view message, const InputFile& file) : reader_(message.data(), message.size()), file_(file) {}

  bool next() { return reader_.next(); }
  std::uint32_t number() const { return reader_.tag(); }
  void skip() { reader_.skip(); }

  std::string_view bytes() {
    expect(protozero::pbf_wire_type::length_delimited);
    const protozero::data_view bytes = reader_.get_view();
    return {bytes.data(), bytes.size()};
  }
  std::string text() { return std::string(bytes()); }
  std::int64_t integer() {
    expect(protozero::pbf_wire_type::varint);
    return reader_.get_int64();
  }
  float real() {
    expect(protozero::pbf_wire_type::fixed32);
    return reader_.get_float();
  }
  // Repeated numbers stand in one field or in many.
  void append(std::vector<std::int64_t>& to) {
    if (reader_.has_wire_type(protozero::pbf_wire_type::varint)) {
      to.push_back(reader_.get_int64());
      return;
    }
    expect(protozero::pbf_wire_type::length_delimited);
    for (const std::int64_t value : reader_.get_packed_int64()) to.push_back(value);
  }
  template <class Real>
  void append_floats(std::vector<Real>& to) {
    if (reader_.has_wire_type(protozero::pbf_wire_type::fixed32)) {
      to.push_back(static_cast<Real>(reader_.get_float()));
      return;
    }
    expect(protozero::pbf_wire_type::length_delimited);
    for (const float value : reader_.get_packed_float()) to.push_back(static_cast<Real>(value));
  }
  void append_doubles(std::vector<double>& to) {
    if (reader_.has_wire_type(protozero::pbf_wire_type::fixed64)) {
      to.push_back(reader_.get_double());
      return;
    }
    expect(protozero::pbf_wire_type::length_delimited);
    for (const double value : reader_.get_packed_double()) to.push_back(value);
  }

 private:
  void expect(protozero::pbf_wire_type type) const {
    if (reader_.has_wire_type(type)) return;
    file_.refuse("is no ONNX model: field " + std::to_string(reader_.tag()) +
                 " is of another kind than its definition");
  }

  protozero::pbf_reader reader_;
  const InputFile& file_;
};

}  // namespace wirefold::onnx
