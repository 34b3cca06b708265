// Boost.JSON is compiled once, here: its headers alone are what the readers include.
#include <boost/json/src.hpp>
