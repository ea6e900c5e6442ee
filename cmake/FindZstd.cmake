# Makes Zstd::Zstd of what pkg-config knows. zstd's own CMake package names its target by how the library was built.
include("${CMAKE_CURRENT_LIST_DIR}/PkgConfigTarget.cmake")
pkg_config_target(Zstd::Zstd ZSTD libzstd>=1.4)
if(TARGET Zstd::Zstd)
  set(Zstd_TARGET Zstd::Zstd)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Zstd REQUIRED_VARS Zstd_TARGET)
