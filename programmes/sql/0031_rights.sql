-- What the roles of the matrix read (4.3): agencies and managers of a choice of technology, auditors and security officers
-- of a project, managers named as readers of a call, councils of a result that may be published.

-- The agency of any fund ---------------------------------------------------------------------------------
-- A draft of a guideline or a vision belongs to no fund, and every agency that holds one works by it: one reader for all of them, and for
-- nobody who holds the agency's function at a concept, a call or a project alone.
create or replace function app.on_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare who int[] := array[app.principal('role', new.item_id, new.role)];
begin
  if exists (select 1 from programmes_proposal where item_ptr_id = new.item_id) then
    who := who || app.principal('assignment', new.id);
  else
    who := who || app.principal('team', new.item_id);
    if new.role = 'agency' and exists (select 1 from programmes_fund where item_ptr_id = new.item_id) then
      who := who || app.principal('function', null, 'agency');
    end if;
  end if;
  perform app.hold(new.person_id, 'assignment', new.id, who, false, new.valid_from, new.valid_until, new.valid_from);
  return null;
end $$;
update confidentiality_holding h set principals = h.principals || app.principal('function', null, 'agency')
  from programmes_assignment a join programmes_fund f on f.item_ptr_id = a.item_id
  where h.ground = 'assignment' and h.ground_id = a.id and a.role = 'agency' and not h.principals @> array[app.principal('function', null, 'agency')];
insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
  select g.item_ptr_id, app.principal('function', null, 'agency'), 2, app.at() from programmes_guideline g
    where g.document = 'guideline' and g.state in ('draft', 'expert_review', 'public_comment', 'decided', 'scheduled')
  union all select v.item_ptr_id, app.principal('function', null, 'agency'), 2, app.at() from programmes_rdvision v where v.state in ('draft', 'deliberating', 'decided');

-- Choices of technology ----------------------------------------------------------------------------------
-- The agencies and managers whose concepts take the technology up, by a share of their money or by their vision.
create function evaluation.narrowing_readers(t uuid) returns table (principal_id int)
language sql volatile security definer set search_path = public, pg_temp as $$
  with taken(id) as (
    select item_id from programmes_concepttechnology where technology_id = t and valid_from <= app.at() and (valid_until is null or valid_until > app.at())
    union select c.item_ptr_id from programmes_rdconcept c join programmes_visiontechnology v on v.item_id = c.vision_id where v.technology_id = t),
  place(id) as (select id from taken union select c.fund_id from programmes_rdconcept c join taken on taken.id = c.item_ptr_id)
  select app.principal('role', place.id, part) from place cross join unnest(array['agency', 'manager']) part
$$;

create function evaluation.tell_narrowings(t uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare who int[];
begin
  if not exists (select 1 from programmes_narrowingdecision where technology_id = t) then return; end if;
  select coalesce(array_agg(principal_id), '{}') into who from evaluation.narrowing_readers(t);
  update confidentiality_baseaudience b set valid_until = app.at() from programmes_narrowingdecision n, confidentiality_principal p
    where n.technology_id = t and b.item_id = n.item_ptr_id and b.valid_until is null and p.id = b.principal_id
      and p.kind = 'role' and p.part in ('agency', 'manager') and not p.id = any(who);
  insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
    select n.item_ptr_id, w, 2, app.at() from programmes_narrowingdecision n cross join unnest(who) w where n.technology_id = t
      and not exists (select 1 from confidentiality_baseaudience b where b.item_id = n.item_ptr_id and b.principal_id = w and b.valid_until is null);
end $$;

create function evaluation.on_narrowing() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.tell_narrowings(new.technology_id); return null; end $$;
create trigger tell after insert on programmes_narrowingdecision for each row execute function evaluation.on_narrowing();

create function evaluation.on_technology_taken() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then perform evaluation.tell_narrowings(old.technology_id); end if;
  if tg_op <> 'DELETE' then perform evaluation.tell_narrowings(new.technology_id); end if;
  return null;
end $$;
create trigger tell after insert or update or delete on programmes_concepttechnology for each row execute function evaluation.on_technology_taken();
create trigger tell after insert or update or delete on programmes_visiontechnology for each row execute function evaluation.on_technology_taken();

create function evaluation.on_concept_vision() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.vision_id is not distinct from old.vision_id then return null; end if;
  perform evaluation.tell_narrowings(v.technology_id) from programmes_visiontechnology v
    where v.item_id in (new.vision_id, case when tg_op = 'UPDATE' then old.vision_id end);
  return null;
end $$;
create trigger tell_narrowings after insert or update on programmes_rdconcept for each row execute function evaluation.on_concept_vision();

insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
  select n.item_ptr_id, w.who, w.depth, app.at() from programmes_narrowingdecision n
    cross join (values (5, 2), (7, 1)) w(who, depth)
    where not exists (select 1 from confidentiality_baseaudience b where b.item_id = n.item_ptr_id and b.principal_id = w.who and b.valid_until is null);
select evaluation.tell_narrowings(t) from (select distinct technology_id t from programmes_narrowingdecision) known;

-- Projects: that they exist, and how they stand ----------------------------------------------------------
-- The auditor follows money to a named project and reads no plan of it; the parts of a project are not the auditor's.
create or replace function app.begin_plan(p programmes_project) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare part record; made uuid; own constant text[] := array['lead', 'representative', 'agency', 'ministry', 'manager'];
begin
  insert into programmes_projectplan (item_id, purpose, plan_text, contract_form, goal, handover, industry, private_test, private_part, startup_stage,
      later_gap, public_need, uses_personal_data, personal_data_basis, personal_data_safeguards)
    values (p.item_ptr_id, '', '', 'commission', '', '', '', '', '', '', '', '', false, '', '');
  for part in select * from (values ('programmes.projectterms', '課題の条件'), ('programmes.filingbook', '公開しない特許出願の控え'),
      ('programmes.projectface', '課題の公開ページ'), ('programmes.partnerfit', '海外の相手先向けのページ')) k(kind, title) loop
    made := gen_random_uuid();
    insert into confidentiality_item (id, kind, public_title, container_id, is_born_sealed) values (made, part.kind, part.title, p.item_ptr_id, false);
    insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from) select made, w, 2, app.at() from unnest(
      case part.kind
        when 'programmes.filingbook' then array[app.principal('role', p.item_ptr_id, 'representative'), app.principal('role', p.item_ptr_id, 'agency'),
          app.principal('role', p.concept_id, 'agency'), app.principal('role', p.fund_id, 'agency')]
        when 'programmes.projectterms' then (select array_agg(app.principal('role', p.item_ptr_id, r)) from unnest(own) r)
          || array[app.principal('team', p.concept_id), app.principal('team', p.fund_id), 4, 5]
        else array[app.principal('team', p.item_ptr_id), app.principal('team', p.concept_id), app.principal('team', p.fund_id), 4, 5] end) w;
    if part.kind = 'programmes.projectterms' then
      insert into programmes_projectterms (item_ptr_id, project_id) values (made, p.item_ptr_id);
    elsif part.kind = 'programmes.filingbook' then
      insert into programmes_filingbook (item_ptr_id, project_id) values (made, p.item_ptr_id);
    elsif part.kind = 'programmes.projectface' then
      insert into programmes_projectface (item_ptr_id, project_id, code, title, english_title, project_state, purpose, why_public, english_summary, state)
        values (made, p.item_ptr_id, '', '', '', 'preparing', '', '', '', 'hidden');
    else
      insert into programmes_partnerfit (item_ptr_id, project_id, summary, openness, publication, secrecy, rights, people, funding, contact, state)
        values (made, p.item_ptr_id, '', '', '', '', '', '', '', '', 'draft');
    end if;
  end loop;
end $$;

update confidentiality_baseaudience b set valid_until = app.at() from confidentiality_item i where i.id = b.item_id and b.principal_id = 7
  and b.depth = 2 and b.valid_until is null and i.kind in ('programmes.project', 'programmes.projectterms', 'programmes.projectface', 'programmes.partnerfit');
insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
  select p.item_ptr_id, w, 1, app.at() from programmes_project p cross join unnest(array[6, 7]) w
    where not exists (select 1 from confidentiality_baseaudience b where b.item_id = p.item_ptr_id and b.principal_id = w and b.valid_until is null);

-- Number, name, house, state and period of projects the reader may know of. A project under an agreement is its number to
-- those who do not hold it: item_acl gives them the title then, and this nothing.
create function app.project_marks(wanted uuid[])
returns table (project uuid, code text, title text, state text, organisation text, concept uuid, fund uuid, starts_on date, ends_on date)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.item_ptr_id, p.code::text, p.title::text, p.state::text, o.name::text, p.concept_id, p.fund_id, l.starts_on, l.ends_on
    from programmes_project p join accounts_organisation o on o.id = p.organisation_id left join programmes_projectplan l on l.item_id = p.item_ptr_id
    where p.item_ptr_id = any(wanted) and exists (select 1 from item_acl a where a.item_id = p.item_ptr_id and a.principal_id = any(app.principals())
      and a.valid_from <= app.at() and a.valid_until > app.at()
      and (a.depth = 2 or a.principal_id in (6, 7) and not exists (select 1 from confidentiality_item i where i.id = p.item_ptr_id and i.is_born_sealed and coalesce(i.unsealed_at, 'infinity') > app.at())
        and not exists (select 1 from confidentiality_designation d join confidentiality_designationversion v on v.designation_id = d.id
          where d.item_id = p.item_ptr_id and v.valid_from <= app.at() and v.valid_until > app.at())))
$$;

-- Results that may be published, before they are ---------------------------------------------------------
-- From when everybody named below reads the record of a result: no request stands, the councils have answered or their
-- day has come, and there is a part that repeats nothing under an agreement. Null: not known.
create function evaluation.cleared_from(d uuid) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  select case when x.opened_at is null or not exists (select 1 from confidentiality_disclosurepart p where p.disclosure_id = d
        and not exists (select 1 from confidentiality_disclosuretouch t where t.part_id = p.item_ptr_id and t.answer = 'reproduces')) then null
      else coalesce((select max(r.valid_until) from confidentiality_closingrequest r where r.item_id = d and r.valid_from is not null),
        least(x.decide_by, x.cleared_at)) end
    from confidentiality_disclosure x where x.item_ptr_id = d
$$;

-- One reader's sight of one item: the title until ``since``, the content from then on; what was seen stays on record.
create function evaluation.deepen(i uuid, who int, since timestamptz, knew boolean) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare reads boolean := exists (select 1 from confidentiality_baseaudience where item_id = i and principal_id = who and depth = 2
  and valid_from <= app.at() and valid_until is null);
begin
  if reads and since <= app.at() then return; end if;
  delete from confidentiality_baseaudience where item_id = i and principal_id = who and depth = 2 and valid_from > app.at();
  if reads then
    update confidentiality_baseaudience set valid_until = app.at() where item_id = i and principal_id = who and depth = 2 and valid_until is null;
    if knew then insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from) values (i, who, 1, app.at()); end if;
  end if;
  update confidentiality_baseaudience set valid_until = case when since is not null then greatest(since, app.at()) end where item_id = i and principal_id = who and depth = 1
    and (valid_until is null or valid_until > app.at());
  if since is not null then
    insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from) values (i, who, 2, greatest(since, app.at()));
  end if;
end $$;

create function evaluation.tell_cleared(d uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare o uuid; p programmes_project; since timestamptz := evaluation.cleared_from(d);
begin
  select x.item_ptr_id into o from programmes_outcome x join confidentiality_disclosure y on y.subject_id = x.item_ptr_id where y.item_ptr_id = d;
  if o is null then return; end if;
  select q.* into p from programmes_project q join programmes_outcome x on x.project_id = q.item_ptr_id where x.item_ptr_id = o;
  perform evaluation.deepen(o, w, since, true) from unnest(array[app.principal('team', p.concept_id), app.principal('team', p.fund_id), 4, 5]) w;
  perform evaluation.deepen(o, app.principal('council', c.council_id), since, false) from confidentiality_disclosurecouncil c where c.item_id = d;
end $$;

create function evaluation.on_disclosure() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.tell_cleared(new.item_ptr_id); return null; end $$;
create trigger tell_cleared after update on confidentiality_disclosure for each row
  when ((new.opened_at, new.decide_by, new.cleared_at) is distinct from (old.opened_at, old.decide_by, old.cleared_at)) execute function evaluation.on_disclosure();
create function evaluation.on_closing() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.tell_cleared(new.item_id); return null; end $$;
create trigger tell_cleared after insert or update on confidentiality_closingrequest for each row execute function evaluation.on_closing();
create function evaluation.on_touch() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.tell_cleared(p.disclosure_id) from confidentiality_disclosurepart p where p.item_ptr_id = new.part_id; return null; end $$;
create trigger tell_cleared after insert or update on confidentiality_disclosuretouch for each row execute function evaluation.on_touch();
select evaluation.tell_cleared(d.item_ptr_id) from confidentiality_disclosure d join programmes_outcome o on o.item_ptr_id = d.subject_id
  where not exists (select 1 from confidentiality_publishedpart x where x.item_id = o.item_ptr_id);

-- To read a cleared result is not to work with it: who takes over or hands on its publication, corrects where it can be
-- found or reports a use of it is the project's, as before.
create or replace function app.works_with(thing uuid, who int[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from item_acl a where a.item_id = thing and a.depth = 2 and a.principal_id > 2 and a.principal_id = any(who)
    and a.valid_from <= app.at() and a.valid_until > app.at()
    and (not exists (select 1 from programmes_outcome o where o.item_ptr_id = thing)
      or exists (select 1 from programmes_outcome o join programmes_project q on q.item_ptr_id = o.project_id join confidentiality_principal p on p.id = a.principal_id
        where o.item_ptr_id = thing and (p.kind = 'person' or (p.kind in ('team', 'role') and p.ref = q.item_ptr_id)
          or (p.kind = 'role' and p.part = 'manager' and p.ref = q.concept_id)))))
$$;
create function evaluation.guard_writer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare thing uuid := to_jsonb(new)->>case when tg_table_name = 'programmes_outcome' then 'item_ptr_id' else 'item_id' end;
begin
  if app.user_id() is not null and pg_trigger_depth() = 1 and not app.works_with(thing, app.principals()) then raise exception 'an outcome is its project''s to write'; end if;
  return new;
end $$;
create trigger z_writer before update on programmes_outcome for each row execute function evaluation.guard_writer();
create trigger z_writer before insert on programmes_outcomeuse for each row execute function evaluation.guard_writer();

-- Managers who read a call -------------------------------------------------------------------------------
-- The same answer as before, and who reads all of a call judges none of its proposals.
-- Every stretch of time in which this person must not evaluate there, with the ground.
create or replace function evaluation.conflicts(i uuid, who uuid)
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
    union all  -- beside the subject in the same call, with a proposal that was sent
    select 'party', s.f, s.u + place.lookback from place join programmes_proposaldossier d on d.item_ptr_id = i
      join programmes_proposal p on p.call_id = d.call_id and p.state <> 'draft' join served s on s.item_id = p.item_ptr_id
      where s.role in ('representative', 'co_applicant', 'institution')
    union all  -- for an organisation of the subject
    select 'organisation', greatest(w.f, p.f), least(w.u, p.u) from works w join party p on p.organisation_id = w.organisation_id
    union all  -- beside one of its people
    select 'organisation', greatest(w.f, p.f, o.valid_from), least(w.u, p.u, coalesce(o.valid_until, 'infinity'))
      from party p join accounts_affiliation o on o.person_id = p.person_id join works w on w.organisation_id = o.organisation_id
      where p.person_id <> who
    union all  -- with any function at the subject, now or within the years looked back on
    select 'assignment', s.f, s.u + place.lookback from served s join place on place.subject_id = s.item_id
    union all  -- in whose hands the evaluation itself lies, or who reads all of it
    select 'desk', s.f, s.u from served s join up on up.id = s.item_id where s.role in ('agency', 'reader')
    union all  -- in another project together with the representative
    select 'shared_project', greatest(s.f, r.valid_from), least(s.u, coalesce(r.valid_until, 'infinity')) + place.lookback
      from place join party p on p.ground = 'representative' and p.person_id is not null
      join programmes_assignment r on r.person_id = p.person_id and r.role in ('representative', 'participant')
      join served s on s.item_id = r.item_id and s.item_id <> place.subject_id and s.role in ('representative', 'participant', 'manager')
      join programmes_project q on q.item_ptr_id = r.item_id)
  select found.ground, found.f, found.u from found where found.f < found.u
$$;

-- Nobody reads a call and applies in it, either.
create or replace function evaluation.runs_call(c uuid, who uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_call k join programmes_assignment a on a.item_id in (k.item_ptr_id, k.concept_id, k.fund_id)
    where k.item_ptr_id = c and a.person_id = who and a.role in ('agency', 'integrity', 'reader')
      and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at()))
$$;
create or replace function app.guard_both_sides() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.role in ('agency', 'integrity', 'reader') then
    perform 1 from programmes_call k where new.item_id in (k.item_ptr_id, k.concept_id, k.fund_id) order by k.item_ptr_id for no key update;
    if exists (select 1 from programmes_call k where new.item_id in (k.item_ptr_id, k.concept_id, k.fund_id)
        and evaluation.applies_in(k.item_ptr_id, new.person_id)) then
      raise exception 'both sides: who applies in a call does not run it';
    end if;
  elsif new.role in ('representative', 'co_applicant', 'institution') and exists (select 1 from programmes_proposal p
      where p.item_ptr_id = new.item_id and evaluation.runs_call(p.call_id, new.person_id)) then
    raise exception 'both sides: who runs a call does not apply in it';
  end if;
  return new;
end $$;

-- A manager of the call's concept or fund, named at the call by its agency, and no judge of any proposal there.
create function evaluation.manages_until(c uuid, who uuid) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  select max(coalesce(a.valid_until, 'infinity')) from programmes_call k join programmes_assignment a on a.item_id in (k.concept_id, k.fund_id)
    where k.item_ptr_id = c and a.person_id = who and a.role = 'manager' and a.valid_from <= app.at()
$$;
create function evaluation.guard_reader() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform evaluation.one_at_a_time();
  if not exists (select 1 from programmes_call where item_ptr_id = new.item_id) then raise exception 'reader: of a call'; end if;
  if app.user_id() is not null and (not app.runs_call_review(new.item_id) or new.person_id = app.user_id()) then raise exception 'reader: its agency names somebody else'; end if;
  if coalesce(evaluation.manages_until(new.item_id, new.person_id), '-infinity') <= app.at() then raise exception 'reader: a manager of the concept or the fund'; end if;
  if evaluation.runs_call(new.item_id, new.person_id) then raise exception 'reader: reads it already'; end if;
  if exists (select 1 from programmes_evaluatorseat s join programmes_proposaldossier d on d.item_ptr_id = s.item_id where d.call_id = new.item_id
      and s.person_id = new.person_id and (s.ended_at is null or s.ended_at > app.at())) then
    raise exception 'reader: who judges there reads nothing else';
  end if;
  return new;
end $$;
create trigger guard_reader before insert on programmes_assignment for each row when (new.role = 'reader') execute function evaluation.guard_reader();

-- What follows for one proposal: from when until when its reader reads it. An end that has come never moves.
create function evaluation.settle_reading(reading uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r programmes_callreading; ends timestamptz; why text; last timestamptz;
begin
  select * into r from programmes_callreading where id = reading for update;
  if r.id is null or r.ended_at <= app.at() then return; end if;
  select greatest(c.f, app.at()), c.ground into ends, why from evaluation.conflicts(r.item_id, r.person_id) c
    where c.u > r.opened_at and c.ground <> 'desk' order by 1, 2 limit 1;
  if evaluation.applies_in(r.call_id, r.person_id) then ends := app.at(); why := 'party'; end if;
  select least(coalesce(a.valid_until, 'infinity'), coalesce(evaluation.manages_until(r.call_id, r.person_id), app.at()))
    into last from programmes_assignment a where a.id = r.assignment_id;
  if last < coalesce(ends, 'infinity') then ends := greatest(last, r.opened_at); why := 'function'; end if;
  if (r.ended_at, r.ended_ground) is distinct from (ends, coalesce(why, '')) then
    update programmes_callreading set ended_at = ends, ended_ground = coalesce(why, '') where id = r.id;
    if ends is not null and why <> 'function' then
      insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)
        values (app.at(), null, 'system', 'lose_reading', r.item_id, 'programmes.callreading', r.id, jsonb_build_object('ground', why, 'from', ends));
    end if;
  end if;
  perform app.hold(r.person_id, 'reading', r.id, array[app.principal('role', r.proposal_id, 'reader')], false, r.opened_at, ends, r.opened_at);
end $$;

-- Every proposal under review is opened to every reader of its call, but for one whom a conflict has shut out of it before.
create function evaluation.open_readings(c uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r record; made uuid;
begin
  for r in select d.item_ptr_id as dossier, d.proposal_id, a.id as assignment, a.person_id from programmes_proposaldossier d
        join programmes_evaluationplace e on e.item_id = d.item_ptr_id
        join programmes_assignment a on a.item_id = d.call_id and a.role = 'reader' and (a.valid_until is null or a.valid_until > app.at())
      where d.call_id = c and not exists (select 1 from programmes_callreading k where k.item_id = d.item_ptr_id and k.assignment_id = a.id)
        and not exists (select 1 from programmes_callreading k where k.item_id = d.item_ptr_id and k.person_id = a.person_id and k.ended_at <= app.at() and k.ended_ground <> 'function')
      order by d.item_ptr_id, a.id loop
    made := gen_random_uuid();
    insert into programmes_callreading (id, item_id, proposal_id, call_id, assignment_id, person_id, opened_at, ended_ground, detail)
      values (made, r.dossier, r.proposal_id, c, r.assignment, r.person_id, app.at(), '', '');
    insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
      select x.id, app.principal('role', r.proposal_id, 'reader'), 2, app.at() from (
        select r.proposal_id id union all
        select v.item_ptr_id from programmes_proposalversion v where v.proposal_id = r.proposal_id and v.number = (select max(number) from programmes_proposalversion where proposal_id = r.proposal_id)
        union all select l.item_ptr_id from programmes_proposalroll l join programmes_proposalversion v on v.item_ptr_id = l.version_id
          where v.proposal_id = r.proposal_id and v.number = (select max(number) from programmes_proposalversion where proposal_id = r.proposal_id)) x
      where not exists (select 1 from confidentiality_baseaudience b where b.item_id = x.id
        and b.principal_id = app.principal('role', r.proposal_id, 'reader') and b.valid_until is null);
    perform evaluation.settle_reading(made);
  end loop;
end $$;
create function evaluation.on_reader() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform evaluation.open_readings(new.item_id); return null; end $$;
create trigger z_readings after insert on programmes_assignment for each row when (new.role = 'reader') execute function evaluation.on_reader();
create function evaluation.on_place() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform evaluation.open_readings(d.call_id) from programmes_proposaldossier d where d.item_ptr_id = new.item_id;
  return null;
end $$;
create trigger z_readings after insert on programmes_evaluationplace for each row execute function evaluation.on_place();

-- The facts that end seats end readings too.
create or replace function evaluation.resettle(who uuid, subject uuid) returns void
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
  for r in select k.id from programmes_callreading k where (k.ended_at is null or k.ended_at > app.at())
        and (k.person_id = who or k.proposal_id = subject or exists (select 1 from evaluation.parties(k.item_id) p where p.person_id = who)) order by k.id loop
    perform evaluation.settle_reading(r.id);
  end loop;
end $$;
create or replace function evaluation.on_party() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare r record;
begin
  perform evaluation.one_at_a_time();
  for r in select id from programmes_evaluatorseat where item_id = new.item_id order by id loop perform evaluation.settle(r.id); end loop;
  for r in select k.id from programmes_callreading k where k.call_id = (select call_id from programmes_proposaldossier where item_ptr_id = new.item_id) order by k.id loop
    perform evaluation.settle_reading(r.id);
  end loop;
  return null;
end $$;

create trigger kept before delete or truncate on programmes_callreading for each statement execute function app.never_deleted();

-- Whether the reader of this transaction reads this proposal's reviews now.
create function app.reads_reviews(proposal uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_callreading k where k.proposal_id = proposal and k.person_id = app.user_id()
    and k.opened_at <= app.at() and (k.ended_at is null or k.ended_at > app.at()))
$$;
-- Sent reviews without names, by numbers that say nothing of who wrote which.
create function app.reviews_read(proposal uuid)
returns table (place int, scores jsonb, recommendation text, comment text)
language sql stable security definer set search_path = public, pg_temp as $$
  select row_number() over (order by md5(e.id::text || d.item_ptr_id::text))::int, e.scores, e.recommendation::text, e.comment
    from programmes_proposaldossier d cross join lateral evaluation.counted_reviews(d.item_ptr_id) e
    where d.proposal_id = proposal and app.reads_reviews(proposal) order by 1
$$;
create function app.reviews_together(proposal uuid) returns table (dossier uuid, state text, criteria jsonb, spread jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.item_ptr_id, d.state::text, d.body->'criteria', evaluation.review_spread(d.item_ptr_id) from programmes_proposaldossier d
    where d.proposal_id = proposal and app.reads_reviews(proposal)
$$;
-- Proposals of a call under review that this reader reads now, with how their reviews stand.
create function app.readings_of(c uuid, skipped int, most int)
returns table (proposal uuid, number text, state text, reviews int, mean numeric)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as (select d.item_ptr_id, d.proposal_id, d.number, d.state from programmes_callreading k join programmes_proposaldossier d on d.item_ptr_id = k.item_id
      where k.call_id = c and k.person_id = app.user_id() and k.opened_at <= app.at() and (k.ended_at is null or k.ended_at > app.at())
      order by d.number offset skipped limit most)
  select m.proposal_id, m.number::text, m.state::text, (s.said->>'n')::int, (s.said->'total'->>'mean')::numeric
    from mine m cross join lateral (select evaluation.review_spread(m.item_ptr_id) said) s order by m.number
$$;
-- Its reader says that they are related to a proposal: shut at this instant, and for good.
create function app.declare_reading_conflict(proposal uuid, words text) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r programmes_callreading;
begin
  select * into r from programmes_callreading k where k.proposal_id = proposal and k.person_id = app.user_id()
    and (k.ended_at is null or k.ended_at > app.at()) order by k.opened_at limit 1 for update;
  if r.id is null then return null; end if;
  if words !~ '\S' then raise exception 'reading: with what the relation is'; end if;
  update programmes_callreading set ended_at = app.at(), ended_ground = 'declared', detail = words where id = r.id;
  update confidentiality_holding set valid_until = app.at() where ground = 'reading' and ground_id = r.id;
  return r.item_id;
end $$;

revoke all on all functions in schema app from public;
revoke all on all functions in schema evaluation from public;
