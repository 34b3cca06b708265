R"sql(
-- Which originals of consents were sent to FK's archive, on what day, and who said so last and when. Goes with the
-- person of the registration where the identity is destroyed; a withdrawal leaves it.
CREATE TABLE archived_original (
  registration INTEGER PRIMARY KEY REFERENCES registration, sent_on INTEGER NOT NULL, said_by TEXT NOT NULL,
  said_at INTEGER NOT NULL
) STRICT;
)sql"
