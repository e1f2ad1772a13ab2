-- The register of reviewers and scouts (R37): who may be asked is known to the fund's agency and to each person alone.

-- On the side of what is judged anywhere in the fund: proposals whatever their state, and projects, whose gates are judged by
-- people of the register. A draft counts too; that there is one is known to those who write it, so others are answered without.
create function evaluation.is_judged_in(f uuid, who uuid, with_drafts boolean default true) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_call k where k.fund_id = f and evaluation.applies_in(k.item_ptr_id, who))
    or exists (select 1 from programmes_proposal p where p.fund_id = f and (with_drafts or p.state <> 'draft') and (p.representative_id = who
      or exists (select 1 from programmes_assignment a where a.item_id = p.item_ptr_id and a.person_id = who
        and a.role in ('representative', 'co_applicant', 'institution') and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at()))))
    or exists (select 1 from programmes_project q where q.fund_id = f and (q.representative_id = who
      or exists (select 1 from programmes_assignment a where a.item_id = q.item_ptr_id and a.person_id = who
        and a.role in ('representative', 'participant', 'manager') and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at()))
      or exists (select 1 from programmes_teammember m where m.project_id = q.item_ptr_id and m.person_id = who and m.ended_at is null)))
    or exists (select 1 from programmes_gatedossier d join programmes_evaluationparty e on e.item_id = d.item_ptr_id
      where d.fund_id = f and e.person_id = who)
$$;

create function app.keeps_scouts_of(f uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.user_id() is not null
    and exists (select 1 from confidentiality_principal p where p.kind = 'role' and p.part = 'agency' and p.ref = f and p.id = any(app.principals()))
    and not evaluation.is_judged_in(f, app.user_id())
$$;

create function app.kept_scout_registers() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select r.item_ptr_id from programmes_scoutregister r join confidentiality_principal p on p.kind = 'role' and p.part = 'agency' and p.ref = r.fund_id
    where p.id = any(app.principals()) and app.keeps_scouts_of(r.fund_id)
$$;

create function app.keeps_scouts(r uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_scoutregister x where x.item_ptr_id = r and app.keeps_scouts_of(x.fund_id))
$$;

-- A person speaks for themselves and for nothing else; who keeps the register asks, and asks again for more.
create function evaluation.guard_scout() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare me uuid := app.user_id(); own boolean; moves text := case when tg_op = 'UPDATE' then old.state || ' ' || new.state end;
begin
  if current_setting('banso.follow_field', true) = 'on' and tg_op = 'UPDATE'
     and to_jsonb(new) - 'fields' = to_jsonb(old) - 'fields' then return new; end if;
  if not new.fields <@ coalesce((select array_agg(id) from programmes_technologyfield), '{}') then raise exception 'scouts: no such field'; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'asked' or new.agreed_at is not null or new.asked_by_id is distinct from me or new.person_id = me then
      raise exception 'scouts: another person is asked first';
    end if;
    new.asked_at := app.at();
    return new;
  end if;
  own := old.person_id = me;
  if (new.item_id, new.person_id, new.fund_name) is distinct from (old.item_id, old.person_id, old.fund_name) then
    raise exception 'scouts: a line stays its person''s';
  end if;
  if own then
    if (new.is_reviewer, new.is_scout, new.is_evaluator, new.until, new.note, new.asked_by_id, new.asked_at)
        is distinct from (old.is_reviewer, old.is_scout, old.is_evaluator, old.until, old.note, old.asked_by_id, old.asked_at) then
      raise exception 'scouts: the agency''s to say';
    end if;
    if new.state <> old.state and moves not in ('asked agreed', 'asked declined', 'agreed paused', 'paused agreed', 'agreed declined', 'paused declined') then
      raise exception 'scouts: not one''s own to do';
    end if;
  else
    if me is null or not app.keeps_scouts(old.item_id) then raise exception 'scouts: for who keeps the register'; end if;
    if new.state <> old.state and new.state not in ('asked', 'removed') then raise exception 'scouts: nobody agrees for somebody else'; end if;
    if new.state in ('agreed', 'paused') and ((new.is_reviewer and not old.is_reviewer) or (new.is_scout and not old.is_scout)
        or (new.is_evaluator and not old.is_evaluator) or coalesce(new.until, 'infinity') > coalesce(old.until, 'infinity')) then
      raise exception 'scouts: more than was agreed to';
    end if;
    if new.state = 'asked' and new.asked_by_id is distinct from me and (old.state <> 'asked' or new.asked_by_id is distinct from old.asked_by_id) then
      raise exception 'scouts: asked in one''s own name';
    end if;
  end if;
  if moves = 'asked agreed' then
    if new.until < (app.at() at time zone 'Asia/Tokyo')::date then raise exception 'scouts: it is over'; end if;
    new.agreed_at := app.at();
  elsif new.state in ('agreed', 'paused') then new.agreed_at := old.agreed_at;
  else new.agreed_at := null; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_scoutentry for each row execute function evaluation.guard_scout();
create trigger kept before delete or truncate on programmes_scoutentry for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_scoutregister for each statement execute function app.never_deleted();

-- Opens nothing: only so that the desk of somebody without any other standing asks them.
create function evaluation.on_scout() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.hold(new.person_id, 'scout', new.id, array[app.principal('role', new.item_id, 'invited')], false, new.asked_at,
    case when new.state <> 'asked' then greatest(app.at(), new.asked_at) end, new.asked_at);
  return null;
end $$;
create trigger hold after insert or update on programmes_scoutentry for each row execute function evaluation.on_scout();

-- A field that goes leaves its scouts to the field above it; one that is merged hands them over first.
create function evaluation.follow_field(gone uuid, instead uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform set_config('banso.follow_field', 'on', true);
  update programmes_scoutentry set fields = case when instead is null or fields @> array[instead] then array_remove(fields, gone)
      else array_replace(fields, gone, instead) end where fields @> array[gone];
  perform set_config('banso.follow_field', '', true);
end $$;
create function evaluation.on_field_gone() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.follow_field(old.id, old.parent_id); return old; end $$;
create trigger scouts before delete on programmes_technologyfield for each row execute function evaluation.on_field_gone();
create function app.hand_scouts_over(gone uuid, instead uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not 4 = any(app.principals()) then raise exception 'scouts: fields are the office''s'; end if;
  perform evaluation.follow_field(gone, instead);
end $$;

-- At how many of these places each of these people must not judge now, as the places' own derivation says; for places
-- the reader runs, and for no other.
create function app.relations_among(places uuid[], people uuid[]) returns table (person uuid, n int)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (select i from unnest(places) i where app.manages_evaluation(i))
  select p, count(*)::int from unnest(people) p cross join mine
    where exists (select 1 from evaluation.conflicts(mine.i, p) c where c.f <= app.at() and c.u > app.at()) group by p
$$;
revoke all on all functions in schema app from public;
revoke all on all functions in schema evaluation from public;

-- "Who can see this" of a register: an officer on a judged side knows that it is there, and reads no line.
create or replace function app.who_can_see(i uuid, want smallint, t timestamptz default null)
returns table (person_id uuid, depth smallint, principal_id int, ground text, ground_id uuid, valid_from timestamptz, valid_until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select w.person_id, case when x.is_judged then 1::smallint else w.depth end, w.principal_id, w.ground, w.ground_id, w.valid_from, w.valid_until
    from evaluation.who_can_see(i, want, t) w left join programmes_scoutregister r on r.item_ptr_id = i
    cross join lateral (select r.fund_id is not null and evaluation.is_judged_in(r.fund_id, w.person_id, w.person_id = app.user_id()) as is_judged) x
    where (w.person_id is null or w.person_id = app.user_id()
      or not exists (select 1 from programmes_evaluationplace e where e.item_id = i) or app.manages_evaluation(i))
      and (want < 2 or not x.is_judged)
$$;
revoke all on all functions in schema app from public;
