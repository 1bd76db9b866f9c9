BEGIN;

-- What came back of an order (worth, not negative) and what it earned where the products' cost is known: both are
-- worked out when the order is written, so that no summary adds up lines again.
ALTER TABLE orders ADD COLUMN returned_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN profit_minor INTEGER NOT NULL DEFAULT 0;
UPDATE orders SET returned_minor =
    coalesce((SELECT -sum(quantity * price_minor) FROM order_lines WHERE order_id = orders.id AND quantity < 0), 0);
CREATE INDEX orders_at ON orders (ordered_at);

ALTER TABLE products ADD COLUMN cost_minor INTEGER;
-- Codes are looked up in any case.
CREATE INDEX products_code ON products (code COLLATE NOCASE);

-- Summaries (bot/store/summaries.py keeps them; `doctor` computes them again and compares). --------------------------

DROP TABLE buyer_totals;
CREATE TABLE buyer_totals (
    buyer_id INTEGER PRIMARY KEY REFERENCES buyers (id) ON DELETE CASCADE,
    orders INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- Orders that gave goods back, and their worth.
    returns INTEGER NOT NULL,
    returned_minor INTEGER NOT NULL,
    -- Orders in another currency than `currency`: they count as orders, their money is not added up.
    elsewhere INTEGER NOT NULL,
    -- The grade's period: orders since the day in settings 'grades.since'.
    period_orders INTEGER NOT NULL,
    period_minor INTEGER NOT NULL,
    period_profit_minor INTEGER NOT NULL,
    first_order_at TEXT NOT NULL,
    last_order_at TEXT NOT NULL,
    last_total_minor INTEGER NOT NULL,
    -- The rhythm: the last nine days with an order, the newest first, with blanks between; the median gap of three or
    -- more of them in days; and the day from which the next order is due.
    recent_days TEXT NOT NULL,
    every_days INTEGER,
    due_day TEXT
) STRICT;
CREATE INDEX buyer_totals_due ON buyer_totals (due_day) WHERE due_day IS NOT NULL;
CREATE INDEX buyer_totals_worth ON buyer_totals (total_minor);
CREATE INDEX buyer_totals_last ON buyer_totals (last_order_at);

DROP TABLE bought;
CREATE TABLE bought (
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    orders INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    -- NULL when it only ever came back.
    first_at TEXT,
    last_at TEXT,
    PRIMARY KEY (buyer_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bought_product ON bought (product_id);

CREATE TABLE bought_categories (
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    category TEXT NOT NULL,
    orders INTEGER NOT NULL,
    PRIMARY KEY (buyer_id, category)
) STRICT, WITHOUT ROWID;

-- Worked out once a night: what is usual in a country ('' is everywhere), for buyers without a rhythm of their own, and
-- the whole shop's worth, of which every buyer has a share.
CREATE TABLE usual_rhythms (country TEXT PRIMARY KEY, every_days INTEGER NOT NULL, buyers INTEGER NOT NULL) STRICT;
CREATE TABLE revenue (
    currency TEXT PRIMARY KEY,
    buyers INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    -- From this total on, a buyer is of the top fifth.
    fifth_minor INTEGER NOT NULL
) STRICT;

-- Grades ----------------------------------------------------------------------------------------------------------

-- 1: a manager set the grade; it stays until released.
ALTER TABLE buyers ADD COLUMN grade_by_hand INTEGER NOT NULL DEFAULT 0 CHECK (grade_by_hand IN (0, 1));
CREATE INDEX buyers_stage ON buyers (stage);
CREATE INDEX buyers_grade ON buyers (grade) WHERE grade <> '';

-- How a buyer's grade came about; rows are only added.
CREATE TABLE grade_changes (
    id INTEGER PRIMARY KEY,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    was TEXT NOT NULL,
    grade TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('orders', 'period', 'hand', 'released', 'import', 'merged')),
    seller_id INTEGER REFERENCES sellers (id),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX grade_changes_buyer ON grade_changes (buyer_id, id);

-- Same person -----------------------------------------------------------------------------------------------------

-- Which file became part of which; `data` is what was moved and what both said before, as JSON, so that it can be undone
-- for 30 days, and empty afterwards.
CREATE TABLE merges (
    id INTEGER PRIMARY KEY,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    at TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX merges_buyer ON merges (buyer_id, id);
CREATE UNIQUE INDEX merges_other ON merges (other_id);
CREATE INDEX merges_at ON merges (at) WHERE data <> '';

-- Who may be the same is looked up by what is written the same but for capitals and signs.
DROP INDEX buyers_phone;
DROP INDEX buyers_email;
DROP INDEX buyers_username;
CREATE INDEX buyers_digits ON buyers (
    replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '+', ''), '/', '')
) WHERE phone <> '';
CREATE INDEX buyers_email ON buyers (lower(email)) WHERE email <> '';
CREATE INDEX buyers_username ON buyers (lower(username)) WHERE username <> '';

-- The timeline reads all follow-ups of a buyer, ended ones too.
CREATE INDEX followups_of ON followups (buyer_id, made_at);
CREATE INDEX product_shows_at ON product_shows (buyer_id, at);

-- Most used replies are looked for in the last months only.
CREATE INDEX reply_uses_at ON reply_uses (at, reply_key);

-- The summaries are computed when the file is opened next.
INSERT INTO settings (name, value) VALUES ('summaries.stale', '1') ON CONFLICT (name) DO UPDATE SET value = '1';

PRAGMA user_version = 6;
COMMIT;
