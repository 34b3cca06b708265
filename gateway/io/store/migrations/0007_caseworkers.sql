R"sql(
-- Whom this gateway's organisation has named to answer for a case and to stand in; empty: whom the case names. The
-- node neither hears nor tells of it.
ALTER TABLE cooperation_case ADD COLUMN named_responsible TEXT NOT NULL DEFAULT '';
ALTER TABLE cooperation_case ADD COLUMN named_deputy TEXT NOT NULL DEFAULT '';
)sql"
