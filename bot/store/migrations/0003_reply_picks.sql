BEGIN;

-- How often sellers picked a reply for what a message asks, the long ago counting less: `weight` is what all picks were
-- worth `at` the last of them, and halves every 30 days since (bot/core/picks.py). Everything in it can be counted
-- again from reply_uses.
CREATE TABLE reply_picks (
    intent TEXT NOT NULL,
    reply_key TEXT NOT NULL,
    weight REAL NOT NULL CHECK (weight >= 0),
    at TEXT NOT NULL,
    PRIMARY KEY (intent, reply_key)
) STRICT;

-- Which message a reply went out as, so that taking it back takes the pick back too.
ALTER TABLE reply_uses ADD COLUMN message_row INTEGER REFERENCES messages (id) ON DELETE SET NULL;
CREATE INDEX reply_uses_message ON reply_uses (message_row) WHERE message_row IS NOT NULL;

-- What was used until now. Not every SQLite has exp(): whole halvings are a shift to the right (62 at most: nothing is
-- left by then), and between two of them the curve is a straight line, at most 6 % above.
INSERT INTO reply_picks (intent, reply_key, weight, at)
SELECT intent, reply_key,
       sum((1.0 - 0.5 * edited) / (1 << CAST(min(halvings, 62) AS INTEGER))
           * (1.0 - 0.5 * (halvings - CAST(halvings AS INTEGER)))),
       newest
FROM (
    SELECT u.intent, u.reply_key, u.edited, l.newest, (julianday(l.newest) - julianday(u.at)) / 30.0 AS halvings
    FROM reply_uses AS u
    JOIN (SELECT intent, reply_key, max(at) AS newest FROM reply_uses GROUP BY intent, reply_key) AS l
      ON l.intent = u.intent AND l.reply_key = u.reply_key
)
GROUP BY intent, reply_key;

PRAGMA user_version = 3;
COMMIT;
