-- The one definition of who may see an item, and when. Everything else reads item_acl.
-- Functions run as their owner (BYPASSRLS) with a fixed search_path; EXECUTE is granted by name.
create schema if not exists app;

-- The reader and the clock ---------------------------------------------------------------------------
create function app.user_id() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.user_id', true), '')::uuid $$;

create function app.principals() returns int[] language sql stable parallel safe as
$$ select nullif(current_setting('app.principals', true), '')::int[] $$;

-- One clock, the database's. statement_timestamp(), so that a long transaction cannot outlive an end.
create function app.at() returns timestamptz language sql stable parallel safe as
$$ select statement_timestamp() $$;

-- Principals -----------------------------------------------------------------------------------------
insert into confidentiality_principal (id, kind, ref, part) values (1, 'everybody', null, ''), (2, 'signed_in', null, ''),
  (3, 'office', null, 'administrator'), (4, 'office', null, 'programme_staff'), (5, 'office', null, 'records_officer'),
  (6, 'office', null, 'security_officer'), (7, 'office', null, 'auditor');
alter sequence confidentiality_principal_id_seq restart with 100;
create unique index principal_of on confidentiality_principal (kind, ref, part) nulls not distinct;

create function app.principal(k text, r uuid, p text default '') returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare found_id int;
begin
  select id into found_id from confidentiality_principal where kind = k and ref is not distinct from r and part = p;
  if found_id is null then
    insert into confidentiality_principal (kind, ref, part) values (k, r, p)
      on conflict (kind, ref, part) do nothing returning id into found_id;
    if found_id is null then
      select id into found_id from confidentiality_principal where kind = k and ref is not distinct from r and part = p;
    end if;
  end if;
  return found_id;
end $$;

-- All principals a person answers to at an instant: from dated, pledged, active holdings only.
create function app.principals_of(u uuid, t timestamptz) returns int[]
language sql stable security definer set search_path = public, pg_temp as $$
  select case when p.id is null then array[1] else
    array[1, 2] || coalesce((select array_agg(id) from confidentiality_principal where kind = 'person' and ref = u), '{}')
      || coalesce((select array_agg(distinct x) from confidentiality_holding h cross join unnest(h.principals) x
           where h.person_id = u and h.valid_from <= t and (h.valid_until is null or h.valid_until > t)
             and h.pledged_at <= t), '{}') end
  from (select 1) one left join accounts_person p on p.id = u and p.is_active
$$;

-- Called once per request; the principals it sets are the ones it returns.
create function app.begin_request(u uuid) returns int[]
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare who uuid; ps int[];
begin
  select id into who from accounts_person where id = u and is_active;
  ps := app.principals_of(who, app.at());
  perform set_config('app.user_id', coalesce(who::text, ''), true), set_config('app.principals', ps::text, true);
  return ps;
end $$;

-- Item access ----------------------------------------------------------------------------------------
-- The whole known timeline of every item; derived, never written by hand. depth: 1 title, 2 content.
create table item_acl (
  principal_id int not null,
  item_id uuid not null,
  depth smallint not null,
  container_id uuid,
  created timestamptz not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  check (valid_from < valid_until)
);
create index item_acl_list on item_acl (principal_id, created desc, item_id desc) include (valid_from, valid_until, depth);
create index item_acl_scope on item_acl (principal_id, container_id, created desc, item_id desc) include (valid_from, valid_until, depth);
create index item_acl_item on item_acl (item_id) include (principal_id, valid_from, valid_until, depth);

-- Windows in which the base audience keeps the title only: before the unsealing, and during a designation.
create view app.closed_window with (security_invoker = true) as
  select item_id, range_agg(during) as during from (
    select id as item_id, tstzrange('-infinity', coalesce(unsealed_at, 'infinity')) as during
      from confidentiality_item where is_born_sealed
    union all
    select d.item_id, tstzrange(v.valid_from, v.valid_until) from confidentiality_designationversion v
      join confidentiality_designation d on d.id = v.designation_id
      where v.valid_from is not null and v.valid_from < v.valid_until
  ) w where not isempty(during) group by item_id;

create view app.item_acl_source with (security_invoker = true) as
  with base as (
    select b.principal_id, b.item_id, b.depth, i.container_id, i.created,
           tstzmultirange(tstzrange(coalesce(b.valid_from, '-infinity'), coalesce(b.valid_until, 'infinity'))) as during,
           coalesce(w.during, '{}'::tstzmultirange) as closed
      from confidentiality_baseaudience b join confidentiality_item i on i.id = b.item_id
      left join app.closed_window w on w.item_id = b.item_id
      where coalesce(b.valid_from, '-infinity') < coalesce(b.valid_until, 'infinity'))
  select principal_id, item_id, 2::smallint as depth, container_id, created, lower(r) as valid_from, upper(r) as valid_until
    from base cross join lateral unnest(during - closed) r where depth = 2
  union all
  select principal_id, item_id, 1::smallint, container_id, created, lower(r), upper(r)
    from base cross join lateral unnest(during * closed) r where depth = 2
  union all
  select principal_id, item_id, 1::smallint, container_id, created, lower(r), upper(r)
    from base cross join lateral unnest(during) r where depth = 1
  union all
  select h.principal_id, d.item_id, 2::smallint, i.container_id, i.created,
         greatest(v.valid_from, h.valid_from), least(v.valid_until, coalesce(h.valid_until, 'infinity'))
    from confidentiality_holder h join confidentiality_designationversion v on v.id = h.version_id
    join confidentiality_designation d on d.id = v.designation_id join confidentiality_item i on i.id = d.item_id
    where v.valid_from is not null
      and greatest(v.valid_from, h.valid_from) < least(v.valid_until, coalesce(h.valid_until, 'infinity'))
  union all
  select p.id, i.id, 2::smallint, i.container_id, i.created, '-infinity', 'infinity'
    from confidentiality_item i join confidentiality_principal p on p.kind = 'person' and p.ref = i.custodian_id;

create function app.rebuild_item_acl(ids uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if ids is null then return; end if;
  perform 1 from confidentiality_item where id = any(ids) order by id for update;  -- serialise changes of one item
  delete from item_acl where item_id = any(ids);
  insert into item_acl select principal_id, item_id, depth, container_id, created, valid_from, valid_until
    from app.item_acl_source where item_id = any(ids);
end $$;

create function app.lock_item(i uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin perform 1 from confidentiality_item where id = i for update; end $$;

-- Statement triggers: bulk updates and raw SQL cannot forget them.
create function app.on_item_insert() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.principal('person', custodian_id) from (select distinct custodian_id from new_rows where custodian_id is not null) c;
  perform app.rebuild_item_acl((select array_agg(id) from new_rows)); return null;
end $$;
create function app.on_item_update() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from new_rows n join old_rows o using (id) where n.created <> o.created) then
    raise exception 'the creation instant of an item never changes';
  end if;
  perform app.principal('person', custodian_id) from (select distinct custodian_id from new_rows where custodian_id is not null) c;
  perform app.rebuild_item_acl((select array_agg(n.id) from new_rows n join old_rows o using (id)
    where (n.custodian_id, n.container_id, n.is_born_sealed, n.unsealed_at)
      is distinct from (o.custodian_id, o.container_id, o.is_born_sealed, o.unsealed_at)));
  return null;
end $$;
create function app.on_item_delete() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin delete from item_acl where item_id in (select id from old_rows); return null; end $$;
create trigger acl_insert after insert on confidentiality_item referencing new table new_rows for each statement execute function app.on_item_insert();
create trigger acl_update after update on confidentiality_item referencing new table new_rows old table old_rows for each statement execute function app.on_item_update();
create trigger acl_delete after delete on confidentiality_item referencing old table old_rows for each statement execute function app.on_item_delete();

create function app.on_audience_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'DELETE' then perform app.rebuild_item_acl((select array_agg(distinct item_id) from new_rows)); end if;
  if tg_op <> 'INSERT' then perform app.rebuild_item_acl((select array_agg(distinct item_id) from old_rows)); end if;
  return null;
end $$;
create trigger acl_insert after insert on confidentiality_baseaudience referencing new table new_rows for each statement execute function app.on_audience_change();
create trigger acl_update after update on confidentiality_baseaudience referencing new table new_rows old table old_rows for each statement execute function app.on_audience_change();
create trigger acl_delete after delete on confidentiality_baseaudience referencing old table old_rows for each statement execute function app.on_audience_change();

create function app.on_version_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.rebuild_item_acl((select array_agg(distinct d.item_id) from confidentiality_designation d
    where d.id in (select designation_id from new_rows)));
  return null;
end $$;
create trigger acl_insert after insert on confidentiality_designationversion referencing new table new_rows for each statement execute function app.on_version_change();
create trigger acl_update after update on confidentiality_designationversion referencing new table new_rows for each statement execute function app.on_version_change();

create function app.on_holder_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.rebuild_item_acl((select array_agg(distinct d.item_id) from confidentiality_designation d
    join confidentiality_designationversion v on v.designation_id = d.id where v.id in (select version_id from new_rows)));
  return null;
end $$;
create trigger acl_insert after insert on confidentiality_holder referencing new table new_rows for each statement execute function app.on_holder_change();
create trigger acl_update after update on confidentiality_holder referencing new table new_rows for each statement execute function app.on_holder_change();

-- Page of visible items, newest first: a top-N merge over the reader's principals (threshold pass, then exact).
create function app.visible_page(before timestamptz, before_id uuid, lim int, scope uuid default null)
returns table (id uuid, created timestamptz, depth smallint)
language plpgsql stable security definer rows 50 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $f$
#variable_conflict use_column
declare ps int[] := app.principals(); t timestamptz := app.at(); m int; bound timestamptz;
begin
  if scope is not null then
    return query select x.item_id, x.created, max(x.depth)::smallint from unnest(ps) p(pid) cross join lateral (
      select a.created, a.item_id, a.depth from item_acl a where a.principal_id = p.pid and a.container_id = scope
        and (a.created, a.item_id) < (before, before_id) and a.valid_from <= t and a.valid_until > t
        order by a.created desc, a.item_id desc limit lim * 2) x
      group by 1, 2 order by 2 desc, 1 desc limit lim;
    return;
  end if;
  m := 2 + 2 * lim / greatest(1, coalesce(cardinality(ps), 0));
  if cardinality(ps) > 3 then
    select min(z.created) into bound from (select distinct x.created, x.item_id from unnest(ps) p(pid) cross join lateral (
      select a.created, a.item_id from item_acl a where a.principal_id = p.pid and (a.created, a.item_id) < (before, before_id)
        and a.valid_from <= t and a.valid_until > t order by a.created desc, a.item_id desc limit m) x
      order by 1 desc, 2 desc limit lim) z having count(*) = lim;
  end if;
  bound := coalesce(bound, '-infinity');
  return query select x.item_id, x.created, max(x.depth)::smallint from unnest(ps) p(pid) cross join lateral (
    select a.created, a.item_id, a.depth from item_acl a where a.principal_id = p.pid and (a.created, a.item_id) < (before, before_id)
      and a.created >= bound and a.valid_from <= t and a.valid_until > t
      order by a.created desc, a.item_id desc limit lim * 2) x
    group by 1, 2 order by 2 desc, 1 desc limit lim;
end $f$;

-- "Who can see this", for somebody who may see at least its title. Persons with the ground that lets them.
-- Names are for its custodian and for those who sit in its container (or are it); anybody else learns of groups
-- open to all and of themselves: who sits together is no stranger's business.
create function app.who_can_see(i uuid, want smallint, t timestamptz default null)
returns table (person_id uuid, depth smallint, principal_id int, ground text, ground_id uuid, valid_from timestamptz, valid_until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with now as (select coalesce(t, app.at()) at),
  allowed as (select 1 from item_acl a where a.item_id = i and a.principal_id = any(app.principals())
     and a.valid_from <= app.at() and a.valid_until > app.at() limit 1),
  among as (select 1 from confidentiality_item it where it.id = i and (it.custodian_id = app.user_id()
     or exists (select 1 from confidentiality_principal c where c.kind = 'council' and c.ref in (it.id, it.container_id)
          and c.id = any(app.principals())))),
  open_rows as (select a.principal_id, a.depth, nullif(a.valid_from, '-infinity') f, nullif(a.valid_until, 'infinity') u
     from item_acl a, now where a.item_id = i and a.depth >= want and a.valid_from <= at and a.valid_until > at and exists (select 1 from allowed)),
  people as (
    select h.person_id, r.depth, r.principal_id, h.ground::text, h.ground_id, greatest(r.f, h.valid_from) f, least(r.u, h.valid_until) u
      from open_rows r join confidentiality_holding h on h.principals @> array[r.principal_id], now
      where h.valid_from <= at and (h.valid_until is null or h.valid_until > at) and h.pledged_at <= at
    union all
    select p.ref, r.depth, r.principal_id, 'person', null, r.f, r.u from open_rows r
      join confidentiality_principal p on p.id = r.principal_id and p.kind = 'person')
  select p.* from people p join accounts_person a on a.id = p.person_id and a.is_active
    where exists (select 1 from among) or p.person_id = app.user_id()
  union all
  select null, r.depth, r.principal_id, p.kind, null, r.f, r.u from open_rows r
    join confidentiality_principal p on p.id = r.principal_id and p.kind in ('everybody', 'signed_in')
$$;

-- Agreement ------------------------------------------------------------------------------------------
-- The text a consent is bound to: every word, holder, date and rule of the version, one labelled line each.
-- Values are JSON strings, so that no word can move from one field to another and leave the hash as it was.
create function app.version_text(wanted uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select concat_ws(e'\n', 'banso designation 1', 'item ' || d.item_id, 'version ' || v.number, 'title ' || to_json(v.title),
      'subject ' || to_json(v.subject), 'extent ' || to_json(v.extent), 'category ' || v.category, 'origin ' || v.origin,
      'reason ' || to_json(v.reason), 'handling ' || to_json(v.handling), 'viewpoints ' || v.viewpoints::text,
      'minimality ' || to_json(v.minimality_reason), 'scope ' || v.holder_scope,
      'holders ' || coalesce((select string_agg(s.principal_id::text, ',' order by s.principal_id)
         from confidentiality_scopedprincipal s where s.version_id = v.id), ''),
      'from ' || coalesce(to_char(v.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), 'agreement'),
      'until ' || to_char(v.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), 'then ' || v.end_action)
    from confidentiality_designationversion v join confidentiality_designation d on d.id = v.designation_id
    where v.id = wanted
$$;

create function app.version_hash(wanted uuid) returns text
language sql stable security definer set search_path = public, pg_temp as
$$ select encode(sha256(convert_to(app.version_text(wanted), 'UTF8')), 'hex') $$;

-- The seats of a container now, whether each votes, and whether each is among the ``named``. Internal.
create function app.seats_at(container uuid, named int[])
returns table (principal_id int, person_id uuid, votes boolean, scoped boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.id, h.person_id, h.votes, h.principals && coalesce(named, '{}') from confidentiality_holding h
    join confidentiality_principal c on c.kind = 'council' and c.ref = container
    join confidentiality_principal m on m.kind = 'membership' and m.ref = h.ground_id
    where h.ground = 'membership' and h.principals @> array[c.id] and h.pledged_at <= app.at()
      and h.valid_from <= app.at() and (h.valid_until is null or h.valid_until > app.at())
$$;

-- Who would be asked and who would hold, before anything is proposed: for those who sit there themselves.
create function app.seats_of(container uuid, named int[])
returns table (principal_id int, person_id uuid, votes boolean, scoped boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.* from app.seats_at(container, named) s
    where exists (select 1 from confidentiality_principal c where c.kind = 'council' and c.ref = container and c.id = any(app.principals()))
$$;

-- Who must agree: every active member who votes, and everybody else who would hold the content.
create function app.freeze_voters(wanted uuid) returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare n int; i uuid; council uuid;
begin
  if exists (select 1 from confidentiality_voter where version_id = wanted) then
    raise exception 'the voters of this version are already fixed';
  end if;
  select d.item_id, it.container_id into i, council from confidentiality_designationversion v
    join confidentiality_designation d on d.id = v.designation_id join confidentiality_item it on it.id = d.item_id where v.id = wanted;
  insert into confidentiality_voter (version_id, item_id, principal_id, person_id)
    select wanted, i, s.principal_id, s.person_id
      from app.seats_at(council, (select array_agg(p.principal_id) from confidentiality_scopedprincipal p where p.version_id = wanted)) s
      where s.votes or s.scoped;
  get diagnostics n = row_count;
  return n;
end $$;

-- Still missing: voters whose last answer to exactly this text is not "agree". Only one whose seat has ended is not
-- waited for; a suspended council, a lapsed pledge or an edit by the secretariat makes nobody disappear.
create function app.missing_voters(wanted uuid) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from confidentiality_voter w
    where w.version_id = wanted
      and exists (select 1 from confidentiality_holding h where h.ground = 'membership' and h.principals @> array[w.principal_id]
                    and (h.valid_until is null or h.valid_until > app.at()))
      and coalesce((select c.decision = 'agree' and c.text_hash = app.version_hash(wanted) from confidentiality_consent c
            where c.version_id = wanted and c.principal_id = w.principal_id order by c.decided_at desc, c.id desc limit 1), false) is false
$$;

-- Who is in scope and has agreed becomes a holder; ``only`` names the one who joins later. Whoever has held before
-- and was dropped does not come back without a new version.
create function app.admit_holders(wanted uuid, since timestamptz, only_seat int default null) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into confidentiality_holder (version_id, item_id, principal_id, valid_from)
    select wanted, (select item_id from confidentiality_designationversion where id = wanted), m.id, since from confidentiality_holding h
      join confidentiality_principal m on m.kind = 'membership' and m.ref = h.ground_id
      where h.ground = 'membership' and h.pledged_at <= since and h.valid_from <= since and (h.valid_until is null or h.valid_until > since)
        and h.principals && (select array_agg(principal_id) from confidentiality_scopedprincipal where version_id = wanted)
        and (only_seat is null or m.id = only_seat)
        and exists (select 1 from confidentiality_consent c where c.version_id = wanted and c.principal_id = m.id
                      and c.decision = 'agree' and c.text_hash = app.version_hash(wanted))
        and not exists (select 1 from confidentiality_holder o where o.version_id = wanted and o.principal_id = m.id)
    on conflict do nothing
$$;

-- A line of the journal and a message for the relay, written by the database for what it does itself.
create function app.note(verb text, topic text, designation uuid, item uuid, note jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)
    values (app.at(), app.user_id(), case when app.user_id() is null then 'system' else 'person' end, verb, item,
            'confidentiality.designation', designation, note);
  insert into confidentiality_outboxmessage (id, topic, item_id, actor_id, note, created, attempts)
    values (gen_random_uuid(), topic, item, app.user_id(), jsonb_build_object('subject', designation), app.at(), 0);
$$;

-- The n-th consent releases, in its own transaction and once: called by the trigger below, under the item's lock.
create function app.release_if_unanimous(wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare d confidentiality_designation; v confidentiality_designationversion; now_ timestamptz := app.at(); start_ timestamptz;
begin
  select des.* into d from confidentiality_designation des join confidentiality_designationversion ver on ver.designation_id = des.id where ver.id = wanted;
  perform app.lock_item(d.item_id);
  select * into d from confidentiality_designation where id = d.id for update;
  select * into v from confidentiality_designationversion where id = wanted;
  if d.candidate_id is distinct from wanted or d.state not in ('consent_open', 'change_open') or v.valid_from is not null
     or d.answer_by <= now_ or v.ends_at <= now_ or app.missing_voters(wanted) > 0
     or not exists (select 1 from confidentiality_consent where version_id = wanted and decision = 'agree') then
    return false;
  end if;
  if d.in_force_id is not null
     and not exists (select 1 from confidentiality_designationversion o where o.id = d.in_force_id and o.valid_until > now_) then
    return false;  -- what was to be changed is over; a new proposal is needed
  end if;
  if exists (select 1 from confidentiality_designation o join confidentiality_designationversion ov on ov.designation_id = o.id
      where o.item_id = d.item_id and o.id <> d.id and ov.valid_from is not null and ov.valid_until > now_) then
    raise exception 'another designation of this item is in force';
  end if;
  start_ := greatest(now_, coalesce(v.starts_at, now_));
  if d.in_force_id is not null then  -- the old wording holds until the new one starts: no gap between them
    update confidentiality_designationversion set valid_until = least(valid_until, start_) where id = d.in_force_id;
  end if;
  update confidentiality_designationversion set valid_from = start_, valid_until = v.ends_at where id = wanted;
  perform app.admit_holders(wanted, now_);
  update confidentiality_item set unsealed_at = start_ where id = d.item_id and is_born_sealed and unsealed_at is null;
  update confidentiality_designation set state = 'in_force', in_force_id = wanted, candidate_id = null, answer_by = null,
      review_on = app.review_day(start_, v.ends_at) where id = d.id;
  perform app.note('release', 'designation.in_force', d.id, d.item_id,
    jsonb_build_object('version', wanted, 'hash', app.version_hash(wanted)));
  return true;
end $$;

-- Half the period, at most a year on: the day (in Japan) on which the provider looks at it again.
create function app.review_day(since timestamptz, until timestamptz) returns date language sql immutable as
$$ select ((since + least((until - since) / 2, interval '365 days')) at time zone 'Asia/Tokyo')::date $$;

-- A consent is the person's own, given in their own seat, at the database's instant.
create function app.guard_consent() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if new.person_id is distinct from app.user_id() then
    raise exception 'nobody answers for somebody else';
  end if;
  if not exists (select 1 from confidentiality_holding h join confidentiality_principal p on p.kind = 'membership' and p.ref = h.ground_id
      where p.id = new.principal_id and h.ground = 'membership' and h.person_id = new.person_id and h.pledged_at <= app.at()
        and h.valid_from <= app.at() and (h.valid_until is null or h.valid_until > app.at())) then
    raise exception 'only a seat held now can answer';
  end if;
  new.decided_at := app.at();
  select item_id into new.item_id from confidentiality_designationversion where id = new.version_id;
  return new;
end $$;
create trigger guard before insert on confidentiality_consent for each row execute function app.guard_consent();

create function app.on_consent() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare d confidentiality_designation;
begin
  select des.* into d from confidentiality_designation des join confidentiality_designationversion v on v.designation_id = des.id where v.id = new.version_id;
  perform app.lock_item(d.item_id);
  select * into d from confidentiality_designation where id = d.id;
  if new.decision = 'agree' and new.text_hash <> app.version_hash(new.version_id) then
    raise exception 'this consent answers another text';
  end if;
  if new.decision <> 'agree' then return null; end if;
  if d.candidate_id = new.version_id then
    perform app.release_if_unanimous(new.version_id);
  elsif d.in_force_id = new.version_id then        -- a member who joined later agrees before the first sight
    perform app.admit_holders(new.version_id, app.at(), new.principal_id);
  end if;
  return null;
end $$;
create trigger release after insert on confidentiality_consent for each row execute function app.on_consent();

-- A voter who leaves is no longer waited for. One whose seat somebody else ends while their answer is missing takes
-- the round down with them: nobody can complete an agreement by removing whoever has not agreed.
create function app.on_seat_end() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r record; answered text; by_hand boolean := new.person_id is distinct from app.user_id();
begin
  for r in select d.id, d.item_id, d.candidate_id, d.answer_by, p.id as seat from confidentiality_designation d
      join confidentiality_voter w on w.version_id = d.candidate_id
      join confidentiality_principal p on p.id = w.principal_id and p.kind = 'membership' and p.ref = new.ground_id
      where d.state in ('consent_open', 'change_open') order by d.item_id loop
    perform app.lock_item(r.item_id);
    if not exists (select 1 from confidentiality_designation where id = r.id and candidate_id = r.candidate_id
                     and state in ('consent_open', 'change_open')) then
      continue;
    end if;
    select c.decision into answered from confidentiality_consent c where c.version_id = r.candidate_id and c.principal_id = r.seat
      order by c.decided_at desc, c.id desc limit 1;
    if by_hand and answered is distinct from 'agree' and new.valid_until < r.answer_by then
      update confidentiality_designation set state = case when in_force_id is null then 'rework' else 'in_force' end,
        candidate_id = case when in_force_id is null then candidate_id end, answer_by = null where id = r.id;
      perform app.note('break_round', 'designation.refused', r.id, r.item_id, jsonb_build_object('version', r.candidate_id));
    elsif new.valid_until <= app.at() then
      perform app.release_if_unanimous(r.candidate_id);
    end if;
  end loop;
  return null;
end $$;
create trigger seat_end after update of valid_until on confidentiality_holding for each row
  when (new.ground = 'membership' and new.valid_until is not null and new.valid_until is distinct from old.valid_until)
  execute function app.on_seat_end();

-- Narrowing and lifting are the provider's alone and act at once.
create function app.shorten(designation uuid, new_end timestamptz) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare d confidentiality_designation; owner uuid;
begin
  select * into d from confidentiality_designation where id = designation;
  perform app.lock_item(d.item_id);
  select * into d from confidentiality_designation where id = designation for update;
  select custodian_id into owner from confidentiality_item where id = d.item_id;
  if owner is distinct from app.user_id() then raise exception 'only the provider may narrow or lift'; end if;
  update confidentiality_designationversion set valid_until = greatest(least(valid_until, new_end), app.at()) where id = d.in_force_id and valid_until > app.at();
end $$;

create function app.drop_holder(version uuid, membership int) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare i uuid; owner uuid;
begin
  select d.item_id into i from confidentiality_designation d join confidentiality_designationversion v on v.designation_id = d.id where v.id = version;
  perform app.lock_item(i);
  select custodian_id into owner from confidentiality_item where id = i;
  if owner is distinct from app.user_id() then raise exception 'only the provider may narrow or lift'; end if;
  update confidentiality_holder set valid_until = app.at() where version_id = version and principal_id = membership and valid_until is null;
end $$;

-- The number of the next copy of an item that leaves the portal, for a reader of its content; one after another.
create function app.next_copy(i uuid) returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare n int;
begin
  if not exists (select 1 from item_acl a where a.item_id = i and a.depth = 2 and a.principal_id = any(app.principals())
                   and a.valid_from <= app.at() and a.valid_until > app.at()) then
    return null;
  end if;
  perform app.lock_item(i);
  select count(*) + 1 into n from confidentiality_entry where item_id = i and verb = 'take_copy';
  return n;
end $$;

-- What binds a person: every wording in force they agreed to and held, also after they left (R115). Own rows only.
-- The end is the earliest of the agreed one and any the provider has brought forward since.
create function app.binding_me()
returns table (designation_id uuid, item_id uuid, container_title text, version_id uuid, number int, title text, subject text, extent text,
  handling text, held_from timestamptz, held_until timestamptz, bound_until timestamptz, agreed_at timestamptz, text_hash text, is_provider boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct on (v.id) d.id, d.item_id, box.public_title::text, v.id, v.number, v.title::text, v.subject, v.extent, v.handling,
         h.valid_from, h.valid_until, least(v.ends_at, coalesce(f.valid_until, v.ends_at)), c.decided_at, c.text_hash::text,
         i.custodian_id = app.user_id()
    from confidentiality_consent c
    join confidentiality_designationversion v on v.id = c.version_id and v.valid_from is not null
    join confidentiality_designation d on d.id = v.designation_id
    join confidentiality_item i on i.id = d.item_id
    left join confidentiality_item box on box.id = i.container_id
    left join confidentiality_designationversion f on f.id = d.in_force_id
    join confidentiality_holder h on h.version_id = v.id and h.principal_id = c.principal_id
    where c.person_id = app.user_id() and c.decision = 'agree'
    order by v.id, c.decided_at desc, c.id desc, h.valid_from desc
$$;

-- The containers a person sits or sat in, by their content-free names: they stay known to whoever has left.
create function app.containers_of_mine() returns table (id uuid, title text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct i.id, i.public_title::text from confidentiality_holding h
    join confidentiality_principal p on p.kind = 'council' and p.id = any(h.principals)
    join confidentiality_item i on i.id = p.ref
    where h.ground = 'membership' and h.person_id = app.user_id()
$$;

-- What nobody may do by hand, whichever code path they come from -----------------------------------
create function app.append_only() returns trigger language plpgsql as $$
begin raise exception '% rows are only ever added', tg_table_name; end $$;
create trigger append_only before update or delete or truncate on confidentiality_consent for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on confidentiality_entry for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on confidentiality_link for each statement execute function app.append_only();

-- SECURITY: invoker's rights on purpose; inside our definer functions current_user is the owner.
create function app.guard_version() returns trigger language plpgsql as $$
begin
  if current_user in ('banso_app', 'banso_worker', 'banso_system') then
    if new.valid_from is distinct from old.valid_from or new.valid_until is distinct from old.valid_until then
      raise exception 'a version comes into force by unanimous consent only';
    end if;
    if exists (select 1 from confidentiality_consent where version_id = old.id) then
      raise exception 'a text somebody has answered never changes; make a new version';
    end if;
  end if;
  return new;
end $$;
create trigger guard before update on confidentiality_designationversion for each row execute function app.guard_version();

create function app.guard_item() returns trigger language plpgsql as $$
begin
  if current_user in ('banso_app', 'banso_worker') and old.custodian_id is distinct from app.user_id()
     and (new.unsealed_at, new.is_born_sealed, new.custodian_id) is distinct from (old.unsealed_at, old.is_born_sealed, old.custodian_id) then
    raise exception 'only the custodian may open a sealed item';
  end if;
  return new;
end $$;
create trigger guard before update on confidentiality_item for each row execute function app.guard_item();

create function app.guard_designation() returns trigger language plpgsql as $$
begin
  if current_user in ('banso_app', 'banso_worker', 'banso_system') and (new.in_force_id is distinct from old.in_force_id
      or (new.state = 'in_force' and old.state in ('draft', 'described', 'discussing', 'consent_open', 'rework', 'lapsed', 'withdrawn'))) then
    raise exception 'a designation comes into force by unanimous consent only';
  end if;
  return new;
end $$;
create trigger guard before update on confidentiality_designation for each row execute function app.guard_designation();

-- Holdings from affiliations and offices (memberships add theirs in their own app) -------------------
create function app.hold(person uuid, on_ground text, ground uuid, who int[], may_vote boolean, since timestamptz, till timestamptz, pledged timestamptz)
returns void language sql volatile security definer set search_path = public, pg_temp as $$
  insert into confidentiality_holding (id, person_id, ground, ground_id, principals, votes, valid_from, valid_until, pledged_at)
    values (gen_random_uuid(), person, on_ground, ground, who, may_vote, since, till, pledged)
  on conflict (ground, ground_id) do update set person_id = excluded.person_id, principals = excluded.principals, votes = excluded.votes,
    valid_from = excluded.valid_from, valid_until = excluded.valid_until, pledged_at = excluded.pledged_at
$$;

create function app.on_affiliation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    delete from confidentiality_holding where ground = 'affiliation' and ground_id = old.id; return null;
  end if;
  perform app.hold(new.person_id, 'affiliation', new.id, array[app.principal('organisation', new.organisation_id)], false,
    new.valid_from, new.valid_until, new.valid_from);
  return null;
end $$;
create trigger hold after insert or update or delete on accounts_affiliation for each row execute function app.on_affiliation();

create function app.on_office() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    delete from confidentiality_holding where ground = 'office' and ground_id = old.id; return null;
  end if;
  perform app.hold(new.person_id, 'office', new.id, array[app.principal('office', null, new.kind)], false,
    new.valid_from, new.valid_until, new.valid_from);
  return null;
end $$;
create trigger hold after insert or update or delete on accounts_office for each row execute function app.on_office();

create function app.on_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform app.principal('person', new.id); return null; end $$;
create trigger principal after insert on accounts_person for each row execute function app.on_person();

revoke all on all functions in schema app from public;
