R"sql(
-- Whose consent to the AF/FK cooperation was taken back, though no case can be found by them any more (domain.md §3 e, g,
-- s). `mark`: of cooperation and number together, so that no row of `subject` joins it;
-- `day`: the last day on which one ended. While the exit still waits here `lane` is the case's; `request` the lane of
-- the person's new request, which waits for it.
CREATE TABLE withdrawn_person (
  mark BLOB PRIMARY KEY, day INTEGER NOT NULL, lane INTEGER, request INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawn_lane ON withdrawn_person (lane) WHERE lane IS NOT NULL;
CREATE INDEX withdrawn_request ON withdrawn_person (request) WHERE request IS NOT NULL;
)sql"
