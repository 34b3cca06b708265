R"sql(
-- Counting years that are closed: their notes are gone, and what was counted in them changes no more. The last one
-- closes all before it. `key_gone`: the year's key has been destroyed, after the commit that deleted its notes. From
-- here on the mark of a case_note is made under its year's key; those from before are found by the old one.
CREATE TABLE closed_year (
  year INTEGER PRIMARY KEY, closed_on INTEGER NOT NULL, key_gone INTEGER NOT NULL DEFAULT 0
) STRICT;
)sql"
