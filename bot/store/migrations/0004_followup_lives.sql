BEGIN;

-- What repeats is one row at a time: `rule` and `starts` (naive local time of the first) say when, `next_at` is the
-- occurrence after this one; `series` is the first row's id. `stays`: the seller chose a time outside working hours.
ALTER TABLE followups ADD COLUMN rule TEXT NOT NULL DEFAULT '';
ALTER TABLE followups ADD COLUMN starts TEXT NOT NULL DEFAULT '';
ALTER TABLE followups ADD COLUMN next_at TEXT;
ALTER TABLE followups ADD COLUMN series INTEGER REFERENCES followups (id) ON DELETE SET NULL;
ALTER TABLE followups ADD COLUMN stays INTEGER NOT NULL DEFAULT 0 CHECK (stays IN (0, 1));
-- Snoozed until the buyer writes (`due_at` is then the latest time); since when it is late, if it was moved on since.
ALTER TABLE followups ADD COLUMN until_buyer INTEGER NOT NULL DEFAULT 0 CHECK (until_buyer IN (0, 1));
ALTER TABLE followups ADD COLUMN late_since TEXT;
CREATE INDEX followups_next ON followups (next_at) WHERE state IN ('open', 'snoozed') AND next_at IS NOT NULL;
CREATE INDEX followups_late ON followups (coalesce(late_since, due_at)) WHERE state = 'open' AND reminded_at IS NOT NULL;
CREATE INDEX followups_waiting ON followups (buyer_id) WHERE state = 'snoozed' AND until_buyer = 1;

-- The life of a follow-up: rows are only added. `due_at` is the time it was given by it.
CREATE TABLE followup_events (
    id INTEGER PRIMARY KEY,
    followup_id INTEGER NOT NULL REFERENCES followups (id) ON DELETE CASCADE,
    what TEXT NOT NULL CHECK (what IN ('noted', 'moved', 'snoozed', 'woken', 'reminded', 'missed', 'done', 'dropped',
                                       'stopped', 'handed over', 'escalated')),
    seller_id INTEGER REFERENCES sellers (id),
    due_at TEXT,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX followup_events_of ON followup_events (followup_id, id);
CREATE UNIQUE INDEX followup_events_escalated ON followup_events (followup_id, seller_id) WHERE what = 'escalated';

-- '' means the shop's own hours; else as "09:00-18:00 mon-fri".
ALTER TABLE sellers ADD COLUMN hours TEXT NOT NULL DEFAULT '';
CREATE TABLE days_off (
    id INTEGER PRIMARY KEY,
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    UNIQUE (seller_id, first, last)
) STRICT;

-- A question at the root of a desk is about no buyer.
CREATE TABLE waits_new (
    desk_id INTEGER NOT NULL REFERENCES desks (id) ON DELETE CASCADE,
    thread_id INTEGER NOT NULL DEFAULT 0,
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'fact', 'followup', 'snooze', 'note')),
    buyer_id INTEGER REFERENCES buyers (id) ON DELETE CASCADE,
    card_id INTEGER REFERENCES cards (id) ON DELETE CASCADE,
    data TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    PRIMARY KEY (desk_id, thread_id, seller_id)
) STRICT;
INSERT INTO waits_new SELECT * FROM waits;
DROP TABLE waits;
ALTER TABLE waits_new RENAME TO waits;

PRAGMA user_version = 4;
COMMIT;
