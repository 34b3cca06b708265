R"sql(
-- The last day on which each user did something in a place: what assignments are reviewed by.
CREATE TABLE last_use (
  user TEXT NOT NULL, place TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (user, place)
) STRICT, WITHOUT ROWID;
INSERT INTO last_use SELECT act_user, place, max(act_on) FROM registration WHERE act_user <> '' GROUP BY act_user, place;
)sql"
