-- A fund that is being closed takes back what nobody spent, and closes with nothing outstanding (R27, R28); a payment moves
-- by who has that step to take, and by nobody who only reads it (4.3).

-- As before, but while a fund is being closed, what was given to a concept goes back and what was reserved is set free.
create or replace function app.guard_ledger() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare fund_state text; contributed bigint; allocated bigint; given bigint; in_year bigint; reserved bigint; spent bigint;
  own_reserved bigint; own_spent bigint; top bigint; spends boolean := new.kind in ('commitment', 'payment', 'refund');
begin
  perform app.lock_item(new.fund_id);
  select state into fund_state from programmes_fund where item_ptr_id = new.fund_id;
  if fund_state = 'closed' or (fund_state in ('planned', 'closing') and new.kind not in ('contribution', 'refund')
       and not (fund_state = 'closing' and new.kind in ('allocation', 'commitment') and new.amount < 0)) then
    raise exception 'ledger: a fund that is % takes no % line', fund_state, new.kind;
  end if;
  if (new.kind = 'contribution') <> (new.concept_id is null) or spends <> (new.disbursement_id is not null) then
    raise exception 'ledger: a % line names the wrong things', new.kind;
  end if;
  if (new.kind = 'payment' and new.amount < 0) or (new.kind = 'refund' and new.amount > 0) then
    raise exception 'ledger: a % line has the wrong sign', new.kind;
  end if;
  if new.concept_id is not null and not exists (select 1 from programmes_rdconcept where item_ptr_id = new.concept_id and fund_id = new.fund_id) then
    raise exception 'ledger: the concept belongs to another fund';
  end if;
  select coalesce(sum(amount) filter (where kind = 'contribution'), 0),
         coalesce(sum(amount) filter (where kind in ('allocation', 'transfer')), 0),
         coalesce(sum(amount) filter (where kind in ('allocation', 'transfer') and concept_id = new.concept_id), 0),
         coalesce(sum(amount) filter (where kind in ('allocation', 'transfer') and concept_id = new.concept_id and fiscal_year = new.fiscal_year), 0),
         coalesce(sum(amount) filter (where kind = 'commitment' and concept_id = new.concept_id and fiscal_year = new.fiscal_year), 0),
         coalesce(sum(amount) filter (where kind in ('payment', 'refund') and concept_id = new.concept_id and fiscal_year = new.fiscal_year), 0),
         coalesce(sum(amount) filter (where kind = 'commitment' and disbursement_id = new.disbursement_id), 0),
         coalesce(sum(amount) filter (where kind in ('payment', 'refund') and disbursement_id = new.disbursement_id), 0)
    into contributed, allocated, given, in_year, reserved, spent, own_reserved, own_spent
    from programmes_ledgerentry where fund_id = new.fund_id;
  if new.kind = 'contribution' then
    contributed := contributed + new.amount;
  elsif new.kind in ('allocation', 'transfer') then
    allocated := allocated + new.amount; given := given + new.amount; in_year := in_year + new.amount;
    select ceiling into top from programmes_rdconcept where item_ptr_id = new.concept_id;
    if new.amount > 0 and given > top then raise exception 'ledger: above the ceiling of the concept'; end if;
  elsif new.kind = 'commitment' then
    reserved := reserved + new.amount; own_reserved := own_reserved + new.amount;
  else
    spent := spent + new.amount; own_spent := own_spent + new.amount;
  end if;
  if allocated > contributed then raise exception 'ledger: more allocated than contributed'; end if;
  if in_year < 0 or own_reserved < 0 or own_spent < 0 then raise exception 'ledger: more taken back than was there'; end if;
  if reserved + spent > in_year then raise exception 'ledger: more spent than allocated'; end if;
  new.at := app.at();
  new.actor_id := app.user_id();
  return new;
end $$;

-- As before, and nothing is closed over a payment that may still come back: there would be no line for it.
create or replace function app.guard_fund() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moves constant text[] := array['planned established', 'established designated', 'designated established', 'established closing',
  'designated closing', 'closing closed'];
begin
  if new.state <> old.state then
    if not (old.state || ' ' || new.state) = any(moves) then raise exception 'a fund that is % does not become %', old.state, new.state; end if;
    perform app.lock_item(new.item_ptr_id);
    if new.state = 'established' and not exists (select 1 from programmes_ledgerentry where fund_id = new.item_ptr_id and kind = 'contribution') then
      raise exception 'fund: nothing has been put in';
    end if;
    if new.state = 'designated' and (new.purpose !~ '\S' or new.designated_on is null or not exists (
        select 1 from programmes_guideline where document = 'guideline' and state = 'published')) then
      raise exception 'fund: designated for a purpose, on a day, under a guideline in force';
    end if;
    if (old.state = 'designated' or new.state = 'designated') and not app.leads_here(new.item_ptr_id) then
      raise exception 'fund: designated and revoked by who leads it';
    end if;
    if new.state in ('closing', 'closed') and exists (select 1 from programmes_project where fund_id = new.item_ptr_id and state in ('preparing', 'active', 'suspended')) then
      raise exception 'fund: projects are still running';
    end if;
    if new.state = 'closed' and (select coalesce(sum(case when kind = 'contribution' then amount when kind in ('payment', 'refund') then -amount else 0 end), 0)
         from programmes_ledgerentry where fund_id = new.item_ptr_id) <> 0 then
      raise exception 'fund: the balance is not zero';
    end if;
    if new.state = 'closed' and exists (select 1 from programmes_disbursement where fund_id = new.item_ptr_id
         and state in ('requested', 'checked', 'paid', 'refund_due')) then
      raise exception 'fund: payments are not settled';
    end if;
  end if;
  return new;
end $$;

-- Nothing begins under a fund that is being closed: it could never be closed then.
create function app.guard_new_project() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.lock_item(new.fund_id);
  if (select state from programmes_fund where item_ptr_id = new.fund_id) in ('closing', 'closed') then raise exception 'fund: it is being closed'; end if;
  return new;
end $$;
create trigger guard_new before insert on programmes_project for each row execute function app.guard_new_project();

-- Sight of a project ties and unties no council: that suspends it. A link ends at an instant that has come, so that whatever
-- hangs on its end happens with it.
create or replace function app.guard_link() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and ((new.id, new.item_id, new.council_id, new.valid_from) is distinct from (old.id, old.item_id, old.council_id, old.valid_from)
      or old.valid_until is not null or new.valid_until is null or new.valid_until > app.at()) then
    raise exception 'a link is ended, never rewritten';
  end if;
  if app.user_id() is not null and (not app.may_assign(new.item_id) or (tg_op = 'INSERT' and new.linked_by_id is distinct from app.user_id())) then
    raise exception 'a link is made and ended by who leads or runs the project, in their own name';
  end if;
  if tg_op = 'UPDATE' then  -- councils before links, like whoever pays
    perform 1 from councils_council where item_ptr_id = new.council_id for share;
  end if;
  return new;
end $$;

-- As before, and who leads a place and who checks what its agency asks for are named and ended by who leads it, never by the
-- agency: it would choose its own control.
create or replace function app.guard_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare own boolean := tg_op = 'UPDATE' and new.person_id = app.user_id(); above uuid[];
begin
  if tg_op = 'UPDATE' then
    if (new.id, new.item_id, new.person_id, new.role, new.valid_from, new.assigned_by_id)
         is distinct from (old.id, old.item_id, old.person_id, old.role, old.valid_from, old.assigned_by_id)
       or old.valid_until is not null or new.valid_until is null or new.valid_until < app.at() - interval '1 minute' then
      raise exception 'a function is ended, never rewritten';
    end if;
  elsif new.assigned_by_id is distinct from app.user_id() then
    raise exception 'nobody assigns in another name';
  end if;
  if app.user_id() is null or own then return new; end if;
  if not app.may_assign(new.item_id) then raise exception 'only who leads or runs it names people here'; end if;
  if new.role in ('lead', 'ministry') then
    with recursive up(id) as (
      select new.item_id union select i.container_id from confidentiality_item i join up on i.id = up.id where i.container_id is not null)
    select array_agg(id) into above from up;
    if not app.leads_here(variadic above) then raise exception 'who leads and who checks is named by who leads'; end if;
  end if;
  return new;
end $$;

-- Sight of a payment is no right over it: each step is taken by who has it, and what ended says who ended it.
create function app.guard_payment_mover() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
  if new.state in ('rejected', 'withdrawn', 'settled', 'refund_due', 'refunded') and new.closed_by_id is distinct from app.user_id() then
    raise exception 'nobody acts in another name';
  end if;
  return new;
end $$;
create trigger a_mover before update on programmes_disbursement for each row execute function app.guard_payment_mover();

-- Whether a payment's sum is left in its concept's year: for who reads the payment, who need not read the concept.
create function app.payment_fits(payment uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select d.amount <= app.concept_remaining(d.concept_id, d.fiscal_year) from programmes_disbursement d
    where d.item_ptr_id = payment and app.reads_content(payment)), false)
$$;
revoke all on all functions in schema app from public;
