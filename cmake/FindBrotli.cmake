# Makes Brotli::Decoder, and Brotli::Encoder where that is there. Brotli brings no CMake package; what its two libraries
# share is named as well, for static ones don't bring it.
include("${CMAKE_CURRENT_LIST_DIR}/PkgConfigTarget.cmake")
pkg_config_target(Brotli::Decoder BROTLI_DECODER "libbrotlidec>=1.0;libbrotlicommon")
pkg_config_target(Brotli::Encoder BROTLI_ENCODER "libbrotlienc>=1.0;libbrotlicommon")
if(TARGET Brotli::Decoder)
  set(Brotli_TARGET Brotli::Decoder)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Brotli REQUIRED_VARS Brotli_TARGET)
