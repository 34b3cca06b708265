R"sql(
-- In whose name a message about a Finsam registration was said, and on which day; empty with any other. Of what is
-- there already the registration's user stands for it, and the day after the last change.
ALTER TABLE outbox ADD COLUMN act_user TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN act_on INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET act_user = (SELECT act_user FROM registration WHERE row = lane), act_on = changed_at / 86400000 + 1
  WHERE kind <= 2 AND lane IN (SELECT row FROM registration);
CREATE INDEX outbox_of_user ON outbox (act_user, act_on) WHERE act_user <> '';
)sql"
