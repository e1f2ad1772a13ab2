-- Who writes a project's plan and registers: who leads, runs, manages or represents it, or what contains it.
create function app.may_edit_project(place uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(id) as (
    select place union select i.container_id from confidentiality_item i join up on i.id = up.id where i.container_id is not null)
  select 4 = any(coalesce(app.principals(), '{}')) or exists (select 1 from confidentiality_principal p join up on up.id = p.ref
    where p.kind = 'role' and p.part in ('lead', 'agency', 'manager', 'representative') and p.id = any(app.principals()))
$$;

create function app.project_today() returns date language sql stable set search_path = public, pg_temp as $$
  select (app.at() at time zone 'Asia/Tokyo')::date
$$;

-- Registers -----------------------------------------------------------------------------------------
-- A line names the item its table answers to, whoever writes it; it stays where it was made and ends once.
create function app.guard_register() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if tg_table_name = 'programmes_unpublishedfiling' then
      select item_ptr_id into new.item_id from programmes_filingbook where project_id = new.project_id;
    elsif tg_table_name in ('programmes_coinvestment', 'programmes_ipdeal') then
      select item_ptr_id into new.item_id from programmes_projectterms where project_id = new.project_id;
    else
      new.item_id := new.project_id;
    end if;
    if new.created_by_id is distinct from app.user_id() or new.ended_at is not null then
      raise exception 'register: nobody writes in another name, and nothing begins ended';
    end if;
  else
    if (new.id, new.project_id, new.item_id, new.created_at, new.created_by_id)
         is distinct from (old.id, old.project_id, old.item_id, old.created_at, old.created_by_id) then
      raise exception 'register: a line stays where it was made';
    end if;
    if old.ended_at is not null then raise exception 'register: what has ended is not changed'; end if;
    if new.ended_at is not null and (new.ended_by_id is distinct from app.user_id() or new.end_reason !~ '\S') then
      raise exception 'register: a line ends in one''s own name and with a reason';
    end if;
  end if;
  if app.user_id() is not null and not app.may_edit_project(new.project_id) then
    raise exception 'register: only who runs the project writes here';
  end if;
  return new;
end $$;

-- A line that refers to another one refers to a line of the same project.
create function app.same_project() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare other uuid; wanted uuid;
begin
  if tg_table_name = 'programmes_teammember' then
    select project_id into other from programmes_participant where id = new.participant_id;
  elsif tg_table_name = 'programmes_milestone' then
    wanted := new.work_package_id; if wanted is null then return new; end if;
    select project_id into other from programmes_workpackage where id = wanted;
  else
    wanted := new.demo_id; if wanted is null then return new; end if;
    select project_id into other from programmes_fielddemo where id = wanted;
  end if;
  if other is distinct from new.project_id then raise exception 'register: the other line belongs to another project'; end if;
  return new;
end $$;

-- Once the project runs, a date moves only with a reason.
create function app.guard_due() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.due_on is distinct from old.due_on and (new.delay_reason !~ '\S' or new.delay_reason = old.delay_reason)
     and (select state from programmes_project where item_ptr_id = new.project_id) <> 'preparing' then
    raise exception 'schedule: a date moves with a reason';
  end if;
  return new;
end $$;

-- What had to be there before the start stays there while the project runs.
create function app.keep_needed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.ended_at is null and new.ended_at is not null
     and (select state from programmes_project where item_ptr_id = new.project_id) in ('active', 'suspended') then
    if tg_table_name = 'programmes_leakmeasure' and not exists (select 1 from programmes_leakmeasure
         where project_id = new.project_id and ended_at is null and id <> new.id) then
      raise exception 'plan: no_leak_measure';
    end if;
    if tg_table_name = 'programmes_coretechnology' and app.is_large_project(new.project_id) and not exists (select 1 from programmes_coretechnology
         where project_id = new.project_id and ended_at is null and id <> new.id) then
      raise exception 'plan: no_core_technology';
    end if;
  end if;
  return new;
end $$;

-- A thousand million yen or more in any one year.
create function app.is_large_project(project uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_yearamount where project_id = project and amount >= 1000000000)
$$;

do $$
declare t text;
begin
  foreach t in array array['participant', 'teammember', 'workpackage', 'milestone', 'leakmeasure', 'coretechnology', 'valleyrisk', 'usecase',
      'prototype', 'fielddemo', 'planlink', 'continuedsupport', 'coinvestment', 'schemelink', 'internationalpartner', 'provision',
      'unpublishedfiling', 'ipdeal'] loop
    execute format('create trigger a_guard before insert or update on programmes_%s for each row execute function app.guard_register()', t);
    execute format('create trigger kept before delete or truncate on programmes_%s for each statement execute function app.never_deleted()', t);
  end loop;
  foreach t in array array['teammember', 'milestone', 'continuedsupport'] loop
    execute format('create trigger b_same before insert or update on programmes_%s for each row execute function app.same_project()', t);
  end loop;
  foreach t in array array['workpackage', 'milestone'] loop
    execute format('create trigger b_due before update on programmes_%s for each row execute function app.guard_due()', t);
  end loop;
  foreach t in array array['leakmeasure', 'coretechnology'] loop
    execute format('create trigger b_needed before update on programmes_%s for each row execute function app.keep_needed()', t);
  end loop;
  foreach t in array array['projectplan', 'projectterms', 'yearamount', 'termsversion', 'changerequest', 'delegation', 'filingbook',
      'projectface', 'partnerfit', 'partneranswer'] loop
    execute format('create trigger kept before delete or truncate on programmes_%s for each statement execute function app.never_deleted()', t);
  end loop;
end $$;

-- What stands between a project and its start, besides the council (3.3) -------------------------------
create function app.plan_gaps(project uuid) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select array_remove(array[
    case when p.contract_on is null then 'no_contract' end,
    case when p.starts_on is null or p.ends_on is null or coalesce(p.purpose, '') !~ '\S' or coalesce(p.plan_text, '') !~ '\S' then 'no_plan' end,
    case when not exists (select 1 from programmes_yearamount a where a.project_id = project and a.amount > 0) then 'no_amounts' end,
    case when coalesce(p.goal, '') !~ '\S' then 'no_goal' end,
    case when p.needs_organisation_id is null or p.needs_person_id is null then 'no_needs_owner' end,
    case when not exists (select 1 from programmes_leakmeasure m where m.project_id = project and m.ended_at is null) then 'no_leak_measure' end,
    case when app.is_large_project(project) and not exists (select 1 from programmes_coretechnology c where c.project_id = project and c.ended_at is null)
      then 'no_core_technology' end,
    case when exists (select 1 from programmes_teammember m where m.project_id = project and m.ended_at is null and m.is_student
      and m.agreement_signed_on is null and m.agreement_due_on < app.project_today()) then 'student_agreement' end], null)
    from (select 1) one left join programmes_projectplan p on p.item_id = project
$$;

create function app.guard_plan() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare gaps text[];
begin
  perform app.lock_item(new.item_ptr_id);
  gaps := app.plan_gaps(new.item_ptr_id);
  if gaps <> '{}' then raise exception 'plan: %', gaps[1]; end if;
  if not exists (select 1 from programmes_termsversion where project_id = new.item_ptr_id) then
    raise exception 'plan: the terms are not frozen';
  end if;
  return new;
end $$;
create trigger guard_plan before update on programmes_project for each row
  when (old.state = 'preparing' and new.state = 'active') execute function app.guard_plan();

create function app.guard_plan_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.item_id <> old.item_id then raise exception 'a plan stays with its project'; end if;
  if app.user_id() is not null and not app.may_edit_project(new.item_id) then raise exception 'register: only who runs the project writes here'; end if;
  if tg_op = 'UPDATE' and (select state from programmes_project where item_ptr_id = new.item_id) in ('active', 'suspended') then
    if (old.needs_organisation_id is not null and new.needs_organisation_id is null) or (old.needs_person_id is not null and new.needs_person_id is null) then
      raise exception 'plan: no_needs_owner';
    end if;
    if old.goal ~ '\S' and new.goal !~ '\S' then raise exception 'plan: no_goal'; end if;
    if new.contract_on is distinct from old.contract_on and old.contract_on is not null then raise exception 'plan: the contract keeps its day'; end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_projectplan for each row execute function app.guard_plan_row();

-- The terms, and their versions ------------------------------------------------------------------------
-- As they stand now, for who reads the project's money (and for the portal's own roles); null for everybody else. A reader
-- who is not signed in has no id either: only the role tells the web from the portal itself.
create function app.terms_now(project uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('title', p.title, 'english_title', p.english_title, 'purpose', coalesce(l.purpose, ''), 'plan', coalesce(l.plan_text, ''),
    'starts_on', l.starts_on, 'ends_on', l.ends_on,
    'amounts', coalesce((select jsonb_object_agg(a.fiscal_year::text, a.amount) from programmes_yearamount a
      where a.project_id = project and a.amount <> 0), '{}'),
    'participants', coalesce((select jsonb_object_agg(m.id::text, jsonb_build_object('participant_kind', m.participant_kind,
        'organisation', m.organisation_id, 'name', m.name, 'part', m.part, 'share', m.share, 'starts_on', m.starts_on, 'ends_on', m.ends_on))
      from programmes_participant m where m.project_id = project and m.ended_at is null), '{}'))
    from programmes_project p join programmes_projectterms t on t.project_id = p.item_ptr_id
      left join programmes_projectplan l on l.item_id = p.item_ptr_id
    where p.item_ptr_id = project and (current_setting('role') <> 'banso_app' or app.reads(t.item_ptr_id))
$$;

create function app.guard_terms_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare newest int; r programmes_changerequest;
begin
  select item_ptr_id into new.item_id from programmes_projectterms where project_id = new.project_id;
  perform app.lock_item(new.item_id);
  select coalesce(max(number), 0) into newest from programmes_termsversion where project_id = new.project_id;
  if new.number <> newest + 1 then raise exception 'terms: versions are numbered one after the other'; end if;
  new.content := app.terms_now(new.project_id);
  if new.content is null then raise exception 'terms: only who reads them freezes them'; end if;
  new.text_hash := encode(sha256(convert_to(new.content::text, 'UTF8')), 'hex');
  new.made_at := app.at(); new.made_by_id := app.user_id();
  if newest = 0 then
    if new.request_id is not null then raise exception 'terms: the first version has no request'; end if;
    if app.user_id() is not null and not app.may_edit_project(new.project_id) then raise exception 'register: only who runs the project writes here'; end if;
  else
    select * into r from programmes_changerequest where id = new.request_id;
    if r.id is null or r.project_id <> new.project_id or r.state <> 'approved' or r.base_number <> newest or r.after <> new.content then
      raise exception 'terms: a version is what was approved, to the letter';
    end if;
  end if;
  return new;
end $$;
create trigger guard before insert on programmes_termsversion for each row execute function app.guard_terms_version();
create trigger append_only before update on programmes_termsversion for each statement execute function app.append_only();

-- At the end of every transaction the terms are those of their newest version, once there is one.
create function app.hold_terms() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare line jsonb := to_jsonb(new); place uuid; agreed jsonb; is_now jsonb;
begin
  place := case tg_table_name when 'programmes_project' then line->>'item_ptr_id' when 'programmes_projectplan' then line->>'item_id' else line->>'project_id' end::uuid;
  select content into agreed from programmes_termsversion where project_id = place order by number desc limit 1;
  if agreed is null then return null; end if;
  is_now := app.terms_now(place);
  if is_now is distinct from agreed then raise exception 'terms: frozen; they change by an approved request'; end if;
  return null;
end $$;
create constraint trigger hold_terms after insert or update on programmes_yearamount deferrable initially deferred
  for each row execute function app.hold_terms();
create constraint trigger hold_terms after insert or update on programmes_participant deferrable initially deferred
  for each row execute function app.hold_terms();
create constraint trigger hold_terms after update on programmes_projectplan deferrable initially deferred for each row
  when ((old.purpose, old.plan_text, old.starts_on, old.ends_on) is distinct from (new.purpose, new.plan_text, new.starts_on, new.ends_on))
  execute function app.hold_terms();
create constraint trigger hold_terms after update on programmes_project deferrable initially deferred for each row
  when ((old.title, old.english_title) is distinct from (new.title, new.english_title)) execute function app.hold_terms();

create function app.guard_amount() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    select item_ptr_id into new.item_id from programmes_projectterms where project_id = new.project_id;
  elsif (new.item_id, new.project_id, new.fiscal_year) is distinct from (old.item_id, old.project_id, old.fiscal_year) then
    raise exception 'an amount stays with its year';
  end if;
  if app.user_id() is not null and not app.may_edit_project(new.project_id) then raise exception 'register: only who runs the project writes here'; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_yearamount for each row execute function app.guard_amount();

-- Changes of the terms (R41) ---------------------------------------------------------------------------
-- Yen that move: the larger of what is added to years and what is taken from years.
create function app.budget_moved(before jsonb, after jsonb) returns bigint language sql immutable set search_path = public, pg_temp as $$
  select greatest(coalesce(sum(greatest(d, 0)), 0), coalesce(sum(greatest(-d, 0)), 0))::bigint from (
    select coalesce((after->'amounts'->>y)::bigint, 0) - coalesce((before->'amounts'->>y)::bigint, 0) as d
      from (select jsonb_object_keys(before->'amounts') union select jsonb_object_keys(after->'amounts')) k(y)) x
$$;

create function app.budget_total(terms jsonb) returns bigint language sql immutable set search_path = public, pg_temp as $$
  select coalesce(sum(value::bigint), 0)::bigint from jsonb_each_text(terms->'amounts')
$$;

-- How many yen a delegation lets its manager move, and has let them move so far.
create function app.delegated_sum(d programmes_delegation, total bigint) returns bigint language sql immutable set search_path = public, pg_temp as $$
  select case when d.budget_yen is null and d.budget_percent is null then 0
    else least(coalesce(d.budget_yen, 9000000000000000), coalesce(total * d.budget_percent / 100, 9000000000000000)) end
$$;

create function app.delegated_used(d programmes_delegation) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(r.moved), 0)::bigint from programmes_changerequest r where r.project_id = d.project_id and r.decided_by_id = d.person_id
    and r.decided_as = 'delegated' and r.state = 'approved' and r.change_kind = 'budget' and r.decided_at >= d.valid_from
$$;

-- As what the reader may decide a request: 'agency', 'delegated', or null; never who asked.
create function app.change_authority(request uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case when r.requested_by_id = app.user_id() or app.user_id() is null then null
    when app.may_assign(r.project_id) then 'agency'
    when exists (select 1 from programmes_delegation d join programmes_assignment a on a.id = d.assignment_id
      where d.project_id = r.project_id and d.person_id = app.user_id() and a.person_id = app.user_id() and a.role = 'manager'
        and d.valid_from <= app.at() and (d.valid_until is null or d.valid_until > app.at())
        and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at())
        and case r.change_kind when 'plan' then d.may_change_plan when 'team' then d.may_change_team
          else r.total_change = 0 and r.moved + app.delegated_used(d) <= app.delegated_sum(d, app.budget_total(r.before)) end) then 'delegated' end
    from programmes_changerequest r where r.id = request
$$;

create function app.guard_terms_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare newest int; part text[]; authority text;
  moves constant text[] := array['state', 'decided_by_id', 'decided_at', 'decided_as', 'decision_note'];
begin
  if tg_op = 'INSERT' then
    select item_ptr_id into new.item_id from programmes_projectterms where project_id = new.project_id;
    perform app.lock_item(new.item_id);
    select max(number) into newest from programmes_termsversion where project_id = new.project_id;
    if newest is null then raise exception 'change: nothing is frozen yet'; end if;
    if new.requested_by_id is distinct from app.user_id() or new.state <> 'requested' or new.decided_by_id is not null then
      raise exception 'change: nobody asks in another name, and nothing is asked decided';
    end if;
    if app.user_id() is not null and not app.may_edit_project(new.project_id) then raise exception 'register: only who runs the project writes here'; end if;
    new.base_number := newest;
    new.before := app.terms_now(new.project_id);
    part := case new.change_kind when 'plan' then array['title', 'english_title', 'purpose', 'plan', 'starts_on', 'ends_on']
      when 'budget' then array['amounts'] when 'team' then array['participants'] end;
    if new.before is null or new.before - part is distinct from new.after - part then raise exception 'change: it changes more than it says'; end if;
    if new.before = new.after then raise exception 'change: nothing changes'; end if;
    new.moved := app.budget_moved(new.before, new.after);
    new.total_change := app.budget_total(new.after) - app.budget_total(new.before);
    return new;
  end if;
  if to_jsonb(new) - moves is distinct from to_jsonb(old) - moves then raise exception 'change: what was asked never changes'; end if;
  if old.state <> 'requested' or new.state not in ('approved', 'rejected', 'withdrawn') then raise exception 'change: decided is decided'; end if;
  if new.state = 'withdrawn' then
    if old.requested_by_id is distinct from app.user_id() or new.decided_by_id is not null then raise exception 'change: only who asked withdraws'; end if;
    return new;
  end if;
  perform app.lock_item(new.item_id);
  authority := app.change_authority(new.id);
  if authority is null or new.decided_by_id is distinct from app.user_id() then raise exception 'change: another person decides, within their limits'; end if;
  new.decided_as := authority;
  if new.state = 'approved' then
    if new.base_number <> (select max(number) from programmes_termsversion where project_id = new.project_id) then
      raise exception 'change: the terms have changed since';
    end if;
    if exists (select 1 from jsonb_each_text(new.after->'amounts') where value::bigint >= 1000000000)
       and not exists (select 1 from programmes_coretechnology where project_id = new.project_id and ended_at is null) then
      raise exception 'plan: no_core_technology';
    end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_changerequest for each row execute function app.guard_terms_change();

-- What the agency lets a manager decide; ended, never rewritten.
create function app.guard_delegation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    select item_ptr_id into new.item_id from programmes_projectterms where project_id = new.project_id;
    if new.given_by_id is distinct from app.user_id() then raise exception 'delegation: nobody delegates in another name'; end if;
    if not exists (select 1 from programmes_assignment a join programmes_project p on p.item_ptr_id = new.project_id
        where a.id = new.assignment_id and a.person_id = new.person_id and a.role = 'manager' and a.item_id in (p.item_ptr_id, p.concept_id, p.fund_id)
          and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at())) then
      raise exception 'delegation: to a named manager of the project only';
    end if;
  elsif to_jsonb(new) - 'valid_until' is distinct from to_jsonb(old) - 'valid_until' or old.valid_until is not null or new.valid_until is null then
    raise exception 'delegation: ended, never rewritten';
  end if;
  if app.user_id() is not null and not app.may_assign(new.project_id) then raise exception 'delegation: the agency delegates'; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_delegation for each row execute function app.guard_delegation();

-- The public face says what the project says ---------------------------------------------------------
create function app.copy_face(place uuid) returns void language sql volatile security definer set search_path = public, pg_temp as $$
  update programmes_projectface set state = state where project_id = place  -- its guard copies
$$;

create function app.on_project_face() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare line jsonb := to_jsonb(new);
begin
  perform app.copy_face(coalesce(line->>'item_ptr_id', line->>'item_id')::uuid);
  return null;
end $$;
create trigger face after update on programmes_project for each row execute function app.on_project_face();
create trigger face after insert or update on programmes_projectplan for each row execute function app.on_project_face();

create function app.guard_face() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if new.project_id <> old.project_id then raise exception 'a public page stays with its project'; end if;
    if app.user_id() is not null and (new.state, new.purpose, new.why_public, new.english_summary)
         is distinct from (old.state, old.purpose, old.why_public, old.english_summary) and not app.may_assign(new.project_id) then
      raise exception 'face: the agency speaks to the public';
    end if;
  end if;
  select p.code, p.title, p.english_title, p.organisation_id, p.state, l.starts_on, l.ends_on
    into new.code, new.title, new.english_title, new.organisation_id, new.project_state, new.starts_on, new.ends_on
    from programmes_project p left join programmes_projectplan l on l.item_id = p.item_ptr_id where p.item_ptr_id = new.project_id;
  if new.state = 'listed' and new.purpose !~ '\S' then raise exception 'face: nothing is listed without its purpose'; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_projectface for each row execute function app.guard_face();

-- Published words of the English page stand until it is taken off.
create function app.guard_fit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.user_id() is not null and (not app.may_edit_project(new.project_id) or (new.state <> old.state and not app.may_assign(new.project_id))) then
    raise exception 'face: the agency speaks to the public';
  end if;
  if old.state = 'published' and new.state = 'published' and to_jsonb(new) is distinct from to_jsonb(old) then
    raise exception 'fit: published words are taken off first';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_partnerfit for each row execute function app.guard_fit();

create function app.guard_fit_answer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select state from programmes_partnerfit where item_ptr_id = new.item_id) = 'published' then
    raise exception 'fit: published words are taken off first';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_partneranswer for each row execute function app.guard_fit_answer();

-- Every project has its parts from the beginning, each with the audience of its kind; those registered before get them now.
create function app.begin_plan(p programmes_project) returns void language plpgsql security definer set search_path = public, pg_temp as $$
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
          || array[app.principal('team', p.concept_id), app.principal('team', p.fund_id), 4, 5, 7]
        else array[app.principal('team', p.item_ptr_id), app.principal('team', p.concept_id), app.principal('team', p.fund_id), 4, 5, 7] end) w;
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
create function app.on_new_project() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.begin_plan(new);
  return null;
end $$;
create trigger parts after insert on programmes_project for each row execute function app.on_new_project();
select app.begin_plan(p) from programmes_project p;
