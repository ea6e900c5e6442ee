# Makes YamlCpp::YamlCpp: of what pkg-config knows, which finds the static library where static ones are preferred; else
# of yaml-cpp's own CMake package, whose target is yaml-cpp::yaml-cpp since 0.8.
include("${CMAKE_CURRENT_LIST_DIR}/PkgConfigTarget.cmake")
pkg_config_target(YamlCpp::YamlCpp YAML_CPP yaml-cpp>=0.7)
if(NOT TARGET YamlCpp::YamlCpp)
  find_package(yaml-cpp 0.7 CONFIG QUIET)
  foreach(target yaml-cpp::yaml-cpp yaml-cpp)
    if(TARGET ${target} AND NOT TARGET YamlCpp::YamlCpp)
      add_library(YamlCpp::YamlCpp INTERFACE IMPORTED)
      target_link_libraries(YamlCpp::YamlCpp INTERFACE ${target})
    endif()
  endforeach()
endif()
if(TARGET YamlCpp::YamlCpp)
  set(YamlCpp_TARGET YamlCpp::YamlCpp)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(YamlCpp REQUIRED_VARS YamlCpp_TARGET)
