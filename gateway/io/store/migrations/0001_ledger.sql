R"sql(
-- Clear: kinds, dates, places, codes, sex, birth year, under random ids. What recognises a person or a record is a
-- keyed HMAC (…mark). Sealed: everything else. Days since 1970-01-01, moments in milliseconds.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE source (row INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, open_set INTEGER) STRICT;

CREATE TABLE intake_set (
  row INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, name TEXT NOT NULL,
  state INTEGER, whole INTEGER NOT NULL DEFAULT 0, rows_told INTEGER NOT NULL DEFAULT 0,
  files TEXT NOT NULL DEFAULT '', faults TEXT NOT NULL DEFAULT '', first_at INTEGER, last_at INTEGER,
  handed INTEGER NOT NULL DEFAULT 0,  -- messages appended to the outbox by this set: counted apart from the outbox
  UNIQUE (source, name)
) STRICT;

CREATE TABLE page (
  row INTEGER PRIMARY KEY, intake_set INTEGER NOT NULL REFERENCES intake_set, stream TEXT NOT NULL, at INTEGER NOT NULL,
  read INTEGER NOT NULL, accepted INTEGER NOT NULL, anonymous INTEGER NOT NULL, rejected INTEGER NOT NULL,
  parked INTEGER NOT NULL, proposed INTEGER NOT NULL, outside INTEGER NOT NULL, unchanged INTEGER NOT NULL
) STRICT;
CREATE INDEX page_of_set ON page (intake_set);

CREATE TABLE cursor (
  source INTEGER NOT NULL REFERENCES source, stream TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (source, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE subject (
  row INTEGER PRIMARY KEY, id BLOB NOT NULL, number_mark BLOB, sealed BLOB, sex INTEGER, birth_year INTEGER,
  deceased INTEGER
) STRICT;
CREATE UNIQUE INDEX subject_of_number ON subject (number_mark) WHERE number_mark IS NOT NULL;

-- Stands alone: who is protected may be somebody of whom nothing else is kept.
CREATE TABLE protected_person (number_mark BLOB PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Keys of persons who were erased; destroyed after the commit that erased them.
CREATE TABLE key_to_destroy (subject BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE registration (
  row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner TEXT NOT NULL DEFAULT '',
  subject INTEGER REFERENCES subject, record INTEGER, kind INTEGER NOT NULL, place TEXT NOT NULL,
  activity TEXT NOT NULL, start INTEGER NOT NULL, ended INTEGER, education TEXT NOT NULL,
  income_source_before TEXT NOT NULL, employment_before TEXT NOT NULL, end_reason TEXT NOT NULL,
  income_source_after TEXT NOT NULL, employment_after TEXT NOT NULL, consent_form TEXT NOT NULL, consent_date INTEGER,
  act_user TEXT NOT NULL, act_organisation TEXT NOT NULL, act_at INTEGER NOT NULL, act_on INTEGER NOT NULL,
  stage INTEGER NOT NULL, handover INTEGER NOT NULL, stripped INTEGER NOT NULL,
  out_acknowledged INTEGER NOT NULL
) STRICT;
CREATE INDEX registration_of_subject ON registration (subject) WHERE subject IS NOT NULL;

-- What a source says under one key, anonymous ones apart. The key is sealed under the person's key where there is a
-- subject, else under the key for what waits.
CREATE TABLE record (
  row INTEGER PRIMARY KEY, mark BLOB NOT NULL UNIQUE, source INTEGER NOT NULL REFERENCES source,
  seen_set INTEGER NOT NULL REFERENCES intake_set, file TEXT NOT NULL, line INTEGER NOT NULL,
  subject INTEGER, person_mark BLOB, derived_mark BLOB, sealed_key BLOB, content_mark BLOB,
  registration INTEGER REFERENCES registration, standing TEXT, units TEXT NOT NULL, outcomes INTEGER NOT NULL,
  since INTEGER NOT NULL, vanished INTEGER REFERENCES intake_set
) STRICT;
CREATE INDEX record_of_person ON record (person_mark) WHERE person_mark IS NOT NULL;
CREATE INDEX record_derived ON record (derived_mark) WHERE derived_mark IS NOT NULL;
CREATE INDEX record_vanished ON record (source) WHERE vanished IS NOT NULL;

-- Documents of rejected and parked records.
CREATE TABLE pending (
  record INTEGER PRIMARY KEY REFERENCES record, intake_set INTEGER NOT NULL REFERENCES intake_set,
  document BLOB NOT NULL, since INTEGER NOT NULL, delete_after INTEGER NOT NULL
) STRICT;
CREATE INDEX pending_by_age ON pending (delete_after);

-- Anonymous registrations: no subject, no registration, no readable key; in the order of the mark, not of arrival.
CREATE TABLE note (
  mark BLOB PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, insats TEXT NOT NULL, year INTEGER NOT NULL,
  sex INTEGER NOT NULL, cause TEXT NOT NULL, date INTEGER, content_mark BLOB, standing TEXT, units TEXT NOT NULL,
  outcomes INTEGER NOT NULL, since INTEGER NOT NULL, seen_set INTEGER NOT NULL REFERENCES intake_set,
  file TEXT NOT NULL, line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE note_year (year INTEGER PRIMARY KEY) STRICT;

CREATE TABLE totals (
  row INTEGER PRIMARY KEY, sender TEXT NOT NULL DEFAULT '', insats TEXT NOT NULL, year INTEGER NOT NULL,
  women INTEGER NOT NULL, men INTEGER NOT NULL, version INTEGER NOT NULL, sent_version INTEGER NOT NULL DEFAULT 0,
  last_sent INTEGER, UNIQUE (sender, insats, year)
) STRICT;

-- Lane: the registration's row, or the negative row of totals. State: 0 queued, 1 held, 2 in hands, 3 delivered,
-- 4 rejected there, 5 stopped, 6 dead. Open: 0 to 2.
CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY, lane INTEGER NOT NULL, intake_set INTEGER NOT NULL REFERENCES intake_set,
  kind INTEGER NOT NULL, body TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0, stop_after INTEGER NOT NULL DEFAULT 0, reasons TEXT NOT NULL DEFAULT '',
  what TEXT NOT NULL DEFAULT '', changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_open ON outbox (sequence, next, lane, state) WHERE state <= 2;
CREATE INDEX outbox_lane ON outbox (lane, sequence);

CREATE TABLE voided (id BLOB PRIMARY KEY, sender TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- How often each row of the mapping has answered.
CREATE TABLE mapping_use (name TEXT PRIMARY KEY, uses INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE directory (version INTEGER PRIMARY KEY, at INTEGER NOT NULL, rows_packed TEXT NOT NULL) STRICT;

CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, registration BLOB, codes TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
)sql"
