-- Quicker answers from a large queue: whole numbers, and the rules that applications fail by.

-- Every digit stands beside every other in some identity number, so that pairs tell numbers badly
-- apart: of four digits and more in a row, every four neighbours are held as well.
DROP TRIGGER queue_entry_comes;
DROP TRIGGER queue_entry_reads;
DROP TABLE queue_pair;
CREATE VIRTUAL TABLE queue_pair USING fts5(pairs, content = '', contentless_delete = 1, detail = 'none');
CREATE VIEW queue_words AS
SELECT q.submission, (
  WITH RECURSIVE place (at) AS (
    SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < length(q.words))
  SELECT group_concat(substr(q.words, at, 2) || CASE
      WHEN substr(q.words, at, 4) GLOB '[0-9][0-9][0-9][0-9]'
      THEN ' ' || substr(q.words, at, 4) ELSE '' END, ' ') FROM place) AS pairs
FROM queue_entry AS q;
CREATE TRIGGER queue_entry_comes AFTER INSERT ON queue_entry BEGIN
  INSERT INTO queue_pair (rowid, pairs)
  SELECT submission, pairs FROM queue_words WHERE submission = NEW.submission;
END;
CREATE TRIGGER queue_entry_reads AFTER UPDATE OF words ON queue_entry WHEN OLD.words <> NEW.words BEGIN
  DELETE FROM queue_pair WHERE rowid = OLD.submission;
  INSERT INTO queue_pair (rowid, pairs)
  SELECT submission, pairs FROM queue_words WHERE submission = NEW.submission;
END;
INSERT INTO queue_pair (rowid, pairs) SELECT submission, pairs FROM queue_words;

-- The rules of `open_finding` for what the queue shows at present, with what it is counted by.
CREATE TABLE queue_rule (
  rule TEXT NOT NULL,
  decided INTEGER NOT NULL,
  part INTEGER NOT NULL,
  submission INTEGER NOT NULL REFERENCES submission (id),
  PRIMARY KEY (rule, decided, part, submission)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_rule_by_submission ON queue_rule (submission, rule);
CREATE TRIGGER queue_rule_comes AFTER INSERT ON queue_entry BEGIN
  INSERT OR IGNORE INTO queue_rule (rule, decided, part, submission)
  SELECT rule, NEW.decided, NEW.part, NEW.submission FROM open_finding WHERE report = NEW.report;
END;
CREATE TRIGGER queue_rule_goes AFTER DELETE ON queue_entry BEGIN
  DELETE FROM queue_rule WHERE submission = OLD.submission;
END;
CREATE TRIGGER queue_rule_follows AFTER UPDATE OF part, report, decided ON queue_entry
WHEN OLD.part <> NEW.part OR OLD.decided <> NEW.decided OR OLD.report IS NOT NEW.report BEGIN
  DELETE FROM queue_rule WHERE submission = OLD.submission;
  INSERT OR IGNORE INTO queue_rule (rule, decided, part, submission)
  SELECT rule, NEW.decided, NEW.part, NEW.submission FROM open_finding WHERE report = NEW.report;
END;
-- A report's row in the queue may come before its findings.
CREATE TRIGGER queue_rule_finds AFTER INSERT ON open_finding BEGIN
  INSERT OR IGNORE INTO queue_rule (rule, decided, part, submission)
  SELECT NEW.rule, decided, part, submission FROM queue_entry WHERE report = NEW.report;
END;
INSERT INTO queue_rule (rule, decided, part, submission)
SELECT f.rule, q.decided, q.part, q.submission
FROM queue_entry AS q JOIN open_finding AS f ON f.report = q.report;
