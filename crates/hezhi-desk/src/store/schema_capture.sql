-- Files of a watched folder that need no look any more: taken, or there before it was watched. The
-- same content is taken once, whatever its name; absent where it was never read.
CREATE TABLE watched_file (
    folder   TEXT NOT NULL,
    name     TEXT NOT NULL,
    bytes    INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    sha256   TEXT,
    taken_at TEXT NOT NULL,
    PRIMARY KEY (folder, name, bytes, modified)
) WITHOUT ROWID;

CREATE INDEX watched_content ON watched_file (sha256) WHERE sha256 IS NOT NULL;

-- Pages that came while nobody stood at the window: the next visit is offered them.
CREATE TABLE inbox_page (
    upload  TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    bytes   INTEGER NOT NULL,
    came_at TEXT NOT NULL
) WITHOUT ROWID;
