-- What the web's login may ask tells about what its reader may read, and nothing about anything else. Functions that
-- answer whoever asks are for our own functions and triggers; a comment of one word, 'inner', keeps them from the web
-- (confidentiality.rls reads it after each migration).
create function app.reads_content(i uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select current_setting('role') <> 'banso_app' or exists (select 1 from item_acl a where a.item_id = i and a.depth = 2
    and a.principal_id = any(app.principals()) and a.valid_from <= app.at() and a.valid_until > app.at())
$$;

create function app.disclosure_state_here(d uuid) returns text
language sql stable security definer set search_path = public, pg_temp as
$$ select app.disclosure_state(d) where app.reads_content(d) $$;

create function app.manuscript_hash_here(d uuid) returns text
language sql stable security definer set search_path = public, pg_temp as
$$ select app.manuscript_hash(d) where app.reads_content(d) $$;

create function app.closing_hash_here(request uuid) returns text
language sql stable security definer set search_path = public, pg_temp as
$$ select app.closing_hash(request) where app.reads_content((select item_id from confidentiality_closingrequest where id = request)) $$;

comment on function app.principals_of is 'inner';
comment on function app.disclosure_state is 'inner';
comment on function app.disclosure_state_from is 'inner';
comment on function app.manuscript_hash is 'inner';
comment on function app.closing_hash is 'inner';
comment on function app.settle_disclosure is 'inner';
revoke all on function app.reads_content, app.disclosure_state_here, app.manuscript_hash_here, app.closing_hash_here from public;
