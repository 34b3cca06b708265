R"sql(
-- Who looked at which case, when, and by which operation; nothing that recognises the person whose case it is.
CREATE TABLE access (
  row INTEGER PRIMARY KEY, at INTEGER NOT NULL, user TEXT NOT NULL, id BLOB NOT NULL, operation TEXT NOT NULL
) STRICT;
CREATE INDEX access_of_case ON access (id);
CREATE INDEX access_by_age ON access (at);
)sql"
