-- Who works on a proposal --------------------------------------------------------------------------------
-- Whether the reader holds this function at this very place now.
create function app.has_role(place uuid, name text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from confidentiality_principal p
    where p.kind = 'role' and p.ref = place and p.part = name and p.id = any(app.principals()))
$$;

-- Whether an agency's function is held at the proposal's call, concept or fund (never at the proposal itself).
create function app.agency_of_proposal(proposal uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_proposal p join confidentiality_principal r on r.kind = 'role' and r.part = 'agency'
      and r.ref in (p.call_id, p.concept_id, p.fund_id)
    where p.item_ptr_id = proposal and r.id = any(app.principals()))
$$;

-- The text is being worked on: as a draft, or opened again after it was sent. Whether the call still takes it is another question.
create function app.proposal_in_work(proposal uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_proposal p where p.item_ptr_id = proposal and (p.state = 'draft'
    or (p.state = 'submitted' and exists (select 1 from programmes_proposalsection s where s.proposal_id = proposal and s.is_open))))
$$;

create function app.proposal_takes_text(proposal uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.proposal_in_work(proposal) and exists (select 1 from programmes_proposal p
    where p.item_ptr_id = proposal and app.call_is_open(p.call_id))
$$;

-- The one definition of who writes a part now: the representative, or a co-applicant with that right; before the closing.
create function app.may_edit_section(section uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_proposalsection s where s.item_ptr_id = section and s.is_open
    and app.proposal_takes_text(s.proposal_id)
    and (app.has_role(s.proposal_id, 'representative')
      or (not s.for_representative and exists (select 1 from programmes_sectionright r
        join confidentiality_principal p on p.kind = 'assignment' and p.ref = r.assignment_id
        where r.item_id = section and r.level = 'edit' and r.ended_at is null and p.id = any(app.principals())))))
$$;

-- A function held at a proposal is also a reader of its own, so that its parts can be opened to it one by one.
create or replace function app.on_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare who int[] := array[app.principal('team', new.item_id), app.principal('role', new.item_id, new.role)];
begin
  if exists (select 1 from programmes_proposal where item_ptr_id = new.item_id) then
    who := who || app.principal('assignment', new.id);
  end if;
  perform app.hold(new.person_id, 'assignment', new.id, who, false, new.valid_from, new.valid_until, new.valid_from);
  return null;
end $$;

-- Who names people: at a proposal its representative while it is worked on, nobody else however high they stand.
create or replace function app.may_assign(place uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(id) as (
    select place union select i.container_id from confidentiality_item i join up on i.id = up.id where i.container_id is not null)
  select case when exists (select 1 from programmes_proposal p where p.item_ptr_id = place)
    then exists (select 1 from programmes_proposal p where p.item_ptr_id = place and p.representative_id = app.user_id()
      and app.proposal_in_work(place))
    else 4 = any(coalesce(app.principals(), '{}')) or exists (select 1 from confidentiality_principal p join up on up.id = p.ref
      where p.kind = 'role' and p.part in ('lead', 'agency') and p.id = any(app.principals())) end
$$;

create function app.guard_proposal_people() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare p programmes_proposal;
begin
  if exists (select 1 from confidentiality_item i where i.id = new.item_id and i.kind in ('programmes.proposalsection',
      'programmes.proposaldeclaration', 'programmes.proposalversion', 'programmes.proposalroll', 'programmes.eligibilitycheck')) then
    raise exception 'nobody is named at a part of a proposal';
  end if;
  select * into p from programmes_proposal where item_ptr_id = new.item_id;
  if not found then return new; end if;
  if new.role not in ('representative', 'co_applicant', 'institution') then raise exception 'no such function at a proposal'; end if;
  if tg_op = 'INSERT' then
    if app.user_id() is null then raise exception 'a person names the people of a proposal'; end if;
    if (new.role = 'representative') <> (new.person_id = p.representative_id) then
      raise exception 'a proposal has one representative';
    end if;
    if new.role = 'institution' and not exists (select 1 from accounts_affiliation a where a.person_id = new.person_id
        and a.organisation_id = p.organisation_id and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at())) then
      raise exception 'the institution is the representative''s own';
    end if;
  elsif new.role = 'representative' then
    raise exception 'a proposal keeps its representative';
  end if;
  return new;
end $$;
create trigger guard_proposal before insert or update on programmes_assignment for each row execute function app.guard_proposal_people();

-- The call's terms of application are fixed when it is published --------------------------------------------
create function app.guard_call_terms() returns trigger language plpgsql as $$
begin
  if old.state not in ('draft', 'clause_check') and (new.needs_institution_approval, new.indirect_rate, new.indirect_is_limit)
      is distinct from (old.needs_institution_approval, old.indirect_rate, old.indirect_is_limit) then
    raise exception 'the terms of a published call never change';
  end if;
  return new;
end $$;
create trigger terms before update on programmes_call for each row execute function app.guard_call_terms();

-- The proposal ----------------------------------------------------------------------------------------------
create function app.guard_application() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare v programmes_proposalversion; words constant text[] := array['title', 'english_title', 'erad_id', 'amount', 'organisation_id', 'sent_number', 'submitted_at', 'number'];
begin
  if tg_op = 'INSERT' then
    if new.imported_id is not null then
      if new.state <> 'submitted' or new.representative_id is not null or not exists (select 1 from programmes_proposalimport i
          where i.item_ptr_id = new.imported_id and i.call_id = new.call_id and i.imported_by_id = app.user_id()) then
        raise exception 'an imported proposal is the agency''s, from its own list';
      end if;
      new.submitted_at := app.at();
      return new;
    end if;
    if new.state <> 'draft' or new.number <> '' or new.sent_number <> 0 or new.submitted_at is not null then
      raise exception 'a proposal begins as a draft';
    end if;
    if new.representative_id is distinct from app.user_id() then raise exception 'nobody applies in another name'; end if;
    if not app.call_is_open(new.call_id) then raise exception 'the call takes no proposals now'; end if;
    return new;
  end if;
  if (new.call_id, new.concept_id, new.fund_id, new.imported_id, new.representative_id, new.printed_representative, new.printed_organisation, new.printed_erad, new.printed_effort)
      is distinct from (old.call_id, old.concept_id, old.fund_id, old.imported_id, old.representative_id, old.printed_representative, old.printed_organisation, old.printed_erad, old.printed_effort) then
    raise exception 'a proposal stays where it was made, and its representative''s';
  end if;
  if new.state <> old.state and (old.state in ('draft', 'submitted', 'withdrawn', 'ineligible') or new.state in ('draft', 'submitted'))
     and not (old.state || ' ' || new.state) = any(array['draft submitted', 'submitted withdrawn', 'submitted eligible', 'submitted ineligible']) then
    raise exception 'a proposal that is % does not become %', old.state, new.state;
  end if;
  if new.sent_number <> old.sent_number or (old.state = 'draft' and new.state = 'submitted') then
    perform 1 from programmes_call where item_ptr_id = new.call_id for share;
    if not app.call_is_open(new.call_id) then raise exception 'late: the call takes no proposals now'; end if;
    if not app.has_role(new.item_ptr_id, 'representative') then raise exception 'only the representative sends a proposal'; end if;
    select * into v from programmes_proposalversion where proposal_id = new.item_ptr_id and number = new.sent_number;
    if not found or new.sent_number <> old.sent_number + 1 or new.state <> 'submitted' then raise exception 'what is sent is frozen first'; end if;
    if v.amount is distinct from new.amount or (v.body ->> 'title') is distinct from new.title then
      raise exception 'the proposal says what its version says';
    end if;
    if old.number <> '' and new.number <> old.number then raise exception 'a number is given once'; end if;
    if not exists (select 1 from programmes_selfcheck c where c.proposal_id = new.item_ptr_id and c.number = new.sent_number) then
      raise exception 'the self check is part of sending';
    end if;
    if exists (select 1 from programmes_assignment a where a.item_id = new.item_ptr_id and a.role in ('representative', 'co_applicant')
        and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at())
        and not exists (select 1 from programmes_declarationmark m where m.item_id = a.item_id and m.person_id = a.person_id)) then
      raise exception 'somebody has not declared yet';
    end if;
    if exists (select 1 from programmes_call c where c.item_ptr_id = new.call_id and c.needs_institution_approval)
       and not exists (select 1 from programmes_institutionapproval i where i.item_id = new.item_ptr_id and i.is_approved and i.text_hash = v.text_hash) then
      raise exception 'the institution has not approved this text';
    end if;
    new.submitted_at := app.at();
    return new;
  end if;
  if old.state <> 'draft' and exists (select 1 from unnest(words) w where to_jsonb(new) -> w is distinct from to_jsonb(old) -> w) then
    raise exception 'what was sent never changes';
  end if;
  if new.state = 'withdrawn' and old.state <> 'withdrawn' and not app.has_role(new.item_ptr_id, 'representative') then
    raise exception 'only the representative withdraws a proposal';
  end if;
  if old.state = 'submitted' and new.state in ('eligible', 'ineligible') then
    if not app.agency_of_proposal(new.item_ptr_id) then raise exception 'only the agency judges whether a proposal is eligible'; end if;
    if new.state_reason !~ '\S' then raise exception 'a judgement has a reason'; end if;
    if exists (select 1 from programmes_call where item_ptr_id = new.call_id and closes_at > app.at()) then
      raise exception 'nothing is judged before the closing';
    end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_proposal for each row execute function app.guard_application();

-- What each person declared is opened to the checkers of integrity with the sending, and closed when it is taken back: nobody
-- of the proposal could, for nobody of it reads the declarations of the others.
create function app.on_proposal_sent() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.sent_number <> old.sent_number then
    insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
      select d.item_ptr_id, app.principal('role', place, 'integrity'), 2, app.at()
        from programmes_proposaldeclaration d cross join unnest(array[new.call_id, new.concept_id, new.fund_id]) place
        where d.proposal_id = new.item_ptr_id
      on conflict (item_id, principal_id) where valid_until is null do nothing;
  elsif new.state = 'withdrawn' and old.state <> 'withdrawn' then
    update confidentiality_baseaudience b set valid_until = app.at() from confidentiality_principal p
      where p.id = b.principal_id and p.kind = 'role' and p.part = 'integrity' and b.valid_until is null
        and b.item_id in (select item_ptr_id from programmes_proposaldeclaration where proposal_id = new.item_ptr_id);
  end if;
  return null;
end $$;
create trigger sent after update on programmes_proposal for each row execute function app.on_proposal_sent();

-- Its parts ---------------------------------------------------------------------------------------------------
create function app.guard_proposal_section() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare p programmes_proposal; moves constant text[] := array['body', 'revision', 'saved_by_id', 'saved_at', 'is_open'];
begin
  perform app.lock_item(new.proposal_id);
  select * into p from programmes_proposal where item_ptr_id = new.proposal_id;
  if tg_op = 'INSERT' then
    if p.state <> 'draft' or p.representative_id is distinct from app.user_id() or new.revision <> 0 or not new.is_open then
      raise exception 'the parts of a proposal are laid out when it is started';
    end if;
    return new;
  end if;
  if to_jsonb(new) - moves is distinct from to_jsonb(old) - moves then raise exception 'the form of a proposal never changes'; end if;
  if new.is_open <> old.is_open then
    if to_jsonb(new) - array['is_open'] is distinct from to_jsonb(old) - array['is_open'] or not app.has_role(new.proposal_id, 'representative') then
      raise exception 'the representative opens and closes the text, and nothing else with it';
    end if;
    if new.is_open and not (p.state = 'submitted' and app.call_is_open(p.call_id)) then
      raise exception 'late: the text can be opened again before the closing only';
    end if;
    return new;
  end if;
  if to_jsonb(new) is distinct from to_jsonb(old) then
    if not app.may_edit_section(new.item_ptr_id) then raise exception 'this part is not the reader''s to write now'; end if;
    if new.revision <> old.revision + 1 then raise exception 'somebody else saved in between'; end if;
    if new.saved_by_id is distinct from app.user_id() then raise exception 'nobody writes in another name'; end if;
    new.saved_at := app.at();
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_proposalsection for each row execute function app.guard_proposal_section();

create function app.guard_proposal_section_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not app.may_edit_section(new.item_id) or new.saved_by_id is distinct from app.user_id() then raise exception 'versions are written by who saves'; end if;
  if tg_op = 'UPDATE' and (not old.is_auto or old.saved_at < app.at() - interval '10 minutes' or old.saved_by_id <> new.saved_by_id
      or (new.id, new.item_id, new.number) is distinct from (old.id, old.item_id, old.number)) then
    raise exception 'a version is kept as it was saved';
  end if;
  new.saved_at := app.at();
  return new;
end $$;
create trigger guard before insert or update on programmes_sectionversion for each row execute function app.guard_proposal_section_version();

create function app.guard_proposal_file() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare s programmes_proposalsection;
begin
  select * into s from programmes_proposalsection where item_ptr_id = new.item_id;
  perform app.lock_item(s.proposal_id);
  if not app.may_edit_section(new.item_id) then raise exception 'this part is not the reader''s to write now'; end if;
  if tg_op = 'INSERT' then
    if new.added_by_id is distinct from app.user_id() or new.removed_at is not null
       or not exists (select 1 from confidentiality_storedfile f where f.id = new.file_id and f.item_id = new.item_id) then
      raise exception 'a file belongs to its part';
    end if;
  elsif (new.id, new.item_id, new.file_id, new.added_by_id, new.added_at) is distinct from (old.id, old.item_id, old.file_id, old.added_by_id, old.added_at)
     or old.removed_at is not null or new.removed_at is null or new.removed_by_id is distinct from app.user_id() then
    raise exception 'a file is taken away once';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_proposalfile for each row execute function app.guard_proposal_file();

create function app.guard_proposal_right() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare s programmes_proposalsection;
begin
  select * into s from programmes_proposalsection where item_ptr_id = new.item_id;
  if not app.may_assign(s.proposal_id) then raise exception 'only the representative says who works on what'; end if;
  if tg_op = 'INSERT' then
    if new.ended_at is not null or not exists (select 1 from programmes_assignment a where a.id = new.assignment_id
        and a.item_id = s.proposal_id and a.role = 'co_applicant' and a.valid_until is null) then
      raise exception 'a right is a co-applicant''s of this proposal';
    end if;
    if new.level = 'edit' and s.for_representative then raise exception 'this part is the representative''s to write'; end if;
  elsif (new.id, new.item_id, new.assignment_id, new.level, new.given_at) is distinct from (old.id, old.item_id, old.assignment_id, old.level, old.given_at)
     or old.ended_at is not null or new.ended_at is null then
    raise exception 'a right is ended, never rewritten';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_sectionright for each row execute function app.guard_proposal_right();

-- Declarations and the institution --------------------------------------------------------------------------
create function app.guard_proposal_declaration() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.person_id is distinct from app.user_id() then raise exception 'nobody declares for somebody else'; end if;
  if tg_op = 'UPDATE' and (new.proposal_id, new.person_id) is distinct from (old.proposal_id, old.person_id) then
    raise exception 'a declaration stays its proposal''s';
  end if;
  if not (app.has_role(new.proposal_id, 'representative') or app.has_role(new.proposal_id, 'co_applicant'))
     or not app.proposal_takes_text(new.proposal_id) then
    raise exception 'declarations are made by a proposal''s people before the closing';
  end if;
  new.declared_at := app.at();
  return new;
end $$;
create trigger guard before insert or update on programmes_proposaldeclaration for each row execute function app.guard_proposal_declaration();

create function app.guard_proposal_mark() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.person_id is distinct from app.user_id() or not exists (select 1 from programmes_proposaldeclaration d
      where d.proposal_id = new.item_id and d.person_id = new.person_id) then
    raise exception 'a mark says that its person has declared';
  end if;
  new.at := app.at();
  return new;
end $$;
create trigger guard before insert or update on programmes_declarationmark for each row execute function app.guard_proposal_mark();

create function app.guard_proposal_approval() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not app.proposal_takes_text(new.item_id) then raise exception 'the institution answers before the closing'; end if;
  if tg_op = 'INSERT' then
    if new.asked_by_id is distinct from app.user_id() or not app.has_role(new.item_id, 'representative')
       or new.answered_at is not null or new.answered_by_id is not null or new.is_approved then
      raise exception 'the representative asks, the institution answers';
    end if;
    return new;
  end if;
  if (new.id, new.item_id, new.text_hash, new.asked_by_id, new.asked_at) is distinct from (old.id, old.item_id, old.text_hash, old.asked_by_id, old.asked_at)
     or old.answered_at is not null or new.answered_by_id is distinct from app.user_id() or not app.has_role(new.item_id, 'institution')
     or (new.is_approved = false and new.note !~ '\S') then
    raise exception 'the institution answers once, for exactly this text';
  end if;
  new.answered_at := app.at();
  return new;
end $$;
create trigger guard before insert or update on programmes_institutionapproval for each row execute function app.guard_proposal_approval();

-- What was sent ------------------------------------------------------------------------------------------------
create function app.guard_proposal_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.sent_by_id is distinct from app.user_id() or not app.has_role(new.proposal_id, 'representative') then
    raise exception 'only the representative sends a proposal';
  end if;
  if new.number <> (select sent_number + 1 from programmes_proposal where item_ptr_id = new.proposal_id) or not app.proposal_takes_text(new.proposal_id) then
    raise exception 'late: only a text that is worked on can be sent';
  end if;
  if new.amount is distinct from (new.body ->> 'amount')::bigint
     or new.amount is distinct from (select coalesce(sum((l ->> 'amount')::bigint), 0) from jsonb_array_elements(new.body -> 'budget' -> 'lines') l) then
    raise exception 'the budget adds up to what is asked for';
  end if;
  new.sent_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_proposalversion for each row execute function app.guard_proposal_version();
create trigger append_only before update or delete or truncate on programmes_proposalversion for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_proposalroll for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_proposalmember for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_selfcheck for each statement execute function app.append_only();

create function app.guard_proposal_member() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from programmes_proposalroll r join programmes_proposalversion v on v.item_ptr_id = r.version_id
      join programmes_proposal p on p.item_ptr_id = v.proposal_id where r.item_ptr_id = new.item_id and v.number = p.sent_number + 1) then
    raise exception 'a roll is complete when it is sent';
  end if;
  return new;
end $$;
create trigger guard before insert on programmes_proposalmember for each row execute function app.guard_proposal_member();

create function app.guard_eligibility_check() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.proposal_id is distinct from old.proposal_id or new.checked_by_id is distinct from app.user_id()
      or not app.agency_of_proposal(new.proposal_id)) then
    raise exception 'the check is the agency''s';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_eligibilitycheck for each row execute function app.guard_eligibility_check();

create function app.guard_proposal_import() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.imported_by_id is distinct from app.user_id() or not exists (select 1 from programmes_call c
        join confidentiality_principal r on r.kind = 'role' and r.part = 'agency' and r.ref in (c.item_ptr_id, c.concept_id, c.fund_id)
        where c.item_ptr_id = new.call_id and r.id = any(app.principals())) then
      raise exception 'the agency of the call brings lists in';
    end if;
    return new;
  end if;
  if (new.call_id, new.sha256, new.rows, new.imported_by_id) is distinct from (old.call_id, old.sha256, old.rows, old.imported_by_id)
     or old.file_id is not null then
    raise exception 'an imported list stays as it was';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_proposalimport for each row execute function app.guard_proposal_import();

create trigger kept before delete or truncate on programmes_proposalsection for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_sectionversion for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_proposalfile for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_sectionright for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_proposaldeclaration for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_institutionapproval for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_eligibilitycheck for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_proposalimport for each statement execute function app.never_deleted();
revoke all on all functions in schema app from public;
