-- A seat gives standing while it is active and pledged and its council is neither suspended nor given up; the
-- secretariat keeps its own then too, to repair, or to keep the file of what was given up.
create function app.hold_membership(m councils_membership) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare council_state text; who int[];
begin
  if m.valid_from is null then return; end if;  -- no term, no standing
  select state into council_state from councils_council where item_ptr_id = m.council_id;
  who := array[app.principal('membership', m.id), app.principal('council', m.council_id), app.principal('capacity', m.council_id, m.capacity)];
  -- "all members" means those who decide: the secretariat and observers hold content only when named
  if m.capacity not in ('secretariat', 'observer') then who := who || app.principal('capacity', m.council_id, 'member'); end if;
  if m.is_chair then who := who || app.principal('capacity', m.council_id, 'chair'); end if;
  perform app.hold(m.person_id, 'membership', m.id, who, m.capacity not in ('secretariat', 'observer'),
    m.valid_from, m.valid_until,
    case when m.state in ('active', 'leaving')
          and (council_state not in ('suspended', 'abandoned') or m.capacity = 'secretariat')
         then m.pledged_at end);
end $$;

create function app.on_membership() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform app.hold_membership(new); return null; end $$;
create trigger hold after insert or update on councils_membership for each row execute function app.on_membership();

create function app.on_council_state() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state is distinct from old.state then
    perform app.hold_membership(m) from councils_membership m where m.council_id = new.item_ptr_id;
  end if;
  return null;
end $$;
create trigger hold after update on councils_council for each row execute function app.on_council_state();

-- What a candidate may know before accepting: titles and ends of what would bind them, never content (R74).
create function app.live_scopes(council uuid) returns table (title text, ends_at timestamptz, holders int)
language sql stable security definer set search_path = public, pg_temp as $$
  select v.title::text, v.valid_until, (select count(*)::int from confidentiality_holder h where h.version_id = v.id and h.valid_until is null)
    from confidentiality_item i join confidentiality_designation d on d.item_id = i.id
    join confidentiality_designationversion v on v.id = d.in_force_id
    where i.container_id = council and v.valid_from <= app.at() and v.valid_until > app.at()
      and exists (select 1 from councils_membership m where m.council_id = council and m.person_id = app.user_id()
                    and m.state in ('nominated', 'invited', 'accepted', 'pledged', 'active', 'leaving'))
    order by v.valid_until
$$;

create trigger append_only before update or delete or truncate on councils_establishmentconsent for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on councils_pledge for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on councils_rulesacceptance for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on councils_recordreply for each statement execute function app.append_only();

-- An approved record never changes, whichever code path asks; corrections are addenda.
create function app.guard_remark() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from councils_minutesrecord r where r.item_ptr_id = coalesce(new.item_id, old.item_id) and r.state in ('approved', 'archived')) then
    raise exception 'the approved record of a meeting never changes';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger guard before insert or update or delete on councils_remark for each row execute function app.guard_remark();
revoke all on all functions in schema app from public;
