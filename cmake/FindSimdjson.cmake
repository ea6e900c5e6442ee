# Makes simdjson::simdjson of simdjson's own CMake package, in the version asked for or any newer one: its version file
# takes a request for 3 to mean 3.0 alone. Hence the capital: to a module of the same name CMake hands the version on.
find_package(simdjson CONFIG QUIET)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Simdjson REQUIRED_VARS simdjson_DIR VERSION_VAR simdjson_VERSION)
