R"sql(
-- Cases of the AF/FK cooperation beside their registrations (kind 2), without anything that recognises a person.
-- `course` is NULL while there is only a proposal. `told`: as the node told it last, at a gateway; what is decided here
-- stands in `course` until the node has answered. `consent`: what the node told of it (core::ConsentAnswer).
-- `heard`: the node has told of it; `untold`: not yet again, while its feed is read anew; `has_left`: it goes from here
-- once its messages are answered.
CREATE TABLE cooperation_case (
  registration INTEGER PRIMARY KEY REFERENCES registration, af_office TEXT NOT NULL, fk_office TEXT NOT NULL,
  open INTEGER NOT NULL, responsible TEXT NOT NULL, deputy TEXT NOT NULL, course TEXT, told TEXT,
  consent INTEGER NOT NULL, standing TEXT, refused TEXT NOT NULL, refused_at INTEGER,
  heard INTEGER NOT NULL, untold INTEGER NOT NULL, has_left INTEGER NOT NULL
) STRICT;
CREATE INDEX case_of_responsible ON cooperation_case (responsible) WHERE course IS NOT NULL;
CREATE INDEX case_of_deputy ON cooperation_case (deputy) WHERE course IS NOT NULL;
CREATE INDEX case_of_af_office ON cooperation_case (af_office) WHERE course IS NOT NULL;
CREATE INDEX case_of_fk_office ON cooperation_case (fk_office) WHERE course IS NOT NULL;
CREATE INDEX case_open ON cooperation_case (registration) WHERE open;
CREATE INDEX case_untold ON cooperation_case (registration) WHERE untold;
CREATE INDEX case_leaving ON cooperation_case (registration) WHERE has_left;

-- Tasks: the act as it was proposed. State: core::TaskState; up to 1 it waits for an answer. Where nothing of a person
-- may rest, `body` keeps only who proposed it, where, and what became of it.
CREATE TABLE case_task (
  row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, registration INTEGER NOT NULL REFERENCES registration,
  office TEXT NOT NULL, state INTEGER NOT NULL, due INTEGER NOT NULL, body TEXT NOT NULL, told TEXT
) STRICT;
CREATE INDEX task_of_case ON case_task (registration);
CREATE INDEX task_of_office ON case_task (office) WHERE state <= 1;
CREATE INDEX task_due ON case_task (due) WHERE state = 0;

-- Acts that were stored, by the keyed HMAC of the key they were asked under, with the message that carries them: one
-- that the node refuses may be asked again.
CREATE TABLE case_act (mark BLOB PRIMARY KEY, at INTEGER NOT NULL, message INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX case_act_of_message ON case_act (message) WHERE message IS NOT NULL;

-- Requests that were counted anonymously: no subject, no registration, in the order of the mark. The mark is the keyed
-- HMAC of the act's key, or random where it had none.
CREATE TABLE case_note (
  mark BLOB PRIMARY KEY, af_office TEXT NOT NULL, fk_office TEXT NOT NULL, year INTEGER NOT NULL, sex INTEGER NOT NULL,
  cause TEXT NOT NULL, standing TEXT
) STRICT, WITHOUT ROWID;

-- What has changed for whom: of each case only the newest place, whose number is never given again.
CREATE TABLE case_feed (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, organisation TEXT NOT NULL,
  registration INTEGER NOT NULL REFERENCES registration, UNIQUE (organisation, registration)
) STRICT;
CREATE INDEX case_feed_of ON case_feed (organisation, sequence);
)sql"
