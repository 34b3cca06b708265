R"sql(
-- What a source says again in the set that it is in the middle of: ranges of its records' rows, never overlapping. Such
-- a record's own seen_set and place stay those of the set that it was last decided in.
CREATE TABLE seen_run (
  intake_set INTEGER NOT NULL REFERENCES intake_set, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (intake_set, first)
) STRICT, WITHOUT ROWID;
)sql"
