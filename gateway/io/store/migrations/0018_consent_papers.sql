R"sql(
-- What is said of the signed paper of the consent that a registration was made on: `body` in codes and ids, `original`
-- (where the original is, in somebody's own words) sealed under the key of `subject`. Goes with the person of the
-- registration.
CREATE TABLE consent_paper (
  registration INTEGER PRIMARY KEY REFERENCES registration, body TEXT NOT NULL, subject BLOB, original BLOB
) STRICT;

-- Requests of the AF/FK cooperation that wait for a consent. `mark`: of the key under which it was asked for, or of
-- person and offices where it had none; `document`: the act and whom it is about, sealed, as `sealed_key` is. `units`:
-- why it waits, as of a record. A `row` names a request without a key, and is never another one's.
CREATE TABLE parked_act (
  row INTEGER PRIMARY KEY AUTOINCREMENT, mark BLOB NOT NULL UNIQUE, person_mark BLOB NOT NULL, units TEXT NOT NULL,
  since INTEGER NOT NULL, delete_after INTEGER NOT NULL, sealed_key BLOB NOT NULL, document BLOB NOT NULL
) STRICT;
CREATE INDEX parked_act_of_person ON parked_act (person_mark);
CREATE INDEX parked_act_by_age ON parked_act (delete_after);
)sql"
