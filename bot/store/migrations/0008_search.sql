BEGIN;

-- What is searched. Titles and files are kept beside themselves as they are compared: folded, without signs
-- (core/search.py). Triggers in plain SQL note what was written, by whatever tool; the next search, import or start writes
-- it anew (store/search.py), and `doctor` compares. -------------------------------------------------------------------

CREATE TABLE search_titles (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    -- A title's words with blanks between, the code last; where there are no blanks (Chinese), pairs of signs.
    words TEXT NOT NULL,
    -- The same title without blanks, and the code without signs.
    letters TEXT NOT NULL,
    code TEXT NOT NULL
) STRICT;
CREATE INDEX search_titles_product ON search_titles (product_id);
CREATE INDEX search_titles_code ON search_titles (code);
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = 'search_titles', content_rowid = 'id', tokenize = 'ascii', prefix = '1 2 3'
);
CREATE VIRTUAL TABLE search_letters USING fts5 (
    letters, code, content = 'search_titles', content_rowid = 'id', tokenize = 'trigram'
);
CREATE VIRTUAL TABLE search_trigrams USING fts5vocab (search_letters, row);
CREATE TRIGGER search_titles_added AFTER INSERT ON search_titles BEGIN
    INSERT INTO search_words (rowid, words) VALUES (new.id, new.words);
    INSERT INTO search_letters (rowid, letters, code) VALUES (new.id, new.letters, new.code);
END;
CREATE TRIGGER search_titles_gone AFTER DELETE ON search_titles BEGIN
    INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO search_letters (search_letters, rowid, letters, code) VALUES ('delete', old.id, old.letters, old.code);
END;

CREATE TABLE search_files (
    buyer_id INTEGER PRIMARY KEY REFERENCES buyers (id) ON DELETE CASCADE,
    -- Names, company, username, e-mail, number, city, country, tags; and whose the buyer is, as `_7` (`_0`: the pool).
    words TEXT NOT NULL,
    digits TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_people USING fts5 (
    words, content = 'search_files', content_rowid = 'buyer_id', tokenize = 'ascii tokenchars _',
    prefix = '1 2 3', detail = none
);
CREATE VIRTUAL TABLE search_phones USING fts5 (
    digits, content = 'search_files', content_rowid = 'buyer_id', tokenize = 'trigram'
);
CREATE TRIGGER search_files_added AFTER INSERT ON search_files BEGIN
    INSERT INTO search_people (rowid, words) VALUES (new.buyer_id, new.words);
    INSERT INTO search_phones (rowid, digits) SELECT new.buyer_id, new.digits WHERE new.digits <> '';
END;
CREATE TRIGGER search_files_gone AFTER DELETE ON search_files BEGIN
    INSERT INTO search_people (search_people, rowid, words) VALUES ('delete', old.buyer_id, old.words);
    INSERT INTO search_phones (search_phones, rowid, digits) SELECT 'delete', old.buyer_id, old.digits WHERE old.digits <> '';
END;

-- Every word that stands in an index, by itself and by what is left of it without one of its signs: two words that differ
-- by one typo meet here. `kind`: title or person.
CREATE TABLE search_typos (
    kind TEXT NOT NULL CHECK (kind IN ('title', 'person')),
    left_over TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (kind, left_over, word)
) STRICT, WITHOUT ROWID;

-- What was written since the index was. (Not OR IGNORE: the conflict clause of the statement that fires a trigger, such
-- as an upsert of a product, takes the place of the trigger's own.)
CREATE TABLE search_stale (
    kind TEXT NOT NULL CHECK (kind IN ('title', 'person')),
    id INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER products_search_added AFTER INSERT ON products BEGIN
    INSERT INTO search_stale SELECT 'title', new.id
        WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE kind = 'title' AND id = new.id);
END;
CREATE TRIGGER products_search_changed AFTER UPDATE OF code, title, other_titles ON products
WHEN (old.code, old.title, old.other_titles) IS NOT (new.code, new.title, new.other_titles) BEGIN
    INSERT INTO search_stale SELECT 'title', new.id
        WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE kind = 'title' AND id = new.id);
END;
CREATE TRIGGER products_search_gone AFTER DELETE ON products BEGIN
    INSERT INTO search_stale SELECT 'title', old.id
        WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE kind = 'title' AND id = old.id);
END;
CREATE TRIGGER buyers_search_added AFTER INSERT ON buyers BEGIN
    INSERT INTO search_stale SELECT 'person', new.id
        WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE kind = 'person' AND id = new.id);
END;
CREATE TRIGGER buyers_search_changed
AFTER UPDATE OF number, first_name, last_name, username, company, country, city, phone, email, tags, owner_id, erased_at
ON buyers
WHEN (old.number, old.first_name, old.last_name, old.username, old.company, old.country, old.city, old.phone, old.email,
      old.tags, old.owner_id, old.erased_at)
  IS NOT (new.number, new.first_name, new.last_name, new.username, new.company, new.country, new.city, new.phone,
      new.email, new.tags, new.owner_id, new.erased_at) BEGIN
    INSERT INTO search_stale SELECT 'person', new.id
        WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE kind = 'person' AND id = new.id);
END;
CREATE TRIGGER buyers_search_gone AFTER DELETE ON buyers BEGIN
    INSERT INTO search_stale SELECT 'person', old.id
        WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE kind = 'person' AND id = old.id);
END;
INSERT INTO search_stale SELECT 'title', id FROM products;
INSERT INTO search_stale SELECT 'person', id FROM buyers;

-- What sellers searched for last, so that a list can be paged: a button carries numbers only.
CREATE TABLE searches (
    id INTEGER PRIMARY KEY,
    seller_id INTEGER NOT NULL REFERENCES sellers (id),
    kind TEXT NOT NULL CHECK (kind IN ('products', 'buyers')),
    words TEXT NOT NULL,
    buyer_id INTEGER REFERENCES buyers (id) ON DELETE CASCADE,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX searches_seller ON searches (seller_id, id);
CREATE INDEX searches_buyer ON searches (buyer_id) WHERE buyer_id IS NOT NULL;

-- Who bought a product, the latest first.
DROP INDEX bought_product;
CREATE INDEX bought_product ON bought (product_id, last_at);

PRAGMA user_version = 8;
COMMIT;
