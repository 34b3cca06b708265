R"sql(
-- Volume figures, each as it was given, in that order: the last of an insats and year holds, and stands in the own row
-- of totals. `given_by`: the user, at a moment.
CREATE TABLE volume (
  row INTEGER PRIMARY KEY, insats TEXT NOT NULL, year INTEGER NOT NULL, women INTEGER NOT NULL, men INTEGER NOT NULL,
  given_by TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX volume_of_insats ON volume (insats, year, row);
)sql"
