# SPDX-License-Identifier: Apache-2.0
# wirefold_library(<folder> SOURCES .. HEADERS .. [LINKS ..] [PRIVATE_LINKS ..])
#
# The static library wirefold_<folder>, alias wirefold::<folder>. SOURCES and HEADERS are relative to the folder; HEADERS
# are the public ones: they are installed, and the target wirefold_<folder>_verify_interface_header_sets compiles each
# of them alone. A .hpp header is included as "wirefold/<name>.hpp".
function(wirefold_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS;LINKS;PRIVATE_LINKS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "wirefold_library(${folder}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  set(target wirefold_${folder})
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(wirefold::${folder} ALIAS ${target})
  list(TRANSFORM arg_HEADERS PREPEND ${WIREFOLD_INCLUDE_DIR}/wirefold/${folder}/)
  list(TRANSFORM arg_HEADERS REPLACE "/${folder}/([^/]+\\.hpp)$" "/\\1")
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${WIREFOLD_INCLUDE_DIR} FILES ${arg_HEADERS})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${folder}
    VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()
