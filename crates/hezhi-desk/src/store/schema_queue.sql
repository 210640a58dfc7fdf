-- What the queue is filtered, searched and sorted by: one narrow row for each application's
-- current submission. Triggers keep it true to `queue_source`, whoever writes; a step that
-- rebuilds one of the tables below has to come before this one, or make the triggers anew.
CREATE TABLE queue_entry (
  submission INTEGER PRIMARY KEY REFERENCES submission (id),
  application TEXT NOT NULL UNIQUE,
  applicant TEXT NOT NULL,
  submitted_on TEXT NOT NULL,
  service TEXT NOT NULL,
  channel TEXT,
  -- The part of the queue, the heaviest advice first: 0 refuse, 1 supplement, 2 review, 3 accept,
  -- 4 failed, 5 pending.
  part INTEGER NOT NULL,
  -- The latest report and the decision in force.
  report INTEGER,
  decision INTEGER,
  -- Whether that settles it.
  decided INTEGER NOT NULL,
  -- Passed to somebody or put off: open, but not the next one before the day comes.
  held INTEGER NOT NULL,
  assignee TEXT,
  until TEXT,
  -- Everything that is searched, in small letters.
  words TEXT NOT NULL
) STRICT;

CREATE VIEW queue_source AS
SELECT s.id AS submission, s.application, s.applicant, s.submitted_on,
       json_extract(s.declared, '$.service') AS service,
       json_extract(s.declared, '$.channel') AS channel,
       CASE WHEN s.state IN ('pending', 'reading') THEN 5
            WHEN s.state = 'failed' THEN 4
            ELSE CASE r.verdict WHEN 'refuse' THEN 0 WHEN 'supplement' THEN 1 WHEN 'review' THEN 2
                                WHEN 'accept' THEN 3 ELSE 4 END
       END AS part,
       r.id AS report, d.id AS decision,
       coalesce(d.kind NOT IN ('review', 'defer'), 0) AS decided,
       coalesce(d.kind IN ('review', 'defer'), 0) AS held, d.assignee, d.until,
       -- Brackets and spaces are typed in either width.
       replace(replace(lower(s.application || ' ' || s.applicant || ' ' || coalesce(s.id_number, '')
         || ' ' || coalesce(s.address, '') || ' ' || coalesce((
           SELECT group_concat(number, ' ') FROM (
             SELECT DISTINCT number FROM certificate WHERE submission = s.id ORDER BY number)), '')),
         '（', '('), '）', ')') AS words
FROM application a
JOIN submission s ON s.id = a.submission
LEFT JOIN report r ON r.id = (SELECT max(id) FROM report WHERE submission = s.id)
LEFT JOIN decision d ON d.id = (
  SELECT max(e.id) FROM decision e WHERE e.submission = s.id AND e.kind <> 'undo'
    AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = e.id));

-- Every two neighbouring characters of the words, by which a search finds its candidates: Chinese
-- has no gaps between words, and most names are too short for trigrams. Small, as it tells only
-- where, not how often; the words themselves decide.
CREATE VIRTUAL TABLE queue_pair USING fts5(pairs, content = '', contentless_delete = 1, detail = 'none');
CREATE TRIGGER queue_entry_comes AFTER INSERT ON queue_entry BEGIN
  INSERT INTO queue_pair (rowid, pairs) SELECT NEW.submission, (
    WITH RECURSIVE place (at) AS (
      SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < length(NEW.words))
    SELECT group_concat(substr(NEW.words, at, 2), ' ') FROM place);
END;
CREATE TRIGGER queue_entry_goes AFTER DELETE ON queue_entry BEGIN
  DELETE FROM queue_pair WHERE rowid = OLD.submission;
END;
CREATE TRIGGER queue_entry_reads AFTER UPDATE OF words ON queue_entry WHEN OLD.words <> NEW.words BEGIN
  DELETE FROM queue_pair WHERE rowid = OLD.submission;
  INSERT INTO queue_pair (rowid, pairs) SELECT NEW.submission, (
    WITH RECURSIVE place (at) AS (
      SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < length(NEW.words))
    SELECT group_concat(substr(NEW.words, at, 2), ' ') FROM place);
END;

INSERT INTO queue_entry SELECT * FROM queue_source;

-- One for each order of the queue; the other columns let counts and pages be taken from the index.
CREATE INDEX queue_entry_waiting ON queue_entry (decided, submitted_on, application, part);
CREATE INDEX queue_entry_submitted ON queue_entry (submitted_on, application, part, decided);
CREATE INDEX queue_entry_applicant ON queue_entry (applicant, submitted_on, application, part, decided);
CREATE INDEX queue_entry_counts ON queue_entry (decided, part);
CREATE INDEX queue_entry_report ON queue_entry (report);
CREATE INDEX queue_entry_part ON queue_entry (part, submitted_on, application, decided);

CREATE TRIGGER queue_takes_in AFTER INSERT ON application BEGIN
  INSERT INTO queue_entry SELECT * FROM queue_source WHERE submission = NEW.submission;
END;
CREATE TRIGGER queue_takes_in_again AFTER UPDATE OF submission ON application BEGIN
  DELETE FROM queue_entry WHERE submission = OLD.submission;
  INSERT INTO queue_entry SELECT * FROM queue_source WHERE submission = NEW.submission;
END;
CREATE TRIGGER queue_sees_state AFTER UPDATE OF state ON submission WHEN OLD.state <> NEW.state BEGIN
  UPDATE queue_entry SET (part, report, decision, decided, held, assignee, until) = (
    SELECT part, report, decision, decided, held, assignee, until FROM queue_source WHERE submission = NEW.id)
  WHERE submission = NEW.id;
END;
CREATE TRIGGER queue_sees_report AFTER INSERT ON report BEGIN
  UPDATE queue_entry SET (part, report, decision, decided, held, assignee, until) = (
    SELECT part, report, decision, decided, held, assignee, until FROM queue_source WHERE submission = NEW.submission)
  WHERE submission = NEW.submission;
END;
CREATE TRIGGER queue_sees_decision AFTER INSERT ON decision BEGIN
  UPDATE queue_entry SET (part, report, decision, decided, held, assignee, until) = (
    SELECT part, report, decision, decided, held, assignee, until FROM queue_source WHERE submission = NEW.submission)
  WHERE submission = NEW.submission;
END;
CREATE TRIGGER queue_sees_number AFTER INSERT ON certificate BEGIN
  UPDATE queue_entry SET words = (SELECT words FROM queue_source WHERE submission = NEW.submission)
  WHERE submission = NEW.submission;
END;
CREATE TRIGGER queue_loses_number AFTER DELETE ON certificate BEGIN
  UPDATE queue_entry SET words = (SELECT words FROM queue_source WHERE submission = OLD.submission)
  WHERE submission = OLD.submission;
END;

-- The rules that a report fails by or leaves undetermined, for the queue's filter and the overview.
CREATE TABLE open_finding (
  report INTEGER NOT NULL REFERENCES report (id),
  rule TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('fail', 'undetermined')),
  PRIMARY KEY (rule, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX open_finding_by_report ON open_finding (report);

CREATE TRIGGER report_has_findings AFTER INSERT ON report BEGIN
  INSERT INTO open_finding (report, rule, outcome)
  SELECT NEW.id, json_extract(f.value, '$.rule'), min(json_extract(f.value, '$.outcome'))
  FROM json_each(NEW.report, '$.findings') AS f
  WHERE json_extract(f.value, '$.outcome') = 'fail'
     OR (json_extract(f.value, '$.outcome') = 'undetermined'
         AND json_extract(f.value, '$.severity') <> 'notice')
  GROUP BY 2;
END;
INSERT INTO open_finding (report, rule, outcome)
SELECT r.id, json_extract(f.value, '$.rule'), min(json_extract(f.value, '$.outcome'))
FROM report r, json_each(r.report, '$.findings') AS f
WHERE json_extract(f.value, '$.outcome') = 'fail'
   OR (json_extract(f.value, '$.outcome') = 'undetermined'
       AND json_extract(f.value, '$.severity') <> 'notice')
GROUP BY r.id, 2;

-- The overview asks for periods.
CREATE INDEX decision_by_time ON decision (decided_at);
CREATE INDEX submission_by_import ON submission (imported_at);
