-- An application as it came in once; come again changed, it is another submission.
CREATE TABLE submission (
  id INTEGER PRIMARY KEY,
  application TEXT NOT NULL,
  -- Of the declaration and every file: equal digests are the same submission.
  digest TEXT NOT NULL,
  declared TEXT NOT NULL,
  applicant TEXT NOT NULL,
  id_number TEXT,
  address TEXT,
  submitted_on TEXT NOT NULL,
  source TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'reading', 'read', 'failed')),
  problem TEXT,
  UNIQUE (application, digest)
) STRICT;
CREATE INDEX submission_by_state ON submission (state);

-- The submission that stands for an application at present.
CREATE TABLE application (
  id TEXT PRIMARY KEY,
  submission INTEGER NOT NULL REFERENCES submission (id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX application_by_submission ON application (submission);

-- Scans lie in the folder `scans`, by the hash of their content.
CREATE TABLE scan (
  sha256 TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  kept_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE submission_file (
  submission INTEGER NOT NULL REFERENCES submission (id),
  position INTEGER NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT REFERENCES scan (sha256),
  -- Why there is no scan.
  problem TEXT,
  PRIMARY KEY (submission, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_file_by_scan ON submission_file (sha256);

-- What an engine read in a scan, so that it is never read twice.
CREATE TABLE reading (
  sha256 TEXT NOT NULL REFERENCES scan (sha256),
  engine TEXT NOT NULL,
  text TEXT NOT NULL,
  -- The places that were already read again.
  looked TEXT NOT NULL,
  read_at TEXT NOT NULL,
  PRIMARY KEY (sha256, engine)
) STRICT;

-- Reports are only ever added.
CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  submission INTEGER NOT NULL REFERENCES submission (id),
  verdict TEXT NOT NULL,
  -- For the queue: the heaviest finding's message, and the names of the rules.
  headline TEXT NOT NULL,
  rules TEXT NOT NULL,
  report TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;
CREATE INDEX report_by_submission ON report (submission, id);
CREATE TRIGGER report_stays BEFORE UPDATE ON report BEGIN
  SELECT raise(ABORT, 'a report is never changed');
END;

-- Numbers of certificates and lease filings, as the reports give them.
CREATE TABLE certificate (
  submission INTEGER NOT NULL REFERENCES submission (id),
  number TEXT NOT NULL,
  file TEXT NOT NULL,
  page INTEGER NOT NULL,
  PRIMARY KEY (submission, number, file, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_by_number ON certificate (number);

-- What people decided, beside the reports. Taking back is a row of its own.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  submission INTEGER NOT NULL REFERENCES submission (id),
  report INTEGER REFERENCES report (id),
  kind TEXT NOT NULL CHECK (kind IN ('accept', 'supplement', 'refuse', 'review', 'undo')),
  undoes INTEGER UNIQUE REFERENCES decision (id),
  reasons TEXT NOT NULL,
  note TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  advice TEXT,
  CHECK ((kind = 'undo') = (undoes IS NOT NULL))
) STRICT;
CREATE INDEX decision_by_submission ON decision (submission, id);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN
  SELECT raise(ABORT, 'a decision is never changed');
END;

-- The decision in force on a submission: the latest that was not taken back.
CREATE VIEW decision_in_force AS
SELECT * FROM decision AS d
WHERE kind <> 'undo'
  AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = d.id)
  AND id = (
    SELECT max(id) FROM decision AS e
    WHERE e.submission = d.submission AND e.kind <> 'undo'
      AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = e.id)
  );

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
