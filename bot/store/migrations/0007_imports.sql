BEGIN;

-- Every file that was imported, and those that a manager sent to the bot and has not decided on. `state`: sent (to be
-- fetched and looked through), shown (the manager decides), wanted (to be loaded), done, cancelled or failed.
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('', 'orders', 'products', 'buyers')),
    file TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sent', 'shown', 'wanted', 'done', 'cancelled', 'failed')),
    seller_id INTEGER REFERENCES sellers (id),
    desk_id INTEGER REFERENCES desks (id) ON DELETE CASCADE,
    file_id TEXT NOT NULL DEFAULT '',
    -- The card at the desk, once it can be edited: Telegram's number of the message.
    message_id INTEGER NOT NULL DEFAULT 0,
    -- What the manager said about the file, and what they were asked, as JSON.
    choices TEXT NOT NULL DEFAULT '{}',
    tries INTEGER NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    same INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    done_at TEXT
) STRICT;
CREATE INDEX imports_waiting ON imports (id) WHERE state IN ('sent', 'wanted');

PRAGMA user_version = 7;

COMMIT;
