#pragma once

#include <vector>

#include "gateway/core/assignment/supplier_book.h"
#include "gateway/core/directory.h"
#include "gateway/io/config/reader.h"

namespace gateway::io {

/// Reads the tables of a directory file that tell of suppliers' accounts, none of which must be there:
/// [[supplier_unit]], as KA-webb has them, and [[supplier_account]], a table for each account and organisation.
/// `organisations` are those of the file.
core::SupplierBook read_suppliers(Reader& file, const std::vector<core::Organisation>& organisations);

/// `permissions` and `units` of one table: an account's, or a change's.
std::vector<core::Permission> read_permissions(Reader& table);
std::vector<core::UnitChoice> read_units(Reader& table);

}  // namespace gateway::io
