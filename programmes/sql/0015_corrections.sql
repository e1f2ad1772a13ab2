-- Names in texts that leave an evaluation: one look for gates and reviews alike. ``people`` are accounts, ``others`` are
-- names as they were typed, family name first.
create function evaluation.names_in(texts text[], people uuid[], others text[]) returns setof int
language sql stable security definer set search_path = public, pg_temp as $$
  with person as (
    select evaluation.plain(a.family_name || a.given_name) as whole, evaluation.plain(a.family_name) as family
      from accounts_person a where a.id = any(people)
    union
    select evaluation.plain(n), evaluation.plain(split_part(n, ' ', 1)) from unnest(others) n)
  select t.place::int from unnest(texts) with ordinality t(words, place)
    cross join lateral (select evaluation.plain(coalesce(t.words, '')) as words) x
    where exists (select 1 from person p where (length(p.whole) >= 2 and position(p.whole in x.words) > 0)
      or (length(p.family) >= 1 and exists (select 1 from unnest(array['さん', '氏', '様', '委員', '主査', '評価者', '審査員', '先生', '教授', '博士',
            '理事', '部長', '課長', '社長']) h(word) where position(p.family || h.word in x.words) > 0)))
$$;

create or replace function evaluation.touches(gate uuid, texts text[]) returns table (place int, kind text)
language sql stable security definer set search_path = public, pg_temp as $$
  with text_(words, place) as (select evaluation.plain(t.words), t.place::int from unnest(texts) with ordinality t(words, place)),
  dossier as (select item_ptr_id as id from programmes_gatedossier where gate_id = gate),
  agreed as (
    select evaluation.plain(x.words) as words from programmes_stagegate g join programmes_projectcouncil l on l.item_id = g.project_id
      join confidentiality_item i on i.container_id = l.council_id
      join confidentiality_designation d on d.item_id = i.id and d.state not in ('lapsed', 'withdrawn', 'lifted', 'expired')
      join confidentiality_designationversion v on v.id in (d.in_force_id, d.candidate_id)
      cross join lateral (values (v.title::text), (v.subject)) x(words) where g.item_ptr_id = gate
    union
    select evaluation.plain(m.title) from programmes_stagegate g join programmes_projectcouncil l on l.item_id = g.project_id
      join councils_material m on m.council_id = l.council_id join confidentiality_item i on i.id = m.item_ptr_id
      where g.item_ptr_id = gate and (i.is_born_sealed and i.unsealed_at is null or exists (select 1 from confidentiality_designation d
        join confidentiality_designationversion v on v.designation_id = d.id where d.item_id = i.id and v.valid_from <= app.at() and v.valid_until > app.at())))
  select distinct n, 'name' from evaluation.names_in(texts,
      array(select s.person_id from programmes_evaluatorseat s join dossier on dossier.id = s.item_id),
      array(select trim(regexp_replace(regexp_replace(normalize(line, nfkc), '\(.*$', ''), '\s+', ' ', 'g'))
        from programmes_hearingattendance h join dossier on dossier.id = h.item_id cross join lateral regexp_split_to_table(h.names, '\n') line)) n
  union
  select distinct t.place, 'agreed' from text_ t join agreed a on length(a.words) >= 4 and position(a.words in t.words) > 0
$$;

create or replace function evaluation.names_reviewer(c uuid, texts text[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from evaluation.names_in(texts, array(
    select s.person_id from programmes_proposaldossier d join programmes_evaluatorseat s on s.item_id = d.item_ptr_id where d.call_id = c
    union select k.person_id from programmes_callreview r join programmes_reviewercandidate k on k.item_id = r.item_ptr_id where r.call_id = c), '{}'))
$$;

-- A published result of a gate is corrected by a new edition beside the old one, with its reason; what was decided stands.
create or replace function evaluation.guard_result() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare last programmes_gateresult; stands text; decided text;
begin
  perform app.lock_item(new.gate_id);
  select state, result into stands, decided from programmes_stagegate where item_ptr_id = new.gate_id;
  select * into last from programmes_gateresult where gate_id = new.gate_id order by edition desc limit 1;
  if decided is distinct from new.result or stands is distinct from (case when last.item_ptr_id is null then 'decided' else 'disclosed' end) then
    raise exception 'result: nothing of the kind was decided';
  end if;
  if new.edition is distinct from coalesce(last.edition, 0) + 1 or (new.edition > 1) <> (new.correction_reason ~ '\S') then
    raise exception 'result: editions follow one another, each correction with its reason';
  end if;
  if new.decided_on is distinct from coalesce(last.decided_on, new.decided_on) or new.number is distinct from coalesce(last.number, new.number) then
    raise exception 'result: a correction speaks of the same decision';
  end if;
  if app.user_id() is not null and not app.runs_gate(new.gate_id) then raise exception 'result: not for the project''s side to publish'; end if;
  if exists (select 1 from evaluation.touches(new.gate_id,
       array[new.text, new.english_text, new.title, new.english_title, new.name, new.correction_reason])) then
    raise exception 'result: the text names somebody, or touches an agreement';
  end if;
  return new;
end $$;

-- An outcome is registered after the end too: what was found before a stop, and papers that appear years later, are open
-- like all others (R40, R112). Only a project that was called off before it ever ran has none.
create or replace function app.guard_outcome() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare later constant text[] := array['doi', 'link', 'published_at', 'restriction'];
begin
  if tg_op = 'INSERT' then
    new.published_at := null;
    perform 1 from programmes_project where item_ptr_id = new.project_id for share;  -- none slips in while it completes
    if exists (select 1 from programmes_project where item_ptr_id = new.project_id and state = 'terminated' and started_at is null) then
      raise exception 'a project that never ran takes no outcome';
    end if;
    return new;
  end if;
  if (new.project_id, new.number) is distinct from (old.project_id, old.number) then raise exception 'an outcome stays with its project'; end if;
  if to_jsonb(new) - later is distinct from to_jsonb(old) - later
     and exists (select 1 from confidentiality_disclosure where subject_id = new.item_ptr_id and opened_at is not null) then
    raise exception 'what was put to the councils never changes; take it back first';
  end if;
  if new.published_at is distinct from old.published_at
     and (old.published_at is not null or not exists (select 1 from confidentiality_publishedpart where item_id = new.item_ptr_id)) then
    raise exception 'an outcome is published through its disclosure';
  end if;
  return new;
end $$;

-- Payments stay within what was agreed for their year (R29, R36): more is agreed, or moved there from another year, first.
create function app.agreed_left(project uuid, year int) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select a.amount from programmes_yearamount a where a.project_id = project and a.fiscal_year = year), 0)
    - coalesce((select sum(case d.state when 'refunded' then d.amount - d.refund_amount else d.amount end) from programmes_disbursement d
        where d.project_id = project and d.fiscal_year = year and d.state in ('checked', 'paid', 'settled', 'refund_due', 'refunded')), 0)::bigint
$$;
comment on function app.agreed_left is 'inner';

-- The same for who reads the project's money; null for everybody else.
create function app.agreed_left_here(project uuid, year int) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select app.agreed_left(project, year) where exists (select 1 from programmes_projectterms t where t.project_id = project and app.reads(t.item_ptr_id))
$$;

-- The terms are held before anything else of the payment is written, like whoever changes them holds them.
create function app.hold_agreed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.lock_item((select item_ptr_id from programmes_projectterms where project_id = new.project_id));
  return new;
end $$;
create trigger a_hold before update of state on programmes_disbursement for each row
  when (old.state = 'requested' and new.state = 'checked') execute function app.hold_agreed();

create function app.guard_agreed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.amount > app.agreed_left(new.project_id, new.fiscal_year) then
    raise exception 'terms: more than was agreed for the year';
  end if;
  return new;
end $$;
create trigger guard_agreed before update of state on programmes_disbursement for each row
  when (old.state = 'requested' and new.state = 'checked') execute function app.guard_agreed();

create function app.guard_agreed_year() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.lock_item(new.item_id);
  if new.amount - old.amount + app.agreed_left(new.project_id, new.fiscal_year) < 0 then
    raise exception 'terms: less than is already reserved or paid';
  end if;
  return new;
end $$;
create trigger z_spent before update of amount on programmes_yearamount for each row
  when (new.amount < old.amount) execute function app.guard_agreed_year();

-- A project ends as what its last gate decided: stopped ones with their lessons, others completed (3.3).
create function evaluation.guard_ending() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from programmes_stagegate where project_id = new.item_ptr_id order by item_ptr_id for share;
  if evaluation.stops(new.item_ptr_id) <> (new.state = 'honourable_stop') then
    raise exception 'gate: a project ends as its last gate decided';
  end if;
  return new;
end $$;
create trigger z_ending before update of state on programmes_project for each row
  when (new.state is distinct from old.state and new.state in ('completed', 'honourable_stop')) execute function evaluation.guard_ending();

revoke all on function app.agreed_left, app.agreed_left_here, app.hold_agreed, app.guard_agreed, app.guard_agreed_year from public;
revoke all on all functions in schema evaluation from public;

-- Sight of a project is no right over it: who runs, leads, oversees or represents it moves its row, and triggers of others.
create function app.may_move_project(place uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.may_edit_project(place) or exists (select 1 from programmes_project p join confidentiality_principal r on r.kind = 'role' and r.part = 'ministry'
    and r.ref in (p.item_ptr_id, p.concept_id, p.fund_id) where p.item_ptr_id = place and r.id = any(app.principals()))
$$;

comment on function app.may_move_project is 'inner';

create function app.guard_project_mover() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.user_id() is not null and pg_trigger_depth() = 1 and not app.may_move_project(new.item_ptr_id) then
    raise exception 'project: sight of it is no right over it';
  end if;
  return new;
end $$;
create trigger a_mover before update on programmes_project for each row execute function app.guard_project_mover();
revoke all on function app.may_move_project, app.guard_project_mover from public;

-- The members of a council read the project it accompanies (R78): those linked before now too.
insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
  select l.item_id, app.principal('council', l.council_id), 2, app.at() from programmes_projectcouncil l
    where l.valid_until is null and not exists (select 1 from confidentiality_baseaudience b where b.item_id = l.item_id
      and b.principal_id = app.principal('council', l.council_id) and b.valid_until is null);
