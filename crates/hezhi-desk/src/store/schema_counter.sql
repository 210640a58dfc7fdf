-- One person at the window, until the application is sent or given up. Nothing of it stays.
CREATE TABLE counter_visit (
  id TEXT PRIMARY KEY,
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  queue_number TEXT NOT NULL DEFAULT '',
  -- What was typed, as JSON.
  form TEXT NOT NULL DEFAULT '{}',
  -- The application that the person came back with.
  application TEXT REFERENCES application (id)
) STRICT;

-- A file that was put in; its content is among the uploads.
CREATE TABLE visit_page (
  id INTEGER PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES counter_visit (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  upload TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  source TEXT NOT NULL,
  -- Clockwise degrees by which the clerk turned it.
  turned INTEGER NOT NULL DEFAULT 0,
  -- Why it does not count; a blank one is told by what was read of it.
  aside TEXT CHECK (aside IN ('replaced', 'removed')),
  -- It counts whatever is said of it: the clerk fetched it back.
  kept INTEGER NOT NULL DEFAULT 0,
  UNIQUE (visit, upload)
) STRICT;
CREATE INDEX visit_page_by_upload ON visit_page (upload);

-- What was read of a page before its scan is one of the office's: as in `reading`, and gone with
-- the visit.
CREATE TABLE visit_reading (
  sha256 TEXT NOT NULL,
  engine TEXT NOT NULL,
  text TEXT NOT NULL,
  looked TEXT NOT NULL,
  PRIMARY KEY (sha256, engine)
) STRICT, WITHOUT ROWID;
