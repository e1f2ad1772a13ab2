-- Who may evaluate what (R37): seats opened by a declaration, shut at the first instant of a conflict. The inner
-- functions have a schema no web login may enter; what the web may ask says itself to whom it answers.
create schema if not exists evaluation;

-- One after another: who names or declares waits for a fact being written that they could not see yet, and the fact for
-- them. Changes of affiliations and functions are few and short.
create function evaluation.one_at_a_time() returns void language sql volatile as $$ select pg_advisory_xact_lock(20260401) $$;

-- The subject's side with dates: what was written down, who holds a function at the subject, and a project's own columns.
create function evaluation.parties(i uuid)
returns table (person_id uuid, organisation_id uuid, ground text, f timestamptz, u timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with place as (select subject_id from programmes_evaluationplace where item_id = i),
  functions as (select a.* from programmes_assignment a join place on a.item_id = place.subject_id
    where a.role in ('representative', 'participant', 'manager', 'co_applicant', 'institution'))
  select p.person_id, p.organisation_id, p.ground::text, p.valid_from, coalesce(p.valid_until, 'infinity')
    from programmes_evaluationparty p where p.item_id = i
  union all
  select a.person_id, null, a.role::text, a.valid_from, coalesce(a.valid_until, 'infinity') from functions a
  union all
  select null, a.organisation_id, 'organisation', a.valid_from, coalesce(a.valid_until, 'infinity') from functions a
    where a.organisation_id is not null and a.role <> 'manager'
  union all  -- a project's registers: the organisations that take part, and their people who have an account here
  select null, t.organisation_id, 'organisation', t.created_at, coalesce(t.ended_at, 'infinity')
    from programmes_participant t join place on t.project_id = place.subject_id where t.organisation_id is not null
  union all
  select m.person_id, null, 'participant', m.created_at, coalesce(m.ended_at, 'infinity')
    from programmes_teammember m join place on m.project_id = place.subject_id where m.person_id is not null
  union all
  select s.person_id, s.organisation_id, s.ground, '-infinity', 'infinity' from place
    join (select item_ptr_id, representative_id as person_id, null::uuid as organisation_id, 'representative' as ground from programmes_project
          union all select item_ptr_id, null, organisation_id, 'organisation' from programmes_project
          union all select item_ptr_id, representative_id, null, 'representative' from programmes_proposal
          union all select item_ptr_id, null, organisation_id, 'organisation' from programmes_proposal) s on s.item_ptr_id = place.subject_id
$$;

-- Every stretch of time in which this person must not evaluate there, with the ground.
create function evaluation.conflicts(i uuid, who uuid)
returns table (ground text, f timestamptz, u timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(id) as (
    select i union select x.container_id from confidentiality_item x join up on x.id = up.id where x.container_id is not null),
  place as (select subject_id, make_interval(years => years) as lookback from programmes_evaluationplace where item_id = i),
  party as materialized (select * from evaluation.parties(i)),
  works as (select a.organisation_id, a.valid_from f, coalesce(a.valid_until, 'infinity') u from accounts_affiliation a where a.person_id = who),
  served as (select a.item_id, a.role, a.valid_from f, coalesce(a.valid_until, 'infinity') u from programmes_assignment a where a.person_id = who),
  found(ground, f, u) as (
    select 'party', p.f, p.u from party p where p.person_id = who
    union all  -- for an organisation of the subject
    select 'organisation', greatest(w.f, p.f), least(w.u, p.u) from works w join party p on p.organisation_id = w.organisation_id
    union all  -- beside one of its people
    select 'organisation', greatest(w.f, p.f, o.valid_from), least(w.u, p.u, coalesce(o.valid_until, 'infinity'))
      from party p join accounts_affiliation o on o.person_id = p.person_id join works w on w.organisation_id = o.organisation_id
      where p.person_id <> who
    union all  -- with any function at the subject, now or within the years looked back on
    select 'assignment', s.f, s.u + place.lookback from served s join place on place.subject_id = s.item_id
    union all  -- in whose hands the evaluation itself lies
    select 'desk', s.f, s.u from served s join up on up.id = s.item_id where s.role = 'agency'
    union all  -- in another project together with the representative
    select 'shared_project', greatest(s.f, r.valid_from), least(s.u, coalesce(r.valid_until, 'infinity')) + place.lookback
      from place join party p on p.ground = 'representative' and p.person_id is not null
      join programmes_assignment r on r.person_id = p.person_id and r.role in ('representative', 'participant')
      join served s on s.item_id = r.item_id and s.item_id <> place.subject_id and s.role in ('representative', 'participant', 'manager')
      join programmes_project q on q.item_ptr_id = r.item_id)
  select found.ground, found.f, found.u from found where found.f < found.u
$$;

-- What follows from the facts for one seat: its end (perhaps ahead), and what its person answers to until then. An end
-- that has come never moves: a fact corrected afterwards opens nothing again.
create function evaluation.settle(seat uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare s programmes_evaluatorseat; ends timestamptz; why text; shut timestamptz; here int[];
begin
  select * into s from programmes_evaluatorseat where id = seat for update;
  if s.id is null or s.ended_at <= app.at() then return; end if;
  select greatest(c.f, app.at()), c.ground into ends, why from evaluation.conflicts(s.item_id, s.person_id) c
    where c.u > s.named_at order by 1, 2 limit 1;
  select closed_at into shut from programmes_evaluationplace where item_id = s.item_id;
  if shut < coalesce(ends, 'infinity') then ends := greatest(shut, s.named_at); why := 'finished'; end if;
  if s.declared_at is not null and not s.is_clear then ends := app.at(); why := 'declared'; end if;
  if (s.ended_at, s.ended_ground) is distinct from (ends, coalesce(why, '')) then
    update programmes_evaluatorseat set ended_at = ends, ended_ground = coalesce(why, '') where id = s.id;
    if ends is not null and why <> 'finished' then
      insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)
        values (app.at(), null, 'system', 'lose_seat', s.item_id, 'programmes.evaluatorseat', s.id,
          jsonb_build_object('ground', why, 'from', ends, 'reason', 'conflict of interest'));
    end if;
  end if;
  if s.is_clear then
    here := array[app.principal('role', s.item_id, 'evaluator')];
    if s.is_chair then here := here || app.principal('role', s.item_id, 'chair'); end if;
    perform app.hold(s.person_id, 'evaluation', s.id, here, false, s.declared_at, ends, s.declared_at);
  else  -- opens nothing; only so that the desk knows of somebody without any other standing
    perform app.hold(s.person_id, 'evaluation', s.id, array[app.principal('role', s.item_id, 'invited')], false, s.named_at, ends, s.named_at);
  end if;
end $$;

-- All live seats a change of this person's or this subject's facts may touch.
create function evaluation.resettle(who uuid, subject uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r record;
begin
  perform evaluation.one_at_a_time();
  for r in select s.id from programmes_evaluatorseat s join programmes_evaluationplace e on e.item_id = s.item_id
      where (s.ended_at is null or s.ended_at > app.at())
        and (s.person_id = who or e.subject_id = subject
             or exists (select 1 from evaluation.parties(s.item_id) p where p.person_id = who)) order by s.id loop
    perform evaluation.settle(r.id);
  end loop;
end $$;

create function evaluation.on_affiliation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then perform evaluation.resettle(old.person_id, null); end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.person_id <> old.person_id) then perform evaluation.resettle(new.person_id, null); end if;
  return null;
end $$;
create trigger seats after insert or update or delete on accounts_affiliation for each row execute function evaluation.on_affiliation();

create function evaluation.on_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.resettle(new.person_id, new.item_id); return null; end $$;
create trigger seats after insert or update on programmes_assignment for each row execute function evaluation.on_assignment();

create function evaluation.on_subject() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.resettle(null, new.item_ptr_id); return null; end $$;
create trigger seats after update of representative_id, organisation_id on programmes_project for each row
  when ((new.representative_id, new.organisation_id) is distinct from (old.representative_id, old.organisation_id))
  execute function evaluation.on_subject();
create trigger seats after update of representative_id, organisation_id on programmes_proposal for each row
  when ((new.representative_id, new.organisation_id) is distinct from (old.representative_id, old.organisation_id))
  execute function evaluation.on_subject();

create function evaluation.on_register() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.resettle(null, new.project_id); return null; end $$;
create trigger seats after insert or update on programmes_participant for each row execute function evaluation.on_register();
create trigger seats after insert or update on programmes_teammember for each row execute function evaluation.on_register();

create function evaluation.on_party() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare r record;
begin
  perform evaluation.one_at_a_time();
  for r in select id from programmes_evaluatorseat where item_id = new.item_id order by id loop perform evaluation.settle(r.id); end loop;
  return null;
end $$;
create trigger seats after insert or update on programmes_evaluationparty for each row execute function evaluation.on_party();
create trigger seats after update on programmes_evaluationplace for each row execute function evaluation.on_party();

-- What was written stays written ---------------------------------------------------------------------
create function evaluation.guard_place() returns trigger language plpgsql as $$
begin
  if (new.item_id, new.kind, new.subject_id) is distinct from (old.item_id, old.kind, old.subject_id) or old.closed_at is not null then
    raise exception 'evaluation: a place stays what it is';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_evaluationplace for each row execute function evaluation.guard_place();

create function evaluation.guard_party() returns trigger language plpgsql as $$
begin
  if (new.item_id, new.organisation_id, new.person_id, new.ground, new.valid_from)
       is distinct from (old.item_id, old.organisation_id, old.person_id, old.ground, old.valid_from) or old.valid_until is not null then
    raise exception 'evaluation: a party is ended, never rewritten';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_evaluationparty for each row execute function evaluation.guard_party();

create function evaluation.guard_seat() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare against text;
begin
  perform evaluation.one_at_a_time();
  if new.named_by_id is distinct from app.user_id() then raise exception 'evaluation: nobody names in another name'; end if;
  if (new.declared_at, new.ended_at) is distinct from (null::timestamptz, null::timestamptz) or new.is_clear or new.ended_ground <> '' then
    raise exception 'evaluation: a seat begins undeclared';
  end if;
  if not exists (select 1 from programmes_evaluationplace where item_id = new.item_id and closed_at is null) then
    raise exception 'evaluation: nothing is evaluated here';
  end if;
  new.named_at := app.at();
  select c.ground into against from evaluation.conflicts(new.item_id, new.person_id) c where c.f <= app.at() and c.u > app.at() order by 1 limit 1;
  if against is not null then raise exception 'evaluation: conflict %', against; end if;
  return new;
end $$;
create trigger guard before insert on programmes_evaluatorseat for each row execute function evaluation.guard_seat();
create function evaluation.on_seat() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.settle(new.id); return null; end $$;
create trigger settle after insert on programmes_evaluatorseat for each row execute function evaluation.on_seat();

-- An evaluator speaks for themselves, first of all; a later declaration of a conflict ends the seat at once.
create function evaluation.guard_declaration() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare s programmes_evaluatorseat;
begin
  perform evaluation.one_at_a_time();
  select * into s from programmes_evaluatorseat where id = new.seat_id for update;
  if s.person_id is distinct from app.user_id() or new.person_id is distinct from s.person_id then
    raise exception 'evaluation: nobody declares for somebody else';
  end if;
  if s.ended_at <= app.at() then raise exception 'evaluation: this seat has ended'; end if;
  new.item_id := s.item_id; new.declared_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_conflictdeclaration for each row execute function evaluation.guard_declaration();

create function evaluation.on_declaration() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update programmes_evaluatorseat set declared_at = coalesce(declared_at, new.declared_at), is_clear = not new.has_conflict where id = new.seat_id;
  perform evaluation.settle(new.seat_id);
  return null;
end $$;
create trigger settle after insert on programmes_conflictdeclaration for each row execute function evaluation.on_declaration();
create trigger append_only before update or delete or truncate on programmes_conflictdeclaration for each statement execute function app.append_only();
create trigger kept before delete or truncate on programmes_evaluatorseat for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_evaluationplace for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_evaluationparty for each statement execute function app.never_deleted();

-- What the web may ask -------------------------------------------------------------------------------
-- Whether the reader runs the evaluation: the agency of what contains it, and never anybody of the subject's side,
-- whatever else they are: a PM who is the agency's officer too does not learn who judged the project.
create function app.manages_evaluation(i uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(id) as (
    select i union select x.container_id from confidentiality_item x join up on x.id = up.id where x.container_id is not null)
  select app.user_id() is not null
    and exists (select 1 from confidentiality_principal p join up on up.id = p.ref
      where p.kind = 'role' and p.part = 'agency' and p.id = any(app.principals()))
    and not exists (select 1 from evaluation.parties(i) p where p.person_id = app.user_id())
$$;

-- As what the reader stands in a dossier at this very instant: desk, chair, evaluator, or nothing.
create function app.evaluation_standing(i uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case when app.manages_evaluation(i) then 'desk' else coalesce((
    select case when s.is_chair then 'chair' else 'evaluator' end from programmes_evaluatorseat s
      where s.item_id = i and s.person_id = app.user_id() and s.is_clear and s.declared_at <= app.at()
        and (s.ended_at is null or s.ended_at > app.at())), '') end
$$;

-- Why this person must not evaluate here, now or later; for who runs it.
create function app.conflicts_here(i uuid, who uuid)
returns table (ground text, valid_from timestamptz, valid_until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.ground, nullif(c.f, '-infinity'), nullif(c.u, 'infinity') from evaluation.conflicts(i, who) c
    where app.manages_evaluation(i) and c.u > app.at() order by c.f, c.ground
$$;

-- Names of the subject's side now: for who runs the evaluation, and for somebody asked to say whether they are related.
create function app.parties_here(i uuid) returns table (name text, is_person boolean, ground text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct coalesce(o.name, concat_ws('　', a.family_name, nullif(a.given_name, '')))::text, p.person_id is not null,
      case when p.person_id is null then 'organisation' else p.ground end
    from evaluation.parties(i) p left join accounts_organisation o on o.id = p.organisation_id left join accounts_person a on a.id = p.person_id
    where p.f <= app.at() and p.u > app.at()
      and (app.manages_evaluation(i) or exists (select 1 from programmes_evaluatorseat s where s.item_id = i and s.person_id = app.user_id()
             and (s.ended_at is null or s.ended_at > app.at())))
    order by 2, 3, 1
$$;

-- A seat is ended by who runs the evaluation, or given up by its own person; at this instant.
create function app.end_seat(seat uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare s programmes_evaluatorseat; why text;
begin
  select * into s from programmes_evaluatorseat where id = seat for update;
  why := case when s.person_id = app.user_id() then 'resigned' when app.manages_evaluation(s.item_id) then 'released' end;
  if why is null then raise exception 'evaluation: not yours to end'; end if;
  if s.ended_at <= app.at() then return false; end if;
  update programmes_evaluatorseat set ended_at = app.at(), ended_ground = why where id = s.id;
  update confidentiality_holding set valid_until = app.at() where ground = 'evaluation' and ground_id = s.id;
  return true;
end $$;

-- Who evaluates is told to who runs the evaluation alone: elsewhere who_can_see answers as it did before.
alter function app.who_can_see(uuid, smallint, timestamptz) set schema evaluation;
create function app.who_can_see(i uuid, want smallint, t timestamptz default null)
returns table (person_id uuid, depth smallint, principal_id int, ground text, ground_id uuid, valid_from timestamptz, valid_until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select w.* from evaluation.who_can_see(i, want, t) w
    where w.person_id is null or w.person_id = app.user_id() or app.manages_evaluation(i)
      or not exists (select 1 from programmes_evaluationplace e where e.item_id = i)
$$;
revoke all on all functions in schema app from public;
revoke all on all functions in schema evaluation from public;
