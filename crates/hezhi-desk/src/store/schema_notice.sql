-- Numbers of the papers that applicants are given. An application keeps its number: the receipt
-- that follows a list of what to bring carries the same.
CREATE TABLE notice_number (
  application TEXT PRIMARY KEY REFERENCES application (id),
  prefix TEXT NOT NULL,
  -- The day of the first paper, ISO 8601, in the office's own time.
  day TEXT NOT NULL,
  running INTEGER NOT NULL,
  number TEXT NOT NULL UNIQUE,
  UNIQUE (prefix, day, running)
) STRICT, WITHOUT ROWID;

-- Templates that papers were set with, so that each can be printed again as it was.
CREATE TABLE notice_template (
  sha256 TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  letter TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Papers as they were issued. Issued once more, it is another row.
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  decision INTEGER NOT NULL REFERENCES decision (id),
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'supplement', 'refusal')),
  number TEXT NOT NULL REFERENCES notice_number (number),
  -- What the template was given, as JSON.
  data TEXT NOT NULL,
  template TEXT NOT NULL REFERENCES notice_template (sha256),
  issued_by TEXT NOT NULL,
  issued_at TEXT NOT NULL
) STRICT;
CREATE INDEX notice_by_decision ON notice (decision, id);
CREATE TRIGGER notice_stays BEFORE UPDATE ON notice BEGIN
  SELECT raise(ABORT, 'an issued paper is never changed');
END;
