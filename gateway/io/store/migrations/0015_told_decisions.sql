R"sql(
-- What facts did to registrations, and what a node answered to messages of Finsam, coded, so that it can be explained,
-- in its order. `record`: whose, at a gateway; with it the row goes. `registration`: its id, kept without a row of its
-- own where a node refused it. `refused`: nothing came of it, and it is kept as long as rejected records are. `basis`:
-- as record has it.
CREATE TABLE told_decision (
  row INTEGER PRIMARY KEY, record INTEGER REFERENCES record ON DELETE CASCADE, registration BLOB NOT NULL,
  at INTEGER NOT NULL, refused INTEGER NOT NULL, body TEXT NOT NULL, basis TEXT NOT NULL
) STRICT;
CREATE INDEX told_decision_of_record ON told_decision (record) WHERE record IS NOT NULL;
CREATE INDEX told_decision_of_registration ON told_decision (registration);
CREATE INDEX told_decision_by_age ON told_decision (at) WHERE refused;

-- Withdrawals after the end of a registration, which FK is told of, and when it was.
CREATE TABLE fk_notice (
  registration INTEGER PRIMARY KEY REFERENCES registration, withdrawn INTEGER NOT NULL, since INTEGER NOT NULL,
  told INTEGER, told_by TEXT NOT NULL DEFAULT ''
) STRICT;
)sql"
