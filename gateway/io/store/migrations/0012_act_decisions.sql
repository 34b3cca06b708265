R"sql(
-- Decisions on acts of the AF/FK cooperation and answers to its tasks, coded, so that they can be explained: in the
-- order of the decisions. Of what is only counted there is none. `registration`: the case or proposal, with which it
-- goes; where none came of it the row is kept as long as rejected and parked records are. `mark`: as case_act has it.
-- `task`: the one that was made or answered. `message`: that carries it, whose answer it gets. `basis`: as record has it.
CREATE TABLE act_decision (
  row INTEGER PRIMARY KEY, registration INTEGER REFERENCES registration, mark BLOB UNIQUE, task BLOB, message INTEGER,
  at INTEGER NOT NULL, outcome INTEGER NOT NULL, body TEXT NOT NULL, basis TEXT
) STRICT;
CREATE INDEX act_decision_of_case ON act_decision (registration) WHERE registration IS NOT NULL;
CREATE INDEX act_decision_of_task ON act_decision (task) WHERE task IS NOT NULL;
CREATE INDEX act_decision_of_message ON act_decision (message) WHERE message IS NOT NULL;
CREATE INDEX act_decision_by_age ON act_decision (at) WHERE registration IS NULL;
)sql"
