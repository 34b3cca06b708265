R"sql(
-- Policies that decisions were made under, by the hash of what they say.
CREATE TABLE policy_version (row INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, since INTEGER NOT NULL) STRICT;

-- What a record's last decision rested on: row of policy_version, ':', coded facts (core::pack). Not of notes: facts of
-- an anonymous one would tell who it is.
ALTER TABLE record ADD COLUMN basis TEXT;
)sql"
