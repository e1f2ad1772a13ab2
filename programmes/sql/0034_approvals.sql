-- Who agrees before a change of frozen terms is approved (R41): routes of funds, steps frozen with each request, answers
-- bound to the hash of what was asked for. The last act stays the agency's, and waits for every step.

-- Routes -----------------------------------------------------------------------------------------------
-- The lines of a route have one shape and no other; each kind of change has at most one line from each sum.
create function app.check_route(fund uuid, lines jsonb) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare line jsonb; stage jsonb; one jsonb; seen text[] := '{}'; mark text; steps int;
begin
  if jsonb_typeof(lines) is distinct from 'array' then raise exception 'route: a list of lines'; end if;
  for line in select value from jsonb_array_elements(lines) loop
    mark := (line->>'kind') || ' ' || coalesce(line->>'from_yen', '0');
    if mark is null or line->>'kind' not in ('plan', 'budget', 'team') or mark = any(seen)
       or jsonb_typeof(line->'also_delegated') is distinct from 'boolean'
       or jsonb_typeof(line->'from_yen') not in ('null', 'number') or line->'from_yen' is null
       or ((line->>'from_yen') is not null and (line->>'kind' <> 'budget' or (line->>'from_yen') !~ '^[0-9]{1,15}$'
         or (line->>'from_yen')::bigint = 0))
       or jsonb_typeof(line->'stages') is distinct from 'array' or jsonb_array_length(line->'stages') = 0 then
      raise exception 'route: a line says its kind, from which sum, and who agrees';
    end if;
    seen := seen || mark;
    steps := 0;
    for stage in select value from jsonb_array_elements(line->'stages') loop
      if jsonb_typeof(stage) is distinct from 'array' or jsonb_array_length(stage) = 0 then raise exception 'route: no empty step'; end if;
      for one in select value from jsonb_array_elements(stage) loop
        steps := steps + 1;
        if coalesce(one->>'role', '') not in ('manager', 'agency', 'ministry', 'lead')
           or coalesce(one->>'place', '') not in ('any', 'project', 'concept', 'fund') or length(coalesce(one->>'label', '')) > 40
           or one->'label' is null or not one ? 'person' then
          raise exception 'route: a step names a function that reads the terms';
        end if;
        if one->>'person' is not null and not exists (select 1 from programmes_assignment a
            where a.person_id = (one->>'person')::uuid and a.role = one->>'role'
              and (a.item_id = fund or a.item_id in (select item_ptr_id from programmes_rdconcept where fund_id = fund)
                or a.item_id in (select item_ptr_id from programmes_project where fund_id = fund))) then
          raise exception 'route: a named person holds the function there';
        end if;
      end loop;
    end loop;
    if steps > 5 then raise exception 'route: five steps at the most'; end if;
  end loop;
end $$;
comment on function app.check_route is 'inner';

create function app.guard_route() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select item_ptr_id into new.item_id from programmes_fundbook where fund_id = new.fund_id;
  perform app.lock_item(new.item_id);
  if new.laid_by_id is distinct from app.user_id() or not app.may_assign(new.fund_id) then
    raise exception 'route: the agency of the fund lays it down, in its own name';
  end if;
  if (select state from programmes_fund where item_ptr_id = new.fund_id) = 'closed' then raise exception 'route: the fund is closed'; end if;
  if new.number <> coalesce((select max(number) from programmes_approvalroute where fund_id = new.fund_id), 0) + 1 then
    raise exception 'route: versions are numbered one after the other';
  end if;
  perform app.check_route(new.fund_id, new.lines);
  new.laid_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_approvalroute for each row execute function app.guard_route();
create trigger append_only before update or delete or truncate on programmes_approvalroute for each statement execute function app.append_only();

-- What an answer is bound to ---------------------------------------------------------------------------
-- What was asked for, and the version of the terms it starts from as it stands now: whatever changes them voids every answer.
create function app.change_hash_of(r programmes_changerequest) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select encode(sha256(convert_to(jsonb_build_object('kind', r.change_kind, 'reason', r.reason, 'before', r.before, 'after', r.after,
    'base', r.base_number, 'terms', (select jsonb_build_array(v.number, v.text_hash) from programmes_termsversion v
      where v.project_id = r.project_id order by v.number desc limit 1))::text, 'UTF8')), 'hex')
$$;
comment on function app.change_hash_of is 'inner';

create function app.change_hash(request uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select app.change_hash_of(r) from programmes_changerequest r
    where r.id = request and (current_setting('role') <> 'banso_app' or app.reads(r.item_id))
$$;

-- Steps ------------------------------------------------------------------------------------------------
-- A step that was put in another's hands counts no more.
create function app.step_is_agreed(s programmes_approvalstep) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_approvalanswer a join programmes_changerequest r on r.id = a.request_id
    where a.step_id = s.id and a.verdict = 'agreed' and a.text_hash = app.change_hash_of(r))
$$;
comment on function app.step_is_agreed is 'inner';

create function app.steps_are_through(request uuid, before int default null) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select 1 from programmes_approvalstep s where s.request_id = request and (before is null or s.number < before)
    and not exists (select 1 from programmes_approvalstep n where n.replaces_id = s.id) and not app.step_is_agreed(s))
$$;
comment on function app.steps_are_through is 'inner';

-- Who holds the function of a step at this instant, pledged and active; who asked, and whoever once handed the step on, answer it not.
create function app.step_holders(step uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct h.person_id from programmes_approvalstep s join programmes_project p on p.item_ptr_id = s.project_id
    join programmes_changerequest r on r.id = s.request_id
    join confidentiality_principal c on c.kind = 'role' and c.part = s.role and c.ref = any(case s.place
      when 'project' then array[p.item_ptr_id] when 'concept' then array[p.concept_id] when 'fund' then array[p.fund_id]
      else array[p.item_ptr_id, p.concept_id, p.fund_id] end)
    join confidentiality_holding h on h.principals @> array[c.id] and h.valid_from <= app.at()
      and (h.valid_until is null or h.valid_until > app.at()) and h.pledged_at <= app.at()
    join accounts_person a on a.id = h.person_id and a.is_active
    where s.id = step and (s.person_id is null or s.person_id = h.person_id) and h.person_id <> r.requested_by_id
      and not exists (select 1 from programmes_approvalstep n where n.request_id = s.request_id and n.number = s.number
        and n.place_in_row = s.place_in_row and n.made_by_id = h.person_id)
$$;
comment on function app.step_holders is 'inner';

-- Those of them who have answered no step of the request yet: nobody answers two.
create function app.step_people(step uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select h from app.step_holders(step) h where not exists (select 1 from programmes_approvalanswer a
    join programmes_approvalstep s on s.request_id = a.request_id where s.id = step and a.answered_by_id = h)
$$;
comment on function app.step_people is 'inner';

-- Terms change while the project goes on, and no longer.
create function app.terms_may_change(project uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_project where item_ptr_id = project and state in ('active', 'suspended'))
$$;
comment on function app.terms_may_change is 'inner';

create function app.change_may_come(request uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_changerequest r where r.id = request and app.terms_may_change(r.project_id)
    and (current_setting('role') <> 'banso_app' or app.reads(r.item_id)))
$$;

create function app.step_waits(step uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_approvalstep s join programmes_changerequest r on r.id = s.request_id
    where s.id = step and r.state = 'requested' and app.terms_may_change(s.project_id) and not exists (select 1 from programmes_approvalanswer a where a.step_id = s.id)
      and not exists (select 1 from programmes_approvalstep n where n.replaces_id = s.id) and app.steps_are_through(s.request_id, s.number))
$$;
comment on function app.step_waits is 'inner';

-- What the web may ask: of a step whose request the reader reads, whether it is asked now, whether by them, and whether by nobody.
create function app.step_reads(step uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_approvalstep s where s.id = step and (current_setting('role') <> 'banso_app' or app.reads(s.item_id)))
$$;
comment on function app.step_reads is 'inner';

create function app.step_is_open(step uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select app.step_reads(step) and app.step_waits(step) $$;

create function app.step_is_mine(step uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.step_reads(step) and app.user_id() in (select app.step_holders(step))
$$;

create function app.step_turn(step uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.step_reads(step) and app.step_waits(step) and app.user_id() in (select app.step_people(step))
$$;

create function app.step_is_vacant(step uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.step_reads(step) and not exists (select 1 from app.step_people(step))
$$;

-- A request keeps the steps its fund's route had for it when it was asked: the line of the highest sum it reaches.
create function app.freeze_steps() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare route programmes_approvalroute; line jsonb;
begin
  select a.* into route from programmes_approvalroute a join programmes_project p on p.fund_id = a.fund_id
    where p.item_ptr_id = new.project_id order by a.number desc limit 1;
  select value into line from jsonb_array_elements(coalesce(route.lines, '[]'))
    where value->>'kind' = new.change_kind and coalesce((value->>'from_yen')::bigint, 0) <= new.moved
    order by coalesce((value->>'from_yen')::bigint, 0) desc limit 1;
  if line is null then return null; end if;
  insert into programmes_approvalstep (id, item_id, project_id, request_id, route_id, number, place_in_row, role, place, person_id, label,
      also_delegated, reason)
    select gen_random_uuid(), new.item_id, new.project_id, new.id, route.id, s.n, o.n, o.one->>'role', o.one->>'place', (o.one->>'person')::uuid,
      o.one->>'label', (line->>'also_delegated')::boolean, ''
      from jsonb_array_elements(line->'stages') with ordinality s(stage, n), jsonb_array_elements(s.stage) with ordinality o(one, n);
  return null;
end $$;
create trigger freeze_steps after insert on programmes_changerequest for each row execute function app.freeze_steps();

create function app.guard_approval_step() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare old_step programmes_approvalstep; r programmes_changerequest;
begin
  if new.replaces_id is null then  -- written with the request, by the trigger above
    if pg_trigger_depth() < 2 then raise exception 'step: the steps of a request are those of its route'; end if;
    return new;
  end if;
  select * into old_step from programmes_approvalstep where id = new.replaces_id;
  if old_step.id is null then raise exception 'step: it replaces none'; end if;
  perform app.lock_item(old_step.item_id);
  select * into r from programmes_changerequest where id = old_step.request_id;
  new.item_id := old_step.item_id; new.project_id := old_step.project_id; new.request_id := old_step.request_id; new.route_id := old_step.route_id;
  new.number := old_step.number; new.place_in_row := old_step.place_in_row; new.also_delegated := old_step.also_delegated;
  new.made_at := app.at();
  if r.state <> 'requested' or exists (select 1 from programmes_approvalanswer where step_id = old_step.id)
     or exists (select 1 from programmes_approvalstep where replaces_id = old_step.id) then
    raise exception 'step: what was answered or handed on stays';
  end if;
  if new.made_by_id is distinct from app.user_id() or app.user_id() is null or not app.may_assign(new.project_id) or r.requested_by_id = app.user_id() then
    raise exception 'step: the agency hands it on, and never who asked';
  end if;
  if exists (select 1 from app.step_people(old_step.id)) then raise exception 'step: somebody can answer it'; end if;
  if new.role not in ('manager', 'agency', 'ministry', 'lead') or new.place not in ('any', 'project', 'concept', 'fund') then
    raise exception 'step: a function that reads the terms';
  end if;
  return new;
end $$;
create trigger guard before insert on programmes_approvalstep for each row execute function app.guard_approval_step();
create function app.after_approval_step() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.replaces_id is not null and not exists (select 1 from app.step_people(new.id)) then
    raise exception 'step: it goes to somebody who can answer';
  end if;
  return null;
end $$;
create trigger answerable after insert on programmes_approvalstep for each row execute function app.after_approval_step();
create trigger append_only before update or delete or truncate on programmes_approvalstep for each statement execute function app.append_only();

-- Answers ----------------------------------------------------------------------------------------------
create function app.guard_step_answer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare s programmes_approvalstep; r programmes_changerequest;
begin
  select * into s from programmes_approvalstep where id = new.step_id;
  if s.id is null then raise exception 'answer: to no step'; end if;
  perform app.lock_item(s.item_id);  -- two answers side by side: one after the other, and both count
  select * into r from programmes_changerequest where id = s.request_id;
  new.item_id := s.item_id; new.project_id := s.project_id; new.request_id := s.request_id; new.answered_at := app.at();
  if new.answered_by_id is distinct from app.user_id() or app.user_id() is null then raise exception 'answer: nobody answers in another name'; end if;
  if new.verdict not in ('agreed', 'refused') then raise exception 'answer: agreed or refused'; end if;
  if not app.step_waits(s.id) then raise exception 'answer: this step is not asked now'; end if;
  if app.user_id() not in (select app.step_people(s.id)) then raise exception 'answer: another person is asked'; end if;
  if new.text_hash is distinct from app.change_hash_of(r) then raise exception 'answer: the wording has changed'; end if;
  return new;
end $$;
create trigger guard before insert on programmes_approvalanswer for each row execute function app.guard_step_answer();
create trigger append_only before update or delete or truncate on programmes_approvalanswer for each statement execute function app.append_only();

-- A refusal ends the request, in the same transaction or not at all.
create function app.hold_refusal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select state from programmes_changerequest where id = new.request_id) <> 'rejected' then
    raise exception 'answer: a refusal rejects the request';
  end if;
  return null;
end $$;
create constraint trigger refused after insert on programmes_approvalanswer deferrable initially deferred
  for each row when (new.verdict = 'refused') execute function app.hold_refusal();

-- The decision ------------------------------------------------------------------------------------------
-- As what the reader may decide a request: 'agency', 'delegated', or null; never who asked, never who answered one of its steps.
create or replace function app.change_authority(request uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case when r.requested_by_id = app.user_id() or app.user_id() is null then null
    when exists (select 1 from programmes_approvalanswer a where a.request_id = r.id and a.answered_by_id = app.user_id()) then null
    when app.may_assign(r.project_id) then 'agency'
    when exists (select 1 from programmes_delegation d join programmes_assignment a on a.id = d.assignment_id
      where d.project_id = r.project_id and d.person_id = app.user_id() and a.person_id = app.user_id() and a.role = 'manager'
        and d.valid_from <= app.at() and (d.valid_until is null or d.valid_until > app.at())
        and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at())
        and case r.change_kind when 'plan' then d.may_change_plan when 'team' then d.may_change_team
          else r.total_change = 0 and r.moved + app.delegated_used(d) <= app.delegated_sum(d, app.budget_total(r.before)) end) then 'delegated' end
    from programmes_changerequest r where r.id = request
$$;

-- Whether a decision as this may come now: the steps are through, or do not hold for delegated decisions.
create function app.steps_allow(request uuid, authority text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.steps_are_through(request) or (authority = 'delegated' and not exists (select 1 from programmes_approvalstep s
    where s.request_id = request and s.also_delegated))
$$;
comment on function app.steps_allow is 'inner';

create function app.may_approve_change(request uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.change_authority(request) is not null and app.steps_allow(request, app.change_authority(request))
    and app.terms_may_change((select project_id from programmes_changerequest where id = request))
$$;

create or replace function app.guard_terms_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
  if new.decided_by_id is distinct from app.user_id() then raise exception 'change: another person decides, within their limits'; end if;
  if new.state = 'rejected' and exists (select 1 from programmes_approvalanswer a
      where a.request_id = new.id and a.answered_by_id = app.user_id() and a.verdict = 'refused') then
    new.decided_as := 'step';
    return new;
  end if;
  authority := app.change_authority(new.id);
  if authority is null then raise exception 'change: another person decides, within their limits'; end if;
  new.decided_as := authority;
  if new.state = 'approved' then
    if not app.terms_may_change(new.project_id) then raise exception 'change: the project has ended'; end if;
    if new.base_number <> (select max(number) from programmes_termsversion where project_id = new.project_id) then
      raise exception 'change: the terms have changed since';
    end if;
    if not app.steps_allow(new.id, authority) then raise exception 'approval: not every step has agreed to this wording'; end if;
    if exists (select 1 from jsonb_each_text(new.after->'amounts') where value::bigint >= 1000000000)
       and not exists (select 1 from programmes_coretechnology where project_id = new.project_id and ended_at is null) then
      raise exception 'plan: no_core_technology';
    end if;
  end if;
  return new;
end $$;
revoke all on all functions in schema app from public;
