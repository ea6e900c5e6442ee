# Makes LibYAML::LibYAML. Where libyaml was built with CMake it brings a CMake package, whose target is yaml; Debian's has
# a pkg-config file only.
include("${CMAKE_CURRENT_LIST_DIR}/PkgConfigTarget.cmake")
find_package(yaml 0.2.5 CONFIG QUIET)
if(TARGET yaml AND NOT TARGET LibYAML::LibYAML)
  add_library(LibYAML::LibYAML INTERFACE IMPORTED)
  target_link_libraries(LibYAML::LibYAML INTERFACE yaml)
endif()
pkg_config_target(LibYAML::LibYAML LIBYAML yaml-0.1>=0.2.5)
if(TARGET LibYAML::LibYAML)
  set(LibYAML_TARGET LibYAML::LibYAML)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibYAML REQUIRED_VARS LibYAML_TARGET)
