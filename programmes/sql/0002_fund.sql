-- Functions held at a fund, concept or project -------------------------------------------------------
create function app.on_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.hold(new.person_id, 'assignment', new.id,
    array[app.principal('team', new.item_id), app.principal('role', new.item_id, new.role)], false,
    new.valid_from, new.valid_until, new.valid_from);
  return null;
end $$;
create trigger hold after insert or update on programmes_assignment for each row execute function app.on_assignment();

-- Whether the reader leads or runs the container, or what contains it, or belongs to the programme's secretariat.
create function app.may_assign(place uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(id) as (
    select place union select i.container_id from confidentiality_item i join up on i.id = up.id where i.container_id is not null)
  select 4 = any(coalesce(app.principals(), '{}')) or exists (select 1 from confidentiality_principal p join up on up.id = p.ref
    where p.kind = 'role' and p.part in ('lead', 'agency') and p.id = any(app.principals()))
$$;

-- Sight of a container is not the right to name people there; a row says one thing, and ends once.
create function app.guard_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare own boolean := tg_op = 'UPDATE' and new.person_id = app.user_id();
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
  if app.user_id() is not null and not own and not app.may_assign(new.item_id) then
    raise exception 'only who leads or runs it names people here';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_assignment for each row execute function app.guard_assignment();

create function app.never_deleted() returns trigger language plpgsql as $$
begin raise exception '% rows are never deleted', tg_table_name; end $$;

-- The ledger ----------------------------------------------------------------------------------------
-- Every line passes here, whoever writes it: under the fund's lock, no sum may leave its bounds.
create function app.guard_ledger() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare fund_state text; contributed bigint; allocated bigint; given bigint; in_year bigint; reserved bigint; spent bigint;
  own_reserved bigint; own_spent bigint; top bigint; spends boolean := new.kind in ('commitment', 'payment', 'refund');
begin
  perform app.lock_item(new.fund_id);
  select state into fund_state from programmes_fund where item_ptr_id = new.fund_id;
  if fund_state = 'closed' or (fund_state in ('planned', 'closing') and new.kind not in ('contribution', 'refund')) then
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
create trigger guard before insert on programmes_ledgerentry for each row execute function app.guard_ledger();
create trigger append_only before update or delete or truncate on programmes_ledgerentry for each statement execute function app.append_only();

-- What two people stand behind: written once, decided once, by another person -----------------------
create function app.guard_proposal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moves constant text[] := array['state', 'decided_by_id', 'decided_at', 'decision_note'];
begin
  if tg_op = 'INSERT' then
    if new.proposed_by_id is distinct from app.user_id() then raise exception 'nobody proposes in another name'; end if;
    if app.user_id() is not null and (new.state <> 'proposed' or new.decided_by_id is not null) then
      raise exception 'what is proposed is not decided yet';
    end if;
    if app.user_id() is null and (tg_table_name <> 'programmes_fundcontribution' or new.decided_by_id is not null) then
      raise exception 'only a published contribution comes without a person';
    end if;
    return new;
  end if;
  if to_jsonb(new) - moves is distinct from to_jsonb(old) - moves then raise exception 'what was proposed never changes'; end if;
  if old.state <> 'proposed' or new.state not in ('approved', 'rejected', 'withdrawn') then
    raise exception 'decided is decided';
  end if;
  if new.state = 'withdrawn' and (old.proposed_by_id is distinct from app.user_id() or new.decided_by_id is not null) then
    raise exception 'only who proposed it withdraws it';
  end if;
  if new.state in ('approved', 'rejected') and (new.decided_by_id is null or new.decided_by_id is distinct from app.user_id()
       or new.decided_by_id = old.proposed_by_id or not app.may_decide(new.fund_id)) then
    raise exception 'another person decides, and in their own name';
  end if;
  return new;
end $$;

-- The secretariat, or who leads at the fund.
create function app.may_decide(fund uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select 4 = any(coalesce(app.principals(), '{}')) or exists (select 1 from confidentiality_principal p
    where p.kind = 'role' and p.part = 'lead' and p.ref = fund and p.id = any(app.principals()))
$$;

create function app.book_contribution() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'approved' and (tg_op = 'INSERT' or old.state <> 'approved') then
    insert into programmes_ledgerentry (item_id, fund_id, kind, amount, fiscal_year, ministry_id, cause)
      values (new.item_id, new.fund_id, 'contribution', new.amount, new.fiscal_year, new.ministry_id, 'contribution ' || new.id);
  end if;
  return null;
end $$;

create function app.book_allocation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'approved' and old.state <> 'approved' then
    insert into programmes_ledgerentry (item_id, fund_id, kind, amount, fiscal_year, ministry_id, concept_id, cause)
      select new.item_id, c.fund_id, 'allocation', new.amount, new.fiscal_year, c.ministry_id, c.item_ptr_id, 'allocation ' || new.id
        from programmes_rdconcept c where c.item_ptr_id = new.item_id;
  end if;
  return null;
end $$;

create function app.book_transfer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'approved' and old.state <> 'approved' then
    insert into programmes_ledgerentry (item_id, fund_id, kind, amount, fiscal_year, ministry_id, concept_id, cause)
      select c.item_ptr_id, c.fund_id, 'transfer', -new.amount, new.from_year, c.ministry_id, c.item_ptr_id, 'transfer ' || new.id
        from programmes_rdconcept c where c.item_ptr_id = new.from_concept_id and c.fund_id = new.fund_id;
    insert into programmes_ledgerentry (item_id, fund_id, kind, amount, fiscal_year, ministry_id, concept_id, cause)
      select c.item_ptr_id, c.fund_id, 'transfer', new.amount, new.to_year, c.ministry_id, c.item_ptr_id, 'transfer ' || new.id
        from programmes_rdconcept c where c.item_ptr_id = new.to_concept_id and c.fund_id = new.fund_id;
    if (select coalesce(sum(amount), 1) from programmes_ledgerentry where cause = 'transfer ' || new.id) <> 0
       or (select count(*) from programmes_ledgerentry where cause = 'transfer ' || new.id) <> 2 then
      raise exception 'ledger: a transfer stays inside its fund';
    end if;
  end if;
  return null;
end $$;

create trigger guard before insert or update on programmes_fundcontribution for each row execute function app.guard_proposal();
create trigger guard before insert or update on programmes_allocation for each row execute function app.guard_proposal();
create trigger guard before insert or update on programmes_transfer for each row execute function app.guard_proposal();
create trigger book after insert or update on programmes_fundcontribution for each row execute function app.book_contribution();
create trigger book after update on programmes_allocation for each row execute function app.book_allocation();
create trigger book after update on programmes_transfer for each row execute function app.book_transfer();
create trigger kept before delete or truncate on programmes_fundcontribution for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_allocation for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_transfer for each statement execute function app.never_deleted();

-- Copied columns say what they are copied from.
create function app.copy_fund() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'programmes_fundcontribution' or tg_table_name = 'programmes_transfer' then
    select fund_id into new.fund_id from programmes_fundbook where item_ptr_id = new.item_id;
  elsif tg_table_name = 'programmes_allocation' then
    select fund_id into new.fund_id from programmes_rdconcept where item_ptr_id = new.item_id;
  elsif tg_table_name = 'programmes_project' then
    select fund_id into new.fund_id from programmes_rdconcept where item_ptr_id = new.concept_id;
  end if;
  return new;
end $$;
create trigger a_copy before insert on programmes_fundcontribution for each row execute function app.copy_fund();
create trigger a_copy before insert on programmes_transfer for each row execute function app.copy_fund();
create trigger a_copy before insert on programmes_allocation for each row execute function app.copy_fund();
create trigger a_copy before insert on programmes_project for each row execute function app.copy_fund();

-- Nothing a payment rests on changes underneath it.
create function app.guard_concept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.fund_id is distinct from old.fund_id then raise exception 'a concept stays with its fund'; end if;
  if new.ceiling is distinct from old.ceiling then
    perform app.lock_item(new.fund_id);
    if new.ceiling < (select coalesce(sum(amount), 0) from programmes_ledgerentry
         where concept_id = new.item_ptr_id and kind in ('allocation', 'transfer')) then
      raise exception 'ledger: above the ceiling of the concept';
    end if;
  end if;
  return new;
end $$;
create trigger guard before update on programmes_rdconcept for each row execute function app.guard_concept();

-- The statutory bond (R30, R71) ----------------------------------------------------------------------
-- What is missing between a project and its council, as a word; null when nothing is. The representative's last
-- answer counts, and only to the text on which the council was set up: the one that was answered last of all.
create function app.bond_gap(project uuid, for_money boolean) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  with linked as (
    select c.item_ptr_id as id, c.state, p.representative_id as head from programmes_project p
      join programmes_projectcouncil l on l.item_id = p.item_ptr_id join councils_council c on c.item_ptr_id = l.council_id
      where p.item_ptr_id = project and l.valid_from <= app.at() and (l.valid_until is null or l.valid_until > app.at())),
  working as (select * from linked where state = 'active'),
  agreed as (
    select w.* from working w join councils_prospectus t on t.council_id = w.id
      join lateral (select c.decision, c.text_hash from councils_establishmentconsent c
        where c.item_id = t.item_ptr_id and c.person_id = w.head order by c.decided_at desc, c.id desc limit 1) own on true
      join lateral (select c.text_hash from councils_establishmentconsent c
        where c.item_id = t.item_ptr_id order by c.decided_at desc, c.id desc limit 1) last_of_all on true
      where own.decision = 'agree' and own.text_hash = last_of_all.text_hash),
  seated as (
    select a.* from agreed a where exists (select 1 from councils_membership m where m.council_id = a.id and m.person_id = a.head
      and m.state in ('active', 'leaving') and m.valid_from <= app.at() and (m.valid_until is null or m.valid_until > app.at())))
  select case when not exists (select 1 from linked) then 'no_council' when not exists (select 1 from working) then 'council_not_active'
    when not exists (select 1 from agreed) then 'no_consent' when for_money and not exists (select 1 from seated) then 'not_a_member' end
$$;

-- The same with councils, seats and project held as they are; councils first, like whoever suspends one.
create function app.hold_bond(project uuid, for_money boolean) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform 1 from councils_council c where c.item_ptr_id in
    (select l.council_id from programmes_projectcouncil l where l.item_id = project) order by c.item_ptr_id for share;
  perform 1 from programmes_projectcouncil l where l.item_id = project order by l.id for share;
  perform 1 from councils_membership m join programmes_project p on p.item_ptr_id = project and p.representative_id = m.person_id
    where m.council_id in (select l.council_id from programmes_projectcouncil l where l.item_id = project) order by m.id for share of m;
  return app.bond_gap(project, for_money);
end $$;

create function app.guard_project() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare missing text; moves constant text[] := array['preparing active', 'preparing terminated', 'active suspended', 'active completed',
  'active terminated', 'active honourable_stop', 'suspended active', 'suspended terminated', 'suspended honourable_stop'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'preparing' then raise exception 'a project begins with its preparation'; end if;
    return new;
  end if;
  if (new.concept_id, new.fund_id, new.code) is distinct from (old.concept_id, old.fund_id, old.code) then
    raise exception 'a project stays where it was awarded';
  end if;
  if new.representative_id is distinct from old.representative_id and (old.state not in ('preparing', 'suspended') or new.state <> old.state) then
    raise exception 'a running project keeps its representative';
  end if;
  if new.state <> old.state then
    if not (old.state || ' ' || new.state) = any(moves) then raise exception 'a project that is % does not become %', old.state, new.state; end if;
    if new.state = 'active' then
      missing := app.hold_bond(new.item_ptr_id, false);
      if missing is not null then raise exception 'bond: %', missing; end if;
    end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_project for each row execute function app.guard_project();
create trigger kept before delete or truncate on programmes_project for each statement execute function app.never_deleted();

-- A running project whose bond is gone stops at once, with a line in the journal.
create function app.on_council_end() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare r record;
begin
  for r in select p.item_ptr_id as id from programmes_project p join programmes_projectcouncil l on l.item_id = p.item_ptr_id
      where l.council_id = new.item_ptr_id and p.state = 'active' order by p.item_ptr_id for update of p loop
    if app.bond_gap(r.id, false) is not null then
      update programmes_project set state = 'suspended', state_reason = 'council' where item_ptr_id = r.id and state = 'active';
      insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)
        values (app.at(), app.user_id(), case when app.user_id() is null then 'system' else 'person' end, 'suspend_without_council',
          r.id, 'programmes.project', r.id, jsonb_build_object('was', 'active', 'now', 'suspended'));
    end if;
  end loop;
  return null;
end $$;
create trigger bond after update on councils_council for each row
  when (old.state = 'active' and new.state is distinct from 'active') execute function app.on_council_end();

create function app.on_link_end() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from programmes_project where item_ptr_id = new.item_id and state = 'active')
     and app.bond_gap(new.item_id, false) is not null then
    update programmes_project set state = 'suspended', state_reason = 'council' where item_ptr_id = new.item_id and state = 'active';
    insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)
      values (app.at(), app.user_id(), case when app.user_id() is null then 'system' else 'person' end, 'suspend_without_council',
        new.item_id, 'programmes.project', new.item_id, jsonb_build_object('was', 'active', 'now', 'suspended'));
  end if;
  return null;
end $$;
create trigger bond after update on programmes_projectcouncil for each row execute function app.on_link_end();

create function app.guard_link() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and ((new.id, new.item_id, new.council_id, new.valid_from) is distinct from (old.id, old.item_id, old.council_id, old.valid_from)
      or old.valid_until is not null or new.valid_until is null) then
    raise exception 'a link is ended, never rewritten';
  end if;
  if tg_op = 'UPDATE' then  -- councils before links, like whoever pays
    perform 1 from councils_council where item_ptr_id = new.council_id for share;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_projectcouncil for each row execute function app.guard_link();
create trigger kept before delete or truncate on programmes_projectcouncil for each statement execute function app.never_deleted();

-- One payment ----------------------------------------------------------------------------------------
create function app.guard_disbursement() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare p programmes_project; missing text; me uuid := app.user_id();
  moves constant text[] := array['requested checked', 'requested rejected', 'requested withdrawn', 'checked paid', 'checked rejected',
    'paid settled', 'paid refund_due', 'refund_due refunded'];
  steps constant text[] := array['state', 'checked_by_id', 'checked_at', 'paid_by_id', 'paid_at', 'closed_by_id', 'closed_at', 'note', 'refund_amount'];
begin
  if tg_op = 'INSERT' then
    select * into p from programmes_project where item_ptr_id = new.project_id;
    new.concept_id := p.concept_id; new.fund_id := p.fund_id;
    if new.state <> 'requested' or (new.checked_by_id, new.paid_by_id, new.closed_by_id, new.refund_amount) is distinct from (null::uuid, null::uuid, null::uuid, null::bigint) then
      raise exception 'a payment begins with its request';
    end if;
    if new.requested_by_id is distinct from me then raise exception 'nobody asks for money in another name'; end if;
    return new;
  end if;
  if to_jsonb(new) - steps is distinct from to_jsonb(old) - steps then raise exception 'what was requested never changes'; end if;
  if new.state = old.state then
    if to_jsonb(new) is distinct from to_jsonb(old) then raise exception 'a step is written once'; end if;
    return new;
  end if;
  if not (old.state || ' ' || new.state) = any(moves) then raise exception 'a payment that is % does not become %', old.state, new.state; end if;
  if me is null then raise exception 'money moves in the name of a person'; end if;
  if (new.state = 'checked' and new.checked_by_id <> me) or (new.state = 'paid' and new.paid_by_id <> me)
     or (new.state <> 'checked' and new.checked_by_id is distinct from old.checked_by_id)
     or (new.state <> 'paid' and new.paid_by_id is distinct from old.paid_by_id)
     or (new.state <> 'refund_due' and new.refund_amount is distinct from old.refund_amount) then
    raise exception 'nobody acts in another name';
  end if;
  if new.state = 'refund_due' and new.refund_amount is null then raise exception 'a refund names its sum'; end if;
  if new.state in ('checked', 'paid') then
    perform app.lock_item(new.fund_id);
    missing := app.hold_bond(new.project_id, true);
    if missing is not null then raise exception 'bond: %', missing; end if;
    perform 1 from programmes_project where item_ptr_id = new.project_id and state = 'active' for share;
    if not found then raise exception 'bond: project not active'; end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_disbursement for each row execute function app.guard_disbursement();
create trigger kept before delete or truncate on programmes_disbursement for each statement execute function app.never_deleted();

create function app.book_disbursement() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ministry uuid;
begin
  select ministry_id into ministry from programmes_rdconcept where item_ptr_id = new.concept_id;
  insert into programmes_ledgerentry (item_id, fund_id, kind, amount, fiscal_year, ministry_id, concept_id, disbursement_id, cause, cause_id)
    select new.item_ptr_id, new.fund_id, l.kind, l.amount, new.fiscal_year, ministry, new.concept_id, new.item_ptr_id, l.move, new.item_ptr_id
      from (values (1, 'requested checked', 'commitment', new.amount), (2, 'checked rejected', 'commitment', -new.amount),
                   (3, 'checked paid', 'commitment', -new.amount), (4, 'checked paid', 'payment', new.amount),
                   (5, 'refund_due refunded', 'refund', -new.refund_amount)) l(place, move, kind, amount)
      where l.move = old.state || ' ' || new.state order by l.place;
  return null;
end $$;
create trigger book after update on programmes_disbursement for each row
  when (new.state is distinct from old.state) execute function app.book_disbursement();

-- A fund's life in the database's words too.
create function app.guard_fund() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moves constant text[] := array['planned established', 'established designated', 'designated established', 'established closing',
  'designated closing', 'closing closed'];
begin
  if new.state <> old.state then
    if not (old.state || ' ' || new.state) = any(moves) then raise exception 'a fund that is % does not become %', old.state, new.state; end if;
    perform app.lock_item(new.item_ptr_id);
    if new.state = 'established' and not exists (select 1 from programmes_ledgerentry where fund_id = new.item_ptr_id and kind = 'contribution') then
      raise exception 'fund: nothing has been put in';
    end if;
    if new.state in ('closing', 'closed') and exists (select 1 from programmes_project where fund_id = new.item_ptr_id and state in ('preparing', 'active', 'suspended')) then
      raise exception 'fund: projects are still running';
    end if;
    if new.state = 'closed' and (select coalesce(sum(case when kind = 'contribution' then amount when kind in ('payment', 'refund') then -amount else 0 end), 0)
         from programmes_ledgerentry where fund_id = new.item_ptr_id) <> 0 then
      raise exception 'fund: the balance is not zero';
    end if;
  end if;
  return new;
end $$;
create trigger guard before update on programmes_fund for each row execute function app.guard_fund();
create trigger kept before delete or truncate on programmes_fund for each statement execute function app.never_deleted();

-- Sums for readers -----------------------------------------------------------------------------------
-- Whether the reader has the content of this item now.
create function app.reads(i uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from item_acl a where a.item_id = i and a.depth = 2 and a.principal_id = any(app.principals())
    and a.valid_from <= app.at() and a.valid_until > app.at())
$$;

-- All lines of a fund, summed, for whoever reads the fund: what hangs off a concept they may not read is summed
-- without its name and ministry. So totals reconcile for everybody and tell no line.
create function app.fund_figures(fund uuid)
returns table (kind text, fiscal_year int, ministry_id uuid, concept_id uuid, amount bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (select c.item_ptr_id as id from programmes_rdconcept c where c.fund_id = fund and app.reads(c.item_ptr_id))
  select l.kind::text, l.fiscal_year::int, case when l.concept_id is null or m.id is not null then l.ministry_id end, m.id, sum(l.amount)::bigint
    from programmes_ledgerentry l left join mine m on m.id = l.concept_id
    where l.fund_id = fund and app.reads(fund) group by 1, 2, 3, 4
$$;

create function app.fund_contributions(fund uuid)
returns table (act text, fiscal_year int, ministry_id uuid, agency_id uuid, amount bigint, source text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.act::text, c.fiscal_year::int, c.ministry_id, c.agency_id, c.amount, c.source::text from programmes_fundcontribution c
    where c.fund_id = fund and c.state = 'approved' and app.reads(fund) order by c.fiscal_year, c.id
$$;

create function app.fund_unallocated(fund uuid) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(case when kind = 'contribution' then amount when kind in ('allocation', 'transfer') then -amount else 0 end), 0)::bigint
    from programmes_ledgerentry where fund_id = fund
$$;

create function app.concept_remaining(concept uuid, in_year int) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(case when kind in ('allocation', 'transfer') then amount else -amount end), 0)::bigint
    from programmes_ledgerentry where concept_id = concept and fiscal_year = in_year
$$;

create function app.concept_allocated(concept uuid) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(amount), 0)::bigint from programmes_ledgerentry where concept_id = concept and kind in ('allocation', 'transfer')
$$;

-- Names of who sees a fund or project are for its team too, as a council's are for its members.
create or replace function app.who_can_see(i uuid, want smallint, t timestamptz default null)
returns table (person_id uuid, depth smallint, principal_id int, ground text, ground_id uuid, valid_from timestamptz, valid_until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with now as (select coalesce(t, app.at()) at),
  allowed as (select 1 from item_acl a where a.item_id = i and a.principal_id = any(app.principals())
     and a.valid_from <= app.at() and a.valid_until > app.at() limit 1),
  among as (select 1 from confidentiality_item it where it.id = i and (it.custodian_id = app.user_id()
     or exists (select 1 from confidentiality_principal c where c.kind = 'council' and c.ref in (it.id, it.container_id)
          and c.id = any(app.principals()))
     or exists (with recursive up(id) as (
          select i union select x.container_id from confidentiality_item x join up on x.id = up.id where x.container_id is not null)
        select 1 from up join confidentiality_principal c on c.kind = 'team' and c.ref = up.id where c.id = any(app.principals())))),
  open_rows as (select a.principal_id, a.depth, nullif(a.valid_from, '-infinity') f, nullif(a.valid_until, 'infinity') u
     from item_acl a, now where a.item_id = i and a.depth >= want and a.valid_from <= at and a.valid_until > at and exists (select 1 from allowed)),
  people as (
    select h.person_id, r.depth, r.principal_id, h.ground::text, h.ground_id, greatest(r.f, h.valid_from) f, least(r.u, h.valid_until) u
      from open_rows r join confidentiality_holding h on h.principals @> array[r.principal_id], now
      where h.valid_from <= at and (h.valid_until is null or h.valid_until > at) and h.pledged_at <= at
    union all
    select p.ref, r.depth, r.principal_id, 'person', null, r.f, r.u from open_rows r
      join confidentiality_principal p on p.id = r.principal_id and p.kind = 'person')
  select p.* from people p join accounts_person a on a.id = p.person_id and a.is_active
    where exists (select 1 from among) or p.person_id = app.user_id()
  union all
  select null, r.depth, r.principal_id, p.kind, null, r.f, r.u from open_rows r
    join confidentiality_principal p on p.id = r.principal_id and p.kind in ('everybody', 'signed_in')
$$;
revoke all on all functions in schema app from public;
