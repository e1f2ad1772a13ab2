-- What is done about money and functions is of the instant at which it is done, whatever its row says; and who asked for money
-- never says that it was spent as asked (Part 9, 14).

-- As before, and whoever asked neither settles their own payment nor says how much of it comes back.
create or replace function app.guard_payment_mover() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare runs boolean; oversees boolean;
begin
  if app.user_id() is null or new.state = old.state then return new; end if;
  select coalesce(bool_or(p.part = 'agency'), false), coalesce(bool_or(p.part in ('lead', 'ministry')), false) or coalesce(4 = any(app.principals()), false)
    into runs, oversees from confidentiality_principal p where p.kind = 'role' and p.ref in (new.project_id, new.concept_id, new.fund_id)
      and p.id = any(app.principals());
  if (case when new.state = 'withdrawn' then old.requested_by_id is distinct from app.user_id()
       when new.state in ('paid', 'refunded') then not runs else not oversees end) then
    raise exception 'payment: this step is another person''s';
  end if;
  if new.state in ('settled', 'refund_due') and old.requested_by_id = app.user_id() then
    raise exception 'payment: this step is another person''s than who asked';
  end if;
  if new.state in ('rejected', 'withdrawn', 'settled', 'refund_due', 'refunded') and new.closed_by_id is distinct from app.user_id() then
    raise exception 'nobody acts in another name';
  end if;
  return new;
end $$;

-- Each step writes its own columns and its own instant, and none of another step's.
create function app.clock_payment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ended boolean := new.state in ('rejected', 'withdrawn', 'settled', 'refund_due', 'refunded');
begin
  if tg_op = 'INSERT' then
    new.requested_at := app.at(); new.checked_at := null; new.paid_at := null; new.closed_at := null; new.note := '';
    return new;
  end if;
  if new.state = old.state then return new; end if;
  new.checked_at := case when new.state = 'checked' then app.at() else old.checked_at end;
  new.paid_at := case when new.state = 'paid' then app.at() else old.paid_at end;
  new.closed_at := case when ended then app.at() else old.closed_at end;
  if not ended then new.closed_by_id := old.closed_by_id; end if;
  if new.state not in ('rejected', 'refund_due') then new.note := old.note; end if;
  return new;
end $$;
create trigger b_clock before insert or update on programmes_disbursement for each row execute function app.clock_payment();

-- The same of sums that two people stand behind; what was published comes with the day on which it was decided.
create function app.clock_proposal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.user_id() is null then return new; end if;
  if tg_op = 'INSERT' then
    new.proposed_at := app.at(); new.decided_at := null; new.decision_note := '';
  elsif new.state <> old.state then
    new.decided_at := case when new.state <> 'withdrawn' then app.at() end;
  end if;
  return new;
end $$;
create trigger b_clock before insert or update on programmes_fundcontribution for each row execute function app.clock_proposal();
create trigger b_clock before insert or update on programmes_allocation for each row execute function app.clock_proposal();
create trigger b_clock before insert or update on programmes_transfer for each row execute function app.clock_proposal();

-- A function begins when it is given: one that began before would say that somebody saw what they did not. Asked of the same
-- clock as the column's default.
create function app.clock_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.user_id() is not null and new.valid_from < statement_timestamp() - interval '1 minute' then
    raise exception 'a function begins when it is given';
  end if;
  return new;
end $$;
create trigger clock before insert on programmes_assignment for each row execute function app.clock_assignment();
revoke all on function app.clock_payment, app.clock_proposal, app.clock_assignment, app.guard_payment_mover from public;
