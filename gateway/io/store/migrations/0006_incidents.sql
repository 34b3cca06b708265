R"sql(
-- Registrations of the wrong person or without consent (domain.md §3 r): pseudonymous, by the registration's random id.
CREATE TABLE incident (
  registration BLOB PRIMARY KEY, cause TEXT NOT NULL, handover INTEGER NOT NULL, discovered INTEGER NOT NULL,
  discovered_by TEXT NOT NULL, reported INTEGER, reported_by TEXT NOT NULL, closed INTEGER, closed_by TEXT NOT NULL,
  close_reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What must not be registered again: keyed HMAC of the record's and the person's marks together, which nobody finds who
-- has not both, and why.
CREATE TABLE wrong_registration (mark BLOB PRIMARY KEY, cause TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql"
