-- An outcome belongs to everybody only once something of it went out through its disclosure (R111, R112).
create function app.guard_outcome_audience() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if new.principal_id <= 2 and new.valid_until is null
     and exists (select 1 from programmes_outcome where item_ptr_id = new.item_id)
     and not exists (select 1 from confidentiality_publishedpart where item_id = new.item_id) then
    raise exception 'an outcome is published through its disclosure';
  end if;
  return new;
end $$;
create trigger guard_outcome before insert or update on confidentiality_baseaudience for each row execute function app.guard_outcome_audience();

-- Its words are part of what was screened; where it appeared and how it may be used can be said later.
create function app.guard_outcome() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare later constant text[] := array['doi', 'link', 'published_at', 'restriction'];
begin
  if tg_op = 'INSERT' then
    new.published_at := null;
    if exists (select 1 from programmes_project where item_ptr_id = new.project_id and state in ('completed', 'terminated', 'honourable_stop')) then
      raise exception 'a project that has ended takes no outcome';
    end if;
    perform 1 from programmes_project where item_ptr_id = new.project_id for share;  -- none slips in while it completes
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
create trigger guard before insert or update on programmes_outcome for each row execute function app.guard_outcome();
create trigger kept before delete or truncate on programmes_outcome for each statement execute function app.never_deleted();

create function app.guard_outcome_use() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if new.reported_by_id is distinct from app.user_id() then raise exception 'nobody reports in another name'; end if;
  new.reported_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_outcomeuse for each row execute function app.guard_outcome_use();
create trigger append_only before update or delete or truncate on programmes_outcomeuse for each statement execute function app.append_only();

-- Outcomes whose disclosure is not decided: nothing registered, or still asked about (3.3).
create function app.undecided_outcomes(project uuid) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from programmes_outcome o left join confidentiality_disclosure d on d.subject_id = o.item_ptr_id
    where o.project_id = project and coalesce(app.disclosure_state(d.item_ptr_id), 'registered') in ('registered', 'screening', 'exception_requested')
$$;

create function app.guard_completion() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform 1 from programmes_outcome where project_id = new.item_ptr_id for share;
  if app.undecided_outcomes(new.item_ptr_id) > 0 then
    raise exception 'every outcome has its decision before a project completes';
  end if;
  return new;
end $$;
create trigger guard_outcomes before update on programmes_project for each row
  when (new.state = 'completed' and old.state <> 'completed') execute function app.guard_completion();

-- The representative's number of the next outcome of a project, one after another under the project's lock.
create function app.next_outcome(project uuid) returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform app.lock_item(project);
  return (select coalesce(max(number), 0) + 1 from programmes_outcome where project_id = project);
end $$;
revoke all on function app.undecided_outcomes, app.next_outcome from public;
