-- A folder of applications that is read as one piece of work.
CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  folder TEXT NOT NULL,
  -- How its applications are declared, as JSON.
  source TEXT NOT NULL,
  by TEXT,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  state TEXT NOT NULL CHECK (state IN ('taking_in', 'reading', 'paused', 'stopped', 'finished')),
  -- How many applications the folder holds, once somebody has looked.
  found INTEGER NOT NULL DEFAULT 0,
  -- Whether everything in the folder was taken in: what a paused one goes back to.
  taken_in INTEGER NOT NULL DEFAULT 0,
  -- Why it does not go on.
  problem TEXT,
  -- What was passed over, as JSON.
  skipped TEXT NOT NULL DEFAULT '[]'
) STRICT;

-- An application of a batch, by where it lies; without a submission it could not be taken in.
CREATE TABLE batch_item (
  batch INTEGER NOT NULL REFERENCES batch (id),
  path TEXT NOT NULL,
  position INTEGER NOT NULL,
  submission INTEGER REFERENCES submission (id),
  -- What is wrong with it: a kind and a sentence.
  kind TEXT,
  problem TEXT,
  PRIMARY KEY (batch, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_item_in_order ON batch_item (batch, position);
CREATE INDEX batch_item_by_submission ON batch_item (submission);

-- Files of a submission that could not be read, or not wholly.
CREATE TABLE file_problem (
  submission INTEGER NOT NULL REFERENCES submission (id),
  position INTEGER NOT NULL,
  file TEXT NOT NULL,
  kind TEXT NOT NULL,
  problem TEXT NOT NULL,
  PRIMARY KEY (submission, position)
) STRICT, WITHOUT ROWID;

-- The batch that brought a submission last: it is read when that is.
ALTER TABLE submission ADD COLUMN batch INTEGER REFERENCES batch (id);
-- Which process reads it, while its state is 'reading': the name of a lock file.
ALTER TABLE submission ADD COLUMN reader TEXT;
-- What is read next is found without looking at the rest.
CREATE INDEX submission_to_read ON submission (state, batch, submitted_on, id);
DROP INDEX submission_by_state;

-- By what another picture of the same sheet is found: hashes of what hardly stands on another.
CREATE TABLE page_mark (
  mark INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES scan (sha256),
  page INTEGER NOT NULL,
  PRIMARY KEY (mark, sha256, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_mark_by_scan ON page_mark (sha256);

-- The declared dwelling, under a key that is the same for every way of writing it.
CREATE TABLE dwelling (
  submission INTEGER PRIMARY KEY REFERENCES submission (id),
  key TEXT NOT NULL
) STRICT;
CREATE INDEX dwelling_by_key ON dwelling (key);

-- Read submissions that others have come to share something with since they were judged.
CREATE TABLE to_judge_again (
  submission INTEGER PRIMARY KEY REFERENCES submission (id)
) STRICT;
