-- The shop's tables. Two views sleep a little, because a database of this size answers faster than a real one.
CREATE TABLE products (id int PRIMARY KEY, name text NOT NULL, price numeric(10, 2), description text);
INSERT INTO products
  SELECT i, 'product ' || i, CASE WHEN i = 500 THEN NULL ELSE i * 1.5 END, repeat('fine goods ', 200)
  FROM generate_series(1, 500) AS i;

CREATE TABLE stock (product int PRIMARY KEY, quantity int NOT NULL);
INSERT INTO stock SELECT id, 1000000 FROM products;

CREATE TABLE orders (id serial PRIMARY KEY, product int NOT NULL);

CREATE TABLE reviews (product int NOT NULL, stars int, words text);
INSERT INTO reviews SELECT id, 1 + id % 5, 'as described' FROM products;
CREATE INDEX reviews_of_product ON reviews (product);

CREATE TABLE wishes (visitor int NOT NULL, product int NOT NULL);
INSERT INTO wishes SELECT i, i FROM generate_series(1, 100) AS i;

CREATE VIEW recommendations AS
  SELECT p.id AS product, 'product ' || (p.id % 500 + 1) AS name, 7 AS score
  FROM products p, LATERAL (SELECT pg_sleep(0.1) WHERE p.id > 0) AS pause;

CREATE VIEW sales AS
  SELECT count(*) AS orders, sum(product) AS turnover
  FROM (SELECT pg_sleep(0.6)) AS pause, (SELECT product FROM orders LIMIT 1000) AS recent;
