-- A reader's principals are known only when a statement runs, so their share of item_acl is guessed from the number of
-- principals there are: one row of thousands. Believing that, the planner sealed each table by first hashing everything
-- the reader may see of all tables. Few principals (an office, everybody) hold most rows; told so, it asks row by row
-- wherever a table is smaller than what readers see in all, and still hashes where it is larger.
alter table item_acl alter column principal_id set (n_distinct = 10);
analyze item_acl;
