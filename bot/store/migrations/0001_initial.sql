BEGIN;

-- How a message reached us and leaves us ------------------------------------------------------------------------

-- Every update as Telegram sent it, committed before it is confirmed. `epoch` tells apart two different updates that
-- carry the same number (Telegram restarts its numbers at random after a quiet week).
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    bot_id INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    epoch INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL,
    received_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'ignored', 'parked')),
    tries INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    done_at TEXT,
    UNIQUE (bot_id, update_id, epoch)
) STRICT;
CREATE INDEX inbox_new ON inbox (id) WHERE state = 'new';

-- Every call we owe Telegram. `lane` keeps order: one row of a lane is under way at a time.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    lane TEXT NOT NULL,
    chat_id INTEGER,
    priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 9),
    method TEXT NOT NULL,
    params TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('buyer', 'desk', 'answer', 'care')),
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unsure')),
    buyer_id INTEGER REFERENCES buyers (id) ON DELETE CASCADE,
    desk_id INTEGER REFERENCES desks (id) ON DELETE CASCADE,
    card_id INTEGER REFERENCES cards (id) ON DELETE CASCADE,
    message_row INTEGER REFERENCES messages (id) ON DELETE CASCADE,
    follows INTEGER REFERENCES outbox (id) ON DELETE SET NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    sent_at TEXT,
    sent_message_id INTEGER,
    error TEXT
) STRICT;
CREATE INDEX outbox_queued ON outbox (priority, id) WHERE state = 'queued';
CREATE INDEX outbox_open ON outbox (lane, id) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_card ON outbox (card_id, desk_id, id) WHERE card_id IS NOT NULL;
CREATE INDEX outbox_sent_as ON outbox (chat_id, sent_message_id) WHERE sent_message_id IS NOT NULL;
CREATE INDEX outbox_message ON outbox (message_row) WHERE message_row IS NOT NULL;

-- Chats that Telegram asked us to leave alone for a while (429).
CREATE TABLE holds (chat_id INTEGER PRIMARY KEY, until TEXT NOT NULL) STRICT;

-- Timers as rows: the unique key makes each happen once.
CREATE TABLE due (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    owner INTEGER NOT NULL,
    day TEXT NOT NULL,
    due_at TEXT NOT NULL,
    zone TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
    done_at TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    UNIQUE (kind, owner, day)
) STRICT;
CREATE INDEX due_open ON due (due_at) WHERE state = 'open';

-- People --------------------------------------------------------------------------------------------------------

CREATE TABLE sellers (
    id INTEGER PRIMARY KEY,
    telegram_id INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('seller', 'manager')),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    digest_at TEXT NOT NULL,
    company TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    joined_at TEXT NOT NULL
) STRICT;

-- One-time links. Only the SHA-256 of a code is kept, so that reading the database lets nobody in.
CREATE TABLE join_links (
    code_hash TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('seller', 'manager')),
    made_by INTEGER REFERENCES sellers (id),
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_by INTEGER REFERENCES sellers (id),
    used_at TEXT
) STRICT;

-- Wrong codes tried, so that guessing is slow.
CREATE TABLE join_tries (telegram_id INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX join_tries_of ON join_tries (telegram_id, at);

CREATE TABLE buyers (
    id INTEGER PRIMARY KEY,
    number TEXT UNIQUE,
    telegram_id INTEGER UNIQUE,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL DEFAULT '',
    username TEXT NOT NULL DEFAULT '',
    company TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    telegram_language TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    zone TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    birthday TEXT NOT NULL DEFAULT '',
    stage TEXT NOT NULL DEFAULT 'fan' CHECK (stage IN ('fan', 'card asked', 'customer', 'regular', 'lapsed')),
    grade TEXT NOT NULL DEFAULT '' CHECK (grade IN ('', 'bronze', 'silver', 'gold', 'platinum')),
    stars INTEGER NOT NULL DEFAULT 0 CHECK (stars BETWEEN 0 AND 5),
    tags TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    owner_id INTEGER REFERENCES sellers (id),
    blocked_at TEXT,
    stopped_at TEXT,
    erased_at TEXT,
    created_at TEXT NOT NULL,
    last_message_at TEXT
) STRICT;
CREATE INDEX buyers_owner ON buyers (owner_id);
CREATE INDEX buyers_phone ON buyers (phone) WHERE phone <> '';
CREATE INDEX buyers_email ON buyers (email) WHERE email <> '';
CREATE INDEX buyers_username ON buyers (username) WHERE username <> '';

-- Consent is a ledger: rows are only added.
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('card asked', 'card shared', 'marketing stopped', 'marketing allowed')),
    wording TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) STRICT;
CREATE INDEX consents_buyer ON consents (buyer_id, id);

-- "Same person?" as answered by a seller; a no is remembered too.
CREATE TABLE same_person (
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    answer TEXT NOT NULL CHECK (answer IN ('no', 'yes')),
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    at TEXT NOT NULL,
    PRIMARY KEY (buyer_id, other_id)
) STRICT;

-- The desk ------------------------------------------------------------------------------------------------------

-- Where cards stand: a seller's private chat, or a group that several sellers read.
CREATE TABLE desks (
    id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('private', 'group')),
    seller_id INTEGER UNIQUE REFERENCES sellers (id),
    topics INTEGER NOT NULL DEFAULT 0 CHECK (topics IN (0, 1)),
    closed_at TEXT,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE topics (
    desk_id INTEGER NOT NULL REFERENCES desks (id) ON DELETE CASCADE,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    thread_id INTEGER NOT NULL,
    summary_outbox INTEGER REFERENCES outbox (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (desk_id, buyer_id),
    UNIQUE (desk_id, thread_id)
) STRICT;

-- What the seller's next plain message at a desk means, when a card asked for something.
CREATE TABLE waits (
    desk_id INTEGER NOT NULL REFERENCES desks (id) ON DELETE CASCADE,
    thread_id INTEGER NOT NULL DEFAULT 0,
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'fact', 'followup', 'snooze', 'note')),
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    card_id INTEGER REFERENCES cards (id) ON DELETE CASCADE,
    data TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    PRIMARY KEY (desk_id, thread_id, seller_id)
) STRICT;

-- Conversations -------------------------------------------------------------------------------------------------

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    chat_id INTEGER,
    message_id INTEGER,
    at TEXT NOT NULL,
    edited_at TEXT,
    deleted_at TEXT,
    seller_id INTEGER REFERENCES sellers (id),
    card_id INTEGER REFERENCES cards (id) ON DELETE SET NULL,
    reply_key TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    intent TEXT NOT NULL DEFAULT '',
    confidence REAL,
    -- 0 until the recogniser has read it, which is when its card is about to be shown.
    heard INTEGER NOT NULL DEFAULT 1 CHECK (heard IN (0, 1)),
    album TEXT NOT NULL DEFAULT '',
    -- For what a seller typed: where it stands at the desk, so that an edit there is carried over.
    desk_chat_id INTEGER,
    desk_message_id INTEGER,
    UNIQUE (chat_id, message_id)
) STRICT;
CREATE UNIQUE INDEX messages_desk ON messages (desk_chat_id, desk_message_id) WHERE desk_message_id IS NOT NULL;
CREATE INDEX messages_buyer ON messages (buyer_id, id);
CREATE INDEX messages_card ON messages (card_id) WHERE card_id IS NOT NULL;
CREATE INDEX messages_unheard ON messages (card_id) WHERE heard = 0;

CREATE TABLE facts (
    id INTEGER PRIMARY KEY,
    message_row INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL DEFAULT '',
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    of TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX facts_buyer ON facts (buyer_id, message_row);
CREATE INDEX facts_message ON facts (message_row);

-- Suggestion cards. `data` is the card's own memory (replies offered, fact asked for), as JSON.
CREATE TABLE cards (
    id INTEGER PRIMARY KEY,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered')),
    data TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    touched_at TEXT NOT NULL
) STRICT;
CREATE INDEX cards_buyer ON cards (buyer_id, id);

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    seller_id INTEGER REFERENCES sellers (id),
    text TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX notes_buyer ON notes (buyer_id, id);

CREATE TABLE own_replies (
    id INTEGER PRIMARY KEY,
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    shortcut TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (seller_id, shortcut)
) STRICT;

-- Catalogue and orders ------------------------------------------------------------------------------------------

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    other_titles TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL,
    moq INTEGER NOT NULL DEFAULT 1 CHECK (moq > 0),
    lead_days INTEGER,
    stock INTEGER,
    picture TEXT NOT NULL DEFAULT '',
    file_id TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE tiers (
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
    PRIMARY KEY (product_id, quantity)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    ordered_at TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'done',
    total_minor INTEGER NOT NULL,
    currency TEXT NOT NULL
) STRICT;
CREATE INDEX orders_buyer ON orders (buyer_id, ordered_at);

CREATE TABLE order_lines (
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    product_id INTEGER REFERENCES products (id),
    code TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    price_minor INTEGER NOT NULL,
    PRIMARY KEY (order_id, line)
) STRICT, WITHOUT ROWID;

-- Summaries that a card reads; the functions that add an order keep them in the same transaction.
CREATE TABLE buyer_totals (
    buyer_id INTEGER PRIMARY KEY REFERENCES buyers (id) ON DELETE CASCADE,
    orders INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    first_order_at TEXT NOT NULL,
    last_order_at TEXT NOT NULL,
    last_total_minor INTEGER NOT NULL
) STRICT;

CREATE TABLE bought (
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    orders INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (buyer_id, product_id)
) STRICT, WITHOUT ROWID;

-- Follow-ups ----------------------------------------------------------------------------------------------------

CREATE TABLE followups (
    id INTEGER PRIMARY KEY,
    buyer_id INTEGER REFERENCES buyers (id) ON DELETE CASCADE,
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    text TEXT NOT NULL,
    due_at TEXT NOT NULL,
    zone TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'snoozed', 'done', 'dropped')),
    made_by INTEGER REFERENCES sellers (id),
    made_at TEXT NOT NULL,
    reminded_at TEXT,
    ended_by INTEGER REFERENCES sellers (id),
    ended_at TEXT
) STRICT;
CREATE INDEX followups_due ON followups (due_at) WHERE state IN ('open', 'snoozed') AND reminded_at IS NULL;
CREATE INDEX followups_seller ON followups (seller_id, due_at) WHERE state IN ('open', 'snoozed');
CREATE INDEX followups_buyer ON followups (buyer_id, due_at) WHERE state IN ('open', 'snoozed');

-- The log -------------------------------------------------------------------------------------------------------

-- Who did what and when; rows are only added. `detail` never holds a message's text.
CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    seller_id INTEGER REFERENCES sellers (id),
    buyer_id INTEGER REFERENCES buyers (id) ON DELETE CASCADE,
    action TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX log_buyer ON log (buyer_id, id);
CREATE INDEX log_action ON log (action, at);

CREATE TABLE reply_uses (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    reply_key TEXT NOT NULL,
    intent TEXT NOT NULL DEFAULT '',
    seller_id INTEGER REFERENCES sellers (id),
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1))
) STRICT;
CREATE INDEX reply_uses_intent ON reply_uses (intent, reply_key);

CREATE TABLE product_shows (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    seller_id INTEGER REFERENCES sellers (id)
) STRICT;
CREATE INDEX product_shows_buyer ON product_shows (buyer_id, product_id, at);

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

PRAGMA user_version = 1;
COMMIT;
