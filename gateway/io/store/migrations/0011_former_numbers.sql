R"sql(
-- Other numbers than its person's, under which a registration was made or went on (domain.md §3 p), the first one first:
-- by their keyed marks, as long as the person is named. `handed`: it had gone to the node when the number changed.
CREATE TABLE former_number (
  place INTEGER PRIMARY KEY, registration INTEGER NOT NULL REFERENCES registration, mark BLOB NOT NULL,
  handed INTEGER NOT NULL, UNIQUE (registration, mark)
) STRICT;
CREATE INDEX former_number_of ON former_number (mark);

-- Record and number that a caseworker took apart, by the keyed mark of both together.
CREATE TABLE parted_number (mark BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
)sql"
