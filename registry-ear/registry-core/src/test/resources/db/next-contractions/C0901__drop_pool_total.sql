-- What versions before 901 need.
alter table worker drop column pool_total_bytes;
