-- Who agreed to be asked to judge is the agency's and their own to know (R37, 4.3): an auditor reads that somebody was asked, by
-- whom, and that they answered, and not who they are. What officers do with the register is theirs to answer for, by name.
create or replace function app.is_unnamed(entry bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.principal('office', null, 'auditor') = any(app.principals()) and exists (select 1 from confidentiality_entry e
    join programmes_scoutentry s on s.item_id = e.item_id and s.person_id = e.actor_id where e.id = entry and (e.subject_id = s.id or e.subject = ''))
$$;
revoke all on function app.is_unnamed from public;
