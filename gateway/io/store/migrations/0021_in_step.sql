R"sql(
-- Gateway: that something which the node's feed told is not here (one row at most). `cursor`: behind the page it was
-- found in; `about`: the case, empty where the document could not be read; `reason`: ports::GapReason; `readings`: new
-- readings that did not close it; `next`: when the next one may begin; `reading`: one is under way.
CREATE TABLE feed_gap (
  row INTEGER PRIMARY KEY CHECK (row = 1), since INTEGER NOT NULL, cursor TEXT NOT NULL, about TEXT NOT NULL,
  reason INTEGER NOT NULL, readings INTEGER NOT NULL, next INTEGER NOT NULL, reading INTEGER NOT NULL
) STRICT;
-- Node: change sets of assignments that were taken from a gateway: one that comes again changes nothing.
CREATE TABLE taken_changes (
  id BLOB NOT NULL, sender TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (id, sender)
) STRICT, WITHOUT ROWID;
)sql"
