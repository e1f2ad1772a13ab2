-- How a project ends well (3.3): an honourable stop two persons stand behind, and a completion with something that says so.
create function evaluation.deciding_gate(project uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select item_ptr_id from programmes_stagegate where project_id = project and state in ('decided', 'disclosed') order by number desc limit 1
$$;

-- Holds one of these functions at the project, or at the concept or fund it belongs to.
create function evaluation.holds_at_project(project uuid, names text[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_project p join confidentiality_principal r on r.kind = 'role' and r.part = any(names)
    and r.ref in (p.item_ptr_id, p.concept_id, p.fund_id) where p.item_ptr_id = project and r.id = any(app.principals()))
$$;

-- The manager's half --------------------------------------------------------------------------------
create function evaluation.guard_stop_proposal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare project uuid; words constant text[] := array['state', 'decided_by_id', 'decided_at', 'return_reason'];
begin
  select project_id into project from programmes_stagegate where item_ptr_id = new.item_id;
  if tg_op = 'INSERT' then
    perform app.lock_item(project);
    if new.state <> 'proposed' or new.decided_by_id is not null then raise exception 'stop: a proposal waits for its answer'; end if;
    if new.proposed_by_id is distinct from app.user_id() or not evaluation.holds_at_project(project, array['manager']) then
      raise exception 'stop: its manager proposes, and in their own name';
    end if;
    if evaluation.deciding_gate(project) is distinct from new.item_id or not evaluation.stops(project)
       or not exists (select 1 from programmes_project where item_ptr_id = project and state in ('active', 'suspended')) then
      raise exception 'stop: no gate has decided it';
    end if;
    new.proposed_at := app.at();
    return new;
  end if;
  if to_jsonb(new) - words is distinct from to_jsonb(old) - words then raise exception 'stop: what was proposed never changes'; end if;
  if old.state <> 'proposed' then raise exception 'stop: answered is answered'; end if;
  if new.state = 'withdrawn' then
    if app.user_id() is distinct from old.proposed_by_id or new.decided_by_id is not null then raise exception 'stop: only who proposed it withdraws it'; end if;
  elsif new.state in ('returned', 'confirmed') then
    if new.decided_by_id is distinct from app.user_id() or app.user_id() is null or new.decided_by_id = old.proposed_by_id
       or not evaluation.holds_at_project(project, array['agency']) then
      raise exception 'stop: another person answers for the agency, and in their own name';
    end if;
    if new.state = 'confirmed' and not exists (select 1 from programmes_project where item_ptr_id = project and state = 'honourable_stop') then
      raise exception 'stop: it is confirmed by the stop itself';
    end if;
  else
    raise exception 'stop: a proposal waits or is answered';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_stopproposal for each row execute function evaluation.guard_stop_proposal();
create trigger kept before delete or truncate on programmes_stopproposal for each statement execute function app.never_deleted();

-- The agency's half: the stop itself, by another person, with the lessons proposed.
create function evaluation.guard_agreed_stop() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare p programmes_stopproposal;
begin
  select * into p from programmes_stopproposal where item_id = evaluation.deciding_gate(new.item_ptr_id) and state = 'proposed' for update;
  if p.id is null then raise exception 'stop: its manager has not proposed it'; end if;
  if app.user_id() is null or app.user_id() = p.proposed_by_id or not evaluation.holds_at_project(new.item_ptr_id, array['agency']) then
    raise exception 'stop: another person confirms it for the agency';
  end if;
  if new.lessons is distinct from p.lessons then raise exception 'stop: the lessons are those proposed'; end if;
  return new;
end $$;
create trigger z_stop_agreed before update of state on programmes_project for each row
  when (new.state = 'honourable_stop' and old.state <> 'honourable_stop') execute function evaluation.guard_agreed_stop();

create function evaluation.on_agreed_stop() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update programmes_stopproposal set state = 'confirmed', decided_by_id = app.user_id(), decided_at = app.at()
    where item_id = evaluation.deciding_gate(new.item_ptr_id) and state = 'proposed';
  return null;
end $$;
create trigger agreed after update on programmes_project for each row
  when (new.state = 'honourable_stop' and old.state <> 'honourable_stop') execute function evaluation.on_agreed_stop();

-- The end of the others -------------------------------------------------------------------------------
create function evaluation.guard_final_evaluation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare p programmes_project; last programmes_finalevaluation;
begin
  perform app.lock_item(new.project_id);
  select * into p from programmes_project where item_ptr_id = new.project_id;
  select * into last from programmes_finalevaluation where project_id = new.project_id order by edition desc limit 1;
  if new.recorded_by_id is distinct from app.user_id() or not exists (select 1 from confidentiality_principal r where r.kind = 'role'
       and r.part = 'agency' and r.ref in (p.concept_id, p.fund_id) and r.id = any(app.principals()))
     or exists (select 1 from confidentiality_principal r where r.kind = 'role' and r.part in ('representative', 'participant', 'manager')
       and r.ref = p.item_ptr_id and r.id = any(app.principals())) then
    raise exception 'final evaluation: the agency records it, in one''s own name, and nobody of the project';
  end if;
  if p.started_at is null or p.state = 'terminated' then raise exception 'final evaluation: of a project that ran'; end if;
  if new.edition <> coalesce(last.edition, 0) + 1 or (new.edition > 1) <> (new.correction_reason ~ '\S') then
    raise exception 'final evaluation: editions follow one another, each correction with its reason';
  end if;
  if new.evaluated_on > app.project_today() then raise exception 'final evaluation: it has been held'; end if;
  new.recorded_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_finalevaluation for each row execute function evaluation.guard_final_evaluation();
create trigger append_only before update or delete or truncate on programmes_finalevaluation for each statement execute function app.append_only();

create or replace function evaluation.guard_completion() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from programmes_stagegate where project_id = new.item_ptr_id and state not in ('decided', 'disclosed', 'cancelled')) then
    raise exception 'gate: one is not decided yet';
  end if;
  if evaluation.deciding_gate(new.item_ptr_id) is null and not exists (select 1 from programmes_finalevaluation f
       where f.project_id = new.item_ptr_id and f.recorded_by_id is distinct from app.user_id()
         and f.edition = (select max(edition) from programmes_finalevaluation where project_id = new.item_ptr_id)) then
    raise exception 'gate: neither was one passed nor did another person record a final evaluation';
  end if;
  return new;
end $$;

-- Whoever chairs or keeps a council that accompanies the project, and the auditor, know that a checkpoint is there (4.3) --
create function evaluation.tell_council(checkpoint uuid, council uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
    select checkpoint, who, 1, app.at() from unnest(array[app.principal('capacity', council, 'chair'), app.principal('capacity', council, 'secretariat')]) who
      where not exists (select 1 from confidentiality_baseaudience b where b.item_id = checkpoint and b.principal_id = who and b.valid_until is null)
$$;

create function evaluation.on_checkpoint() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from) values (new.item_ptr_id, 7, 1, app.at());  -- auditors
  perform evaluation.tell_council(new.item_ptr_id, l.council_id) from programmes_projectcouncil l where l.item_id = new.project_id and l.valid_until is null;
  return null;
end $$;
create trigger tell_councils after insert on programmes_stagegate for each row execute function evaluation.on_checkpoint();
create trigger tell_councils after insert on programmes_finalevaluation for each row execute function evaluation.on_checkpoint();

create function evaluation.checkpoints(project uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select item_ptr_id from programmes_stagegate where project_id = project union all select item_ptr_id from programmes_finalevaluation where project_id = project
$$;

create function evaluation.on_accompanied() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform evaluation.tell_council(c, new.council_id) from evaluation.checkpoints(new.item_id) c;
  elsif old.valid_until is null and new.valid_until is not null then
    update confidentiality_baseaudience set valid_until = new.valid_until where valid_until is null and depth = 1
      and item_id in (select evaluation.checkpoints(new.item_id))
      and principal_id in (app.principal('capacity', new.council_id, 'chair'), app.principal('capacity', new.council_id, 'secretariat'));
  end if;
  return null;
end $$;
create trigger tell_council after insert or update on programmes_projectcouncil for each row execute function evaluation.on_accompanied();

select evaluation.tell_council(c, l.council_id) from programmes_projectcouncil l cross join lateral evaluation.checkpoints(l.item_id) c where l.valid_until is null;

-- Auditors read metadata of gates (4.3), and no more of those planned before now.
update confidentiality_baseaudience b set valid_until = app.at() from confidentiality_item i
  where i.id = b.item_id and i.kind in ('programmes.stagegate', 'programmes.selfreport') and b.principal_id = 7 and b.depth = 2 and b.valid_until is null;
insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
  select item_ptr_id, 7, 1, app.at() from programmes_stagegate g
    where not exists (select 1 from confidentiality_baseaudience b where b.item_id = g.item_ptr_id and b.principal_id = 7 and b.valid_until is null);

-- Dates, state and the result once decided, of the gates of a project the reader may know of; no word of theirs.
create function app.gate_marks(project uuid)
returns table (gate_id uuid, state text, report_due date, decision_due date, decided_at timestamptz, result text)
language sql stable security definer set search_path = public, pg_temp as $$
  select g.item_ptr_id, g.state::text, g.report_due, g.decision_due, g.decided_at, g.result::text from programmes_stagegate g
    where g.project_id = project and exists (select 1 from item_acl a where a.item_id = g.item_ptr_id and a.principal_id = any(app.principals())
      and a.valid_from <= app.at() and a.valid_until > app.at())
    order by g.number desc
$$;
revoke all on function app.gate_marks from public;
revoke all on all functions in schema evaluation from public;
