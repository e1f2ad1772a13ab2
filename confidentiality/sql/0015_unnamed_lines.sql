-- Lines of the journal whose actor is nobody's to know but the thing's own readers: an auditor reads that it was done, and not
-- by whom. Which lines these are is said by whoever keeps such a thing.
create function app.is_unnamed(entry bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;

-- Those of one item, without their actor, for an auditor: the newest first.
create function app.unnamed_lines(item uuid, before bigint, most int) returns setof confidentiality_entry
language sql stable security definer set search_path = public, pg_temp as $$
  select (jsonb_populate_record(null::confidentiality_entry, to_jsonb(e) - 'actor_id')).* from confidentiality_entry e
    where app.principal('office', null, 'auditor') = any(app.principals()) and e.item_id = item and app.is_unnamed(e.id)
      and e.actor_id is distinct from app.user_id() and (before is null or e.id < before) order by e.id desc limit most
$$;
revoke all on function app.is_unnamed, app.unnamed_lines from public;
