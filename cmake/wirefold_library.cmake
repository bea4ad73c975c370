# SPDX-License-Identifier: Apache-2.0
# wirefold_library(<folder> SOURCES .. HEADERS .. [LINKS ..] [PRIVATE_LINKS ..])
#
# The static library wirefold_<folder>, alias wirefold::<folder>. SOURCES and HEADERS are relative to the folder; HEADERS
# are the public ones: they are installed, and each compiles alone. A source includes the header of its name before all
# else (a test checks), so the library itself proves that of most headers; the target
# wirefold_<folder>_verify_interface_header_sets compiles the others. A .hpp header is included as "wirefold/<name>.hpp".
function(wirefold_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS;LINKS;PRIVATE_LINKS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "wirefold_library(${folder}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  set(target wirefold_${folder})
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(wirefold::${folder} ALIAS ${target})
  set(with_source)
  set(without_source)
  foreach(header IN LISTS arg_HEADERS)
    string(REGEX REPLACE "\\.h$" ".cc" source ${header})
    string(REGEX REPLACE "^([^/]+\\.hpp)$" "../\\1" header ${header})
    cmake_path(SET path NORMALIZE ${WIREFOLD_INCLUDE_DIR}/wirefold/${folder}/${header})
    if(source IN_LIST arg_SOURCES)
      list(APPEND with_source ${path})
    else()
      list(APPEND without_source ${path})
    endif()
  endforeach()
  target_sources(${target} PUBLIC
    FILE_SET HEADERS BASE_DIRS ${WIREFOLD_INCLUDE_DIR} FILES ${with_source}
    FILE_SET without_source TYPE HEADERS BASE_DIRS ${WIREFOLD_INCLUDE_DIR} FILES ${without_source})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${folder}
    VERIFY_INTERFACE_HEADER_SETS ON
    INTERFACE_HEADER_SETS_TO_VERIFY without_source)
endfunction()
