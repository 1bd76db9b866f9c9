BEGIN;

-- Orders that count less the older they are, for proposing products (core/recommend.py). An order of day d (a number of
-- days, 1 January 2020 is 0) adds 2^(d / half-life) to each count, whose numbers thereby never need to be touched as time
-- goes by: at day t a count is worth 2^(-t / half-life) times what stands here.
CREATE TABLE fading (
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    orders INTEGER NOT NULL,
    half_15 REAL NOT NULL,
    half_30 REAL NOT NULL,
    half_60 REAL NOT NULL,
    half_120 REAL NOT NULL,
    -- The sum of the logarithms of the quantities.
    quantities REAL NOT NULL,
    PRIMARY KEY (buyer_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fading_product ON fading (product_id, half_120 DESC);

-- The same over all buyers. `again` are buyers with two or more orders of it.
CREATE TABLE product_fading (
    product_id INTEGER PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    buyers INTEGER NOT NULL,
    again INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    half_15 REAL NOT NULL,
    half_30 REAL NOT NULL,
    half_60 REAL NOT NULL,
    half_120 REAL NOT NULL,
    quantities REAL NOT NULL
) STRICT;
CREATE INDEX product_fading_now ON product_fading (half_30 DESC);

-- For ranking whom to write to: the last 120 days with an order, fading with a half-life of 120 days; and the sum of the
-- squares of the buyer's half_120, for the cosine of two buyers.
CREATE TABLE buyer_fading (
    buyer_id INTEGER PRIMARY KEY REFERENCES buyers (id) ON DELETE CASCADE,
    days REAL NOT NULL,
    squares REAL NOT NULL
) STRICT;
CREATE INDEX buyer_fading_days ON buyer_fading (days DESC);

CREATE INDEX products_category ON products (category, added_at) WHERE category <> '';
CREATE INDEX bought_categories_of ON bought_categories (category);

INSERT INTO settings (name, value) VALUES ('summaries.stale', '1') ON CONFLICT (name) DO NOTHING;

-- Which buyers a new product was shown for, so that each is told of it at most once.
CREATE TABLE arrivals_told (
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    buyer_id INTEGER NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    seller_id INTEGER REFERENCES sellers (id),
    at TEXT NOT NULL,
    PRIMARY KEY (product_id, buyer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrivals_told_buyer ON arrivals_told (buyer_id);

PRAGMA user_version = 9;
COMMIT;
