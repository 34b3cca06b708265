R"sql(
-- The incident that a bar came with, as long as that may turn out a mistake: closed as one, the bar goes with it; closed
-- otherwise, the bar stays and no longer says whose it is.
ALTER TABLE wrong_registration ADD COLUMN registration BLOB;
)sql"
