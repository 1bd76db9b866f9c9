BEGIN;

-- What sellers taught the recogniser: a buyer's words and what they are about. They are the buyer's, and go with them.
CREATE TABLE taught (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT '',
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX taught_seller ON taught (seller_id);
CREATE INDEX taught_buyer ON taught (buyer_id);

-- Answers that a seller wrote again and again was asked about, once, without the buyer's name; `state` is the answer.
CREATE TABLE keep_offers (
    id INTEGER PRIMARY KEY,
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    text TEXT NOT NULL,
    shortcut TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'declined')),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX keep_offers_seller ON keep_offers (seller_id);

-- What a seller typed at a desk, to see what they write again.
CREATE INDEX messages_typed ON messages (seller_id, id) WHERE desk_message_id IS NOT NULL AND reply_key = '';

PRAGMA user_version = 2;
COMMIT;
