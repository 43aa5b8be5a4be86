-- A client_request_id stands for one request, whatever kind of request it is.
-- Expand/contract: the version before looks an id up by its kind too, and meets the narrower key as a collision at most.

delete from client_request older using client_request newer
where older.request_id = newer.request_id
  and (older.created_at, older.operation_kind) < (newer.created_at, newer.operation_kind);

alter table client_request drop constraint client_request_pkey;
alter table client_request add primary key (request_id);
