-- What a reviewer does beside deciding: claims, corrections and notes; and two further kinds of
-- decision: `review` is passed to somebody, `defer` is put off to a day.
CREATE TABLE decision_2 (
  id INTEGER PRIMARY KEY,
  submission INTEGER NOT NULL REFERENCES submission (id),
  report INTEGER REFERENCES report (id),
  kind TEXT NOT NULL CHECK (kind IN ('accept', 'supplement', 'refuse', 'review', 'defer', 'undo')),
  undoes INTEGER UNIQUE REFERENCES decision_2 (id),
  reasons TEXT NOT NULL,
  note TEXT NOT NULL,
  -- Whom it is passed to; absent: whoever takes it.
  assignee TEXT,
  -- The day to which it is put off.
  until TEXT,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  advice TEXT,
  CHECK ((kind = 'undo') = (undoes IS NOT NULL))
) STRICT;
INSERT INTO decision_2 (id, submission, report, kind, undoes, reasons, note, decided_by, decided_at,
                        advice)
SELECT id, submission, report, kind, undoes, reasons, note, decided_by, decided_at, advice
FROM decision ORDER BY id;
DROP VIEW decision_in_force;
DROP TRIGGER decision_stays;
DROP TABLE decision;
ALTER TABLE decision_2 RENAME TO decision;
CREATE INDEX decision_by_submission ON decision (submission, id);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN
  SELECT raise(ABORT, 'a decision is never changed');
END;
CREATE VIEW decision_in_force AS
SELECT * FROM decision AS d
WHERE kind <> 'undo'
  AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = d.id)
  AND id = (
    SELECT max(id) FROM decision AS e
    WHERE e.submission = d.submission AND e.kind <> 'undo'
      AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = e.id)
  );

-- Who works on an application, until when.
CREATE TABLE claim (
  application TEXT PRIMARY KEY REFERENCES application (id),
  claimed_by TEXT NOT NULL,
  claimed_at TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What people put in the place of what was read, kept apart from it. Taking one back is a row of
-- its own.
CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  submission INTEGER NOT NULL REFERENCES submission (id),
  -- The paper: its file, its first page and its kind.
  file TEXT NOT NULL,
  page INTEGER NOT NULL,
  kind TEXT NOT NULL,
  field TEXT NOT NULL,
  -- Absent: the paper does not carry the field.
  text TEXT,
  -- What stood there before, for the record.
  was TEXT,
  -- Where the person showed it, as JSON: page and region.
  place TEXT,
  withdraws INTEGER UNIQUE REFERENCES correction (id),
  corrected_by TEXT NOT NULL,
  corrected_at TEXT NOT NULL
) STRICT;
CREATE INDEX correction_by_submission ON correction (submission, id);
CREATE TRIGGER correction_stays BEFORE UPDATE ON correction BEGIN
  SELECT raise(ABORT, 'a correction is never changed');
END;

-- Words for colleagues.
CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  submission INTEGER NOT NULL REFERENCES submission (id),
  text TEXT NOT NULL,
  noted_by TEXT NOT NULL,
  noted_at TEXT NOT NULL
) STRICT;
CREATE INDEX note_by_submission ON note (submission, id);
