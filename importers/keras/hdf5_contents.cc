// SPDX-License-Identifier: Apache-2.0
// The one place that knows the HDF5 library.
#include "wirefold/importers/keras/hdf5_contents.h"

#include <hdf5.h>

#include <cmath>
#include <cstdlib>
#include <mutex>
#include <string_view>

#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

// Hard links can make cycles, and a few bytes can make many of them.
constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxObjects = 1'000'000;
constexpr std::size_t kMaxNameBytes = 4096;

/// An identifier of the library, closed at its end.
class Handle {
 public:
  Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  hid_t get() const { return id_; }
  bool is_open() const { return id_ >= 0; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

// The library prints its errors unless it is told not to; the program's own setting comes back at the end.
class QuietErrors {
 public:
  QuietErrors() {
    H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
  ~QuietErrors() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

 private:
  H5E_auto2_t function_ = nullptr;
  void* data_ = nullptr;
};

// The library never frees some of what it has in hand when it meets damage (as H5Oopen with a broken header), and at
// the end of the program it prints that it cannot close, unless it is told to print nothing. This is called before
// that, as it is registered later; until then the program's own setting stays.
void close_quietly_at_exit() {
  static std::once_flag once;
  std::call_once(once, [] { std::atexit([] { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }); });
}

class Reader {
 public:
  Reader(const std::string& bytes, const InputFile& file) : file_(file), bytes_left_(bytes.size()) {
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fapl_core(access.get(), 65536, 0);
    H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG);
    // The library copies the image; it does not write to the one that it is given.
    H5Pset_file_image(access.get(), const_cast<char*>(bytes.data()), bytes.size());  // NOLINT
    root_ = H5Fopen("model", H5F_ACC_RDONLY, access.get());
    if (root_ < 0) refuse("the weights are not an HDF5 file, or a truncated one");
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() {
    if (root_ >= 0) H5Fclose(root_);
  }

  Hdf5Contents read() {
    std::vector<std::pair<std::string, std::size_t>> open{{"", 0}};
    while (!open.empty()) {
      const auto [path, depth] = open.back();
      open.pop_back();
      if (depth > kMaxDepth) refuse(path, "groups within groups, deeper than " + std::to_string(kMaxDepth));
      const Handle group(H5Gopen2(root_, path.empty() ? "/" : path.c_str(), H5P_DEFAULT), H5Gclose);
      if (!group.is_open()) refuse(path, "a group that is damaged");
      contents_.groups.emplace(path, address_of(group.get(), path));
      for (const std::string& name : names_in(group.get(), path)) {
        const std::string child = path.empty() ? name : path + "/" + name;
        const Handle object(H5Oopen(group.get(), name.c_str(), H5P_DEFAULT), H5Oclose);
        if (!object.is_open()) refuse(child, "cannot be read");
        const H5I_type_t type = H5Iget_type(object.get());
        if (type == H5I_GROUP) {
          open.emplace_back(child, depth + 1);
        } else if (type == H5I_DATASET) {
          contents_.datasets.emplace(child, numbers_of(object.get(), child));
        }
      }
    }
    return std::move(contents_);
  }

 private:
  [[noreturn]] void refuse(std::string_view problem) const { file_.refuse(problem); }
  [[noreturn]] void refuse(const std::string& path, std::string_view problem) const {
    file_.refuse("'" + path + "' of the weights", problem);
  }

  std::uint64_t address_of(hid_t group, const std::string& path) const {
#if H5_VERSION_GE(1, 12, 0)
    H5O_info1_t info;
#else
    H5O_info_t info;
#endif
    if (H5Oget_info2(group, &info, H5O_INFO_BASIC) < 0) refuse(path, "a group that is damaged");
    return info.addr;
  }

  std::vector<std::string> names_in(hid_t group, const std::string& path) {
    H5G_info_t info;
    if (H5Gget_info(group, &info) < 0) refuse(path, "a group that is damaged");
    objects_ += info.nlinks;
    if (info.nlinks > kMaxObjects || objects_ > kMaxObjects) refuse(path, "more objects than a model has");
    std::vector<std::string> names;
    for (hsize_t i = 0; i < info.nlinks; ++i) {
      std::string name(kMaxNameBytes, '\0');
      const ssize_t length =
          H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_NATIVE, i, name.data(), name.size(), H5P_DEFAULT);
      if (length <= 0 || static_cast<std::size_t>(length) >= name.size()) refuse(path, "a link that is damaged");
      name.resize(static_cast<std::size_t>(length));
      H5L_info_t link;
      if (H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT) < 0) refuse(path, "a link that is damaged");
      if (link.type != H5L_TYPE_HARD) refuse(path, "'" + name + "' is a link to somewhere else, which is not followed");
      names.push_back(std::move(name));
    }
    return names;
  }

  Shape shape_of(hid_t dataset, const std::string& path) const {
    const Handle space(H5Dget_space(dataset), H5Sclose);
    const H5S_class_t kind = H5Sget_simple_extent_type(space.get());
    if (kind == H5S_SCALAR) return {};
    const int rank = H5Sget_simple_extent_ndims(space.get());
    if (kind != H5S_SIMPLE || rank < 1 || rank > static_cast<int>(kMaxDepth)) refuse(path, "no array of numbers");
    std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
    H5Sget_simple_extent_dims(space.get(), extents.data(), nullptr);
    Shape shape;
    std::uint64_t count = 1;
    for (const hsize_t extent : extents) {
      if (extent == 0) refuse(path, "an array of no elements");
      if (extent > bytes_left_ || count > bytes_left_ / extent) refuse_size(path);
      count *= extent;
      shape.push_back(static_cast<std::int64_t>(extent));
    }
    return shape;
  }

  [[noreturn]] void refuse_size(const std::string& path) const {
    refuse(path, "declares more numbers than the file holds");
  }

  void check_storage(hid_t dataset, const std::string& path) const {
    const Handle properties(H5Dget_create_plist(dataset), H5Pclose);
    const H5D_layout_t layout = H5Pget_layout(properties.get());
    const bool is_plain = (layout == H5D_CONTIGUOUS || layout == H5D_COMPACT) &&
                          H5Pget_external_count(properties.get()) == 0 && H5Pget_nfilters(properties.get()) == 0;
    if (!is_plain) refuse(path, "is compressed or stored elsewhere, which Keras never does; save the model with Keras");
  }

  FloatTensor numbers_of(hid_t dataset, const std::string& path) {
    check_storage(dataset, path);
    const Handle type(H5Dget_type(dataset), H5Tclose);
    const H5T_class_t kind = H5Tget_class(type.get());
    if (kind != H5T_FLOAT && kind != H5T_INTEGER && kind != H5T_ENUM) {
      refuse(path, "holds neither integers nor float32; models of another dtype policy than float32 are not read");
    }
    FloatTensor result{shape_of(dataset, path), {}};
    const std::uint64_t byte_count = result.shape.size() * H5Tget_size(type.get());
    if (byte_count > bytes_left_ || H5Dget_storage_size(dataset) < byte_count) refuse_size(path);
    bytes_left_ -= byte_count;
    std::vector<double> numbers(result.shape.size());
    if (H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()) < 0) {
      refuse(path, "cannot be read: the file is truncated or damaged");
    }
    result.values.reserve(numbers.size());
    for (const double number : numbers) {
      const auto value = static_cast<float>(number);
      if (kind == H5T_FLOAT && static_cast<double>(value) != number && !std::isnan(number)) {
        refuse(path, "holds numbers that float32 rounds; models of another dtype policy than float32 are not read");
      }
      result.values.push_back(value);
    }
    return result;
  }

  const InputFile& file_;
  hid_t root_ = -1;
  std::size_t objects_ = 0;
  std::uint64_t bytes_left_;  // so that no bytes are counted for two arrays
  Hdf5Contents contents_;
};

}  // namespace

Hdf5Contents read_hdf5(const std::string& bytes, const InputFile& file) {
  // Distributions build the library without locks of its own.
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  const QuietErrors quiet;
  try {
    return Reader(bytes, file).read();
  } catch (const UserError&) {
    close_quietly_at_exit();
    throw;
  }
}

}  // namespace wirefold::keras
