-- When the person who decided had taken the application up, as the claim said; absent where nobody
-- had. A decision ends the claim.
ALTER TABLE decision ADD COLUMN opened_at TEXT;
