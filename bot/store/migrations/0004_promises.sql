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

PRAGMA user_version = 4;
COMMIT;
