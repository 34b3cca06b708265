R"sql(
-- Whom the source names to answer for a participation in an insats; whom this gateway's organisation has named instead,
-- and to stand in. The node neither hears nor tells of it.
ALTER TABLE registration ADD COLUMN responsible TEXT NOT NULL DEFAULT '';
ALTER TABLE registration ADD COLUMN named_responsible TEXT NOT NULL DEFAULT '';
ALTER TABLE registration ADD COLUMN named_deputy TEXT NOT NULL DEFAULT '';
CREATE INDEX registration_of_insats ON registration (place) WHERE kind = 0 AND owner = '' AND stage <= 1;
)sql"
