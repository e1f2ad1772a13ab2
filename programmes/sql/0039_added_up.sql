-- Many small changes are one large one (R41): what a line of a route begins at is counted with what was already changed
-- in the fiscal year without its say, under the lock of the terms; and a decision is of the instant at which it is taken.

-- The first instant of Japan's fiscal year that runs now.
create function app.fiscal_year_began() returns timestamptz language sql stable set search_path = public, pg_temp as $$
  select make_timestamp(extract(year from d - interval '3 months')::int, 4, 1, 0, 0, 0) at time zone 'Asia/Tokyo' from app.project_today() d
$$;
comment on function app.fiscal_year_began is 'inner';

-- Yen that approved changes of a project have moved since then without the say of a line that begins at this sum: by a lower
-- line, by none, or by a manager alone, who waited for no step.
create function app.moved_below(project uuid, from_yen bigint) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(r.moved), 0)::bigint from programmes_changerequest r
    where r.project_id = project and r.change_kind = 'budget' and r.state = 'approved' and r.decided_at >= app.fiscal_year_began()
      and not (coalesce(r.reach, 0) >= from_yen and (r.decided_as = 'agency'
        or exists (select 1 from programmes_approvalstep s where s.request_id = r.id and s.also_delegated)))
$$;
comment on function app.moved_below is 'inner';

-- The line of the highest sum that a change reaches together with what came before it: where it begins (0: at no sum), and
-- that earlier sum. No row where no line is for it.
create function app.line_reached(lines jsonb, kind text, project uuid, moved bigint) returns table (reach bigint, earlier bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(l.begins, 0), case when l.begins is null then 0 else app.moved_below(project, l.begins) end
    from (select (value->>'from_yen')::bigint as begins from jsonb_array_elements(lines) where value->>'kind' = kind) l
    where l.begins is null or moved + app.moved_below(project, l.begins) >= l.begins order by 1 desc limit 1
$$;
comment on function app.line_reached is 'inner';

-- What a wish for a change would meet, for who may ask for it: what it moves, where its line begins and the earlier sum that
-- counts there, the line by its own sum alone, and what counts already towards the highest line.
create function app.route_ahead(project uuid, kind text, wanted jsonb)
returns table (moved bigint, reach bigint, earlier bigint, alone bigint, so_far bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with said as materialized (select app.budget_moved(t, wanted) as moved, r.lines from app.terms_now(project) t
      join programmes_project p on p.item_ptr_id = project
      join lateral (select a.lines from programmes_approvalroute a where a.fund_id = p.fund_id order by a.number desc limit 1) r on true
      where t is not null and app.may_edit_project(project))
  select s.moved, l.reach, coalesce(l.earlier, 0),
      (select max(coalesce((value->>'from_yen')::bigint, 0)) from jsonb_array_elements(s.lines)
        where value->>'kind' = kind and coalesce((value->>'from_yen')::bigint, 0) <= s.moved),
      coalesce((select app.moved_below(project, max((value->>'from_yen')::bigint)) from jsonb_array_elements(s.lines)
        where value->>'kind' = kind having max((value->>'from_yen')::bigint) is not null), 0)
    from said s left join lateral app.line_reached(s.lines, kind, project, s.moved) l on true
$$;

-- What was asked before is given the line it was asked under; it counted its own sum alone.
alter table programmes_changerequest disable trigger guard;
update programmes_changerequest r set route_id = s.route_id, reach = coalesce((select max((value->>'from_yen')::bigint)
    from jsonb_array_elements(a.lines) where value->>'kind' = r.change_kind and (value->>'from_yen')::bigint <= r.moved), 0)
  from (select distinct request_id, route_id from programmes_approvalstep where replaces_id is null) s
    join programmes_approvalroute a on a.id = s.route_id where s.request_id = r.id;
set constraints all immediate;
alter table programmes_changerequest enable trigger guard;

-- As before, by the line that the request was found to reach when it was asked.
create or replace function app.freeze_steps() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare line jsonb;
begin
  if new.reach is null then return null; end if;
  select value into line from programmes_approvalroute a cross join lateral jsonb_array_elements(a.lines)
    where a.id = new.route_id and value->>'kind' = new.change_kind and coalesce((value->>'from_yen')::bigint, 0) = new.reach;
  insert into programmes_approvalstep (id, item_id, project_id, request_id, route_id, number, place_in_row, role, place, person_id, label,
      also_delegated, reason)
    select gen_random_uuid(), new.item_id, new.project_id, new.id, new.route_id, s.n, o.n, o.one->>'role', o.one->>'place', (o.one->>'person')::uuid,
      o.one->>'label', (line->>'also_delegated')::boolean, ''
      from jsonb_array_elements(line->'stages') with ordinality s(stage, n), jsonb_array_elements(s.stage) with ordinality o(one, n);
  return null;
end $$;

-- As before, but a request says which line it reached and why, and both it and its decision are of this instant: limits and
-- years are counted by it.
create or replace function app.guard_terms_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare newest int; part text[]; authority text; route programmes_approvalroute;
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
    new.requested_at := app.at(); new.decided_at := null; new.decided_as := '';
    new.moved := app.budget_moved(new.before, new.after);
    new.total_change := app.budget_total(new.after) - app.budget_total(new.before);
    select a.* into route from programmes_approvalroute a join programmes_project p on p.fund_id = a.fund_id
      where p.item_ptr_id = new.project_id order by a.number desc limit 1;
    new.route_id := route.id; new.reach := null; new.earlier := 0;
    select l.reach, l.earlier into new.reach, new.earlier from app.line_reached(coalesce(route.lines, '[]'), new.change_kind, new.project_id, new.moved) l;
    new.earlier := coalesce(new.earlier, 0);
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
  new.decided_at := app.at();
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
