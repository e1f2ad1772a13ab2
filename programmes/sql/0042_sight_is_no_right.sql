-- Sight of money is no right over it, round the Python too: who may propose, ask and move is asked of the database again.

-- A fund is its leader's to word and to move; a concept its leader's, and closed by the ministry in charge of it.
create function app.guard_container_mover() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare here uuid := new.item_ptr_id; above uuid := case when tg_table_name = 'programmes_rdconcept' then to_jsonb(new)->>'fund_id' end::uuid;
begin
  if app.user_id() is null or pg_trigger_depth() > 1 or app.leads_here(here, above) then return new; end if;
  if tg_table_name = 'programmes_rdconcept' and to_jsonb(new)->>'state' = 'closed' and to_jsonb(new) - 'state' = to_jsonb(old) - 'state' and exists (
      select 1 from confidentiality_principal p where p.kind = 'role' and p.part = 'ministry' and p.ref in (here, above) and p.id = any(app.principals())) then
    return new;
  end if;
  raise exception 'fund: sight of it is no right over it';
end $$;
create trigger a_mover before update on programmes_fund for each row execute function app.guard_container_mover();
create trigger a_mover before update on programmes_rdconcept for each row execute function app.guard_container_mover();

-- A sum is proposed by who leads or runs the fund; for a concept by its ministry too.
create function app.guard_proposer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.user_id() is null or app.may_assign(case when tg_table_name = 'programmes_allocation' then new.item_id else new.fund_id end) then return new; end if;
  if tg_table_name = 'programmes_allocation' and exists (select 1 from confidentiality_principal p where p.kind = 'role' and p.part = 'ministry'
      and p.ref in (new.item_id, new.fund_id) and p.id = any(app.principals())) then
    return new;
  end if;
  raise exception 'fund: sight of it is no right over it';
end $$;
create trigger b_mover before insert on programmes_fundcontribution for each row execute function app.guard_proposer();
create trigger b_mover before insert on programmes_allocation for each row execute function app.guard_proposer();
create trigger b_mover before insert on programmes_transfer for each row execute function app.guard_proposer();

-- Money is asked for by who represents the project, or by the agency for them.
create function app.guard_asker() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.user_id() is not null and not exists (select 1 from programmes_project q join confidentiality_principal p
      on p.kind = 'role' and p.part in ('agency', 'representative') and p.ref in (q.item_ptr_id, q.concept_id, q.fund_id)
      where q.item_ptr_id = new.project_id and p.id = any(app.principals())) then
    raise exception 'payment: sight of a project asks for no money';
  end if;
  return new;
end $$;
create trigger a_asker before insert on programmes_disbursement for each row execute function app.guard_asker();

-- As before, and who represents or manages a project does not say that it runs, rests or ends.
create or replace function app.guard_project_mover() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.user_id() is null or pg_trigger_depth() > 1 then return new; end if;
  if not app.may_move_project(new.item_ptr_id) or (new.state is distinct from old.state and not (app.may_assign(new.item_ptr_id)
      or new.state in ('suspended', 'terminated') and exists (select 1 from confidentiality_principal p where p.kind = 'role' and p.part = 'ministry'
        and p.ref in (new.item_ptr_id, new.concept_id, new.fund_id) and p.id = any(app.principals())))) then
    raise exception 'project: sight of it is no right over it';
  end if;
  return new;
end $$;
revoke all on function app.guard_container_mover, app.guard_proposer, app.guard_asker, app.guard_project_mover from public;
