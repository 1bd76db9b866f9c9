BEGIN;

-- Promises heard in messages, each offered once as a follow-up. `times` are the instants it can mean, as JSON.
CREATE TABLE promises (
    id INTEGER PRIMARY KEY,
    message_row INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    times TEXT NOT NULL,
    noted_at TEXT
) STRICT;
CREATE INDEX promises_message ON promises (message_row);

-- Whom the digest names: birthdays, countries with a holiday, who waits for an answer.
CREATE INDEX buyers_birthday ON buyers (substr(birthday, 6, 5)) WHERE birthday <> '';
CREATE INDEX buyers_country ON buyers (country) WHERE country <> '' AND telegram_id IS NOT NULL;
CREATE INDEX buyers_last_message ON buyers (last_message_at) WHERE last_message_at IS NOT NULL;

-- The last message that a seller said needs no answer.
ALTER TABLE buyers ADD COLUMN settled_row INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 5;
COMMIT;
