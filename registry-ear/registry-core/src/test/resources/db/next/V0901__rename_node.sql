-- A version to come: a column that will replace another one.
-- Expand/contract: adds a column; the version before goes on working.
alter table worker add column host_name text;
