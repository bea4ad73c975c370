# SPDX-License-Identifier: Apache-2.0
# The installed package: find_package(wirefold) gives wirefold::wirefold and one target per folder.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/wirefold)
list(TRANSFORM WIREFOLD_FOLDERS PREPEND wirefold_ OUTPUT_VARIABLE libraries)

install(TARGETS wirefold ${libraries} EXPORT wirefold
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILE_SET without_source DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT wirefold NAMESPACE wirefold:: FILE wirefold-targets.cmake DESTINATION ${package_dir})

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/wirefold-config.cmake.in
  ${PROJECT_BINARY_DIR}/wirefold-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/wirefold-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/wirefold-config.cmake
  ${PROJECT_BINARY_DIR}/wirefold-config-version.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FindHDF5C.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FindLibZip.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FindMPFI.cmake
  ${PROJECT_SOURCE_DIR}/cmake/wirefold_add_design.cmake
  DESTINATION ${package_dir})
