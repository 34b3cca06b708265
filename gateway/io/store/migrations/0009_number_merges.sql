R"sql(
-- Numbers that were joined on a source's word (domain.md §3 p). `subject` goes on; whoever had the former number is sealed
-- under that subject's key, and goes with it. `deceased`: of the former; `brought`: whoever goes on had no such day before.
-- `told_by`: the mark of the record that said so. `inside`: the later merge that took this one along.
CREATE TABLE number_merge (
  row INTEGER PRIMARY KEY, at INTEGER NOT NULL, subject INTEGER NOT NULL REFERENCES subject, former_mark BLOB NOT NULL,
  told_by BLOB NOT NULL, sealed BLOB NOT NULL, deceased INTEGER, brought INTEGER NOT NULL, inside INTEGER
) STRICT;
CREATE INDEX merge_of_subject ON number_merge (subject);
CREATE INDEX merge_of_former ON number_merge (former_mark);

-- What came with the former number, as it then stood: core::Handover, and the consent facts.
CREATE TABLE merged_registration (
  merge INTEGER NOT NULL REFERENCES number_merge, registration INTEGER NOT NULL REFERENCES registration,
  handover INTEGER NOT NULL, standing TEXT, PRIMARY KEY (merge, registration)
) STRICT, WITHOUT ROWID;

-- Former and later number that a caseworker took apart, by the keyed HMAC of both marks together: not to be joined again.
CREATE TABLE separated_numbers (mark BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
)sql"
