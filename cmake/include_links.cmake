# SPDX-License-Identifier: Apache-2.0
# Headers are included as "wirefold/<folder>/<name>.h", in this build as in an installed tree. The folders lie at the
# root of the repository, so the build folder gets include/wirefold/ with one link per folder.
set(WIREFOLD_INCLUDE_DIR ${PROJECT_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${WIREFOLD_INCLUDE_DIR}/wirefold)
foreach(folder IN ITEMS ir dsl optimizer sim backends importers driver)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${folder} ${WIREFOLD_INCLUDE_DIR}/wirefold/${folder} SYMBOLIC)
endforeach()
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/driver/wirefold.hpp ${WIREFOLD_INCLUDE_DIR}/wirefold/wirefold.hpp SYMBOLIC)
