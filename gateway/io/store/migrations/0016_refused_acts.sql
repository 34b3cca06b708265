R"sql(
-- What the node said no to, of acts of the AF/FK cooperation and of answers to its tasks, coded, for whoever registered
-- it: in the order of the answers. `id`: the case, or what a request would have opened, which is void. `task`, `answer`:
-- of an answer (core::TaskEvent). Kept as long as rejected records are. Names no participant.
CREATE TABLE refused_act (
  row INTEGER PRIMARY KEY, id BLOB NOT NULL, task BLOB, answer INTEGER, kind INTEGER NOT NULL, user TEXT NOT NULL,
  registered INTEGER NOT NULL, office TEXT NOT NULL, at INTEGER NOT NULL, reasons TEXT NOT NULL
) STRICT;
CREATE INDEX refused_act_of_user ON refused_act (user);
CREATE INDEX refused_act_of_case ON refused_act (id);
CREATE INDEX refused_act_of_task ON refused_act (task) WHERE task IS NOT NULL;
CREATE INDEX refused_act_by_age ON refused_act (at);
)sql"
