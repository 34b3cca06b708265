R"sql(
-- Who says that somebody is protected (domain.md §3 n). `claimer`: 0 nobody knows, 1 by command, 2 a source, 3 at a node
-- an organisation; `name`: the source's or the organisation's. `record`: keyed mark of the source's record and the
-- number together, by which neither is found; else zeros. `told_set`: the set in which it said so last. `denied_set`:
-- the one in which another record of the source said that the same person is not protected. `along`: taken over from
-- another number of the person (§3 o).
CREATE TABLE protection_claim (
  number_mark BLOB NOT NULL, claimer INTEGER NOT NULL, name TEXT NOT NULL, record BLOB NOT NULL, kind INTEGER NOT NULL,
  since INTEGER NOT NULL, told_set INTEGER, denied_set INTEGER, along INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (number_mark, claimer, name, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX protection_claim_of_record ON protection_claim (record);

-- The last day on which a number's protection was lifted: a consent names its person only where it is later.
CREATE TABLE protection_lifted (number_mark BLOB PRIMARY KEY, day INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Who set the flags from before is not known: a caseworker's word lifts them. So that a source that still says so is
-- heard, all it says is decided anew at the next reading.
INSERT INTO protection_claim (number_mark, claimer, name, record, kind, since)
  SELECT number_mark, 0, '', zeroblob(16), 3, since FROM protected_person;
UPDATE record SET content_mark = NULL;
UPDATE note SET content_mark = NULL;
)sql"
