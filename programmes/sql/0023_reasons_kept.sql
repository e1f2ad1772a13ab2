-- Reasons of steps back are kept (R27, R31, R38); a theme says which project it sharpens (R33).

-- In the book of a fund, by who leads it; in the file of a vision, by the secretariat. In one's own name, once and for all.
create function app.guard_step() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare fund uuid;
begin
  select fund_id into fund from programmes_fundbook where item_ptr_id = new.item_id;
  if fund is null and not exists (select 1 from programmes_visionfile where item_ptr_id = new.item_id) then
    raise exception 'step: of a fund''s book or a vision''s file';
  end if;
  if (fund is null) = (new.verb = 'revoke_designation') then raise exception 'step: not of this thing'; end if;
  if new.taken_by_id is distinct from app.user_id() or not app.leads_here(coalesce(fund, new.item_id)) then
    raise exception 'step: taken by who leads there, in their own name';
  end if;
  new.taken_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_reasonedstep for each row execute function app.guard_step();
create trigger append_only before update or delete or truncate on programmes_reasonedstep for each statement execute function app.append_only();

-- A vision that was decided in error goes back to its deliberation before anybody outside has read it.
create or replace function app.guard_vision() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moves constant text[] := array['state', 'decided_on', 'decided_by', 'published_at', 'superseded_at'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'a vision begins as a draft'; end if;
    return new;
  end if;
  if old.state not in ('draft', 'deliberating') and to_jsonb(new) - moves is distinct from to_jsonb(old) - moves then
    raise exception 'the text of a decided vision never changes';
  end if;
  if new.state = old.state then return new; end if;
  if (old.state, new.state) not in (('draft', 'deliberating'), ('deliberating', 'draft'), ('deliberating', 'decided'),
      ('decided', 'deliberating'), ('decided', 'published'), ('published', 'superseded')) then
    raise exception 'a vision does not go from % to %', old.state, new.state;
  end if;
  if new.state = 'decided' then
    if not exists (select 1 from programmes_visiontechnology where item_id = new.item_ptr_id) or exists (
        select 1 from programmes_visiontechnology t join programmes_narrowingdecision d on d.item_ptr_id = t.decision_id
          where t.item_id = new.item_ptr_id and (d.state <> 'closed' or d.technology_id <> t.technology_id)) then
      raise exception 'a vision is decided on technologies whose choice is closed';
    end if;
    if new.no_inputs_reason !~ '\S' and not exists (select 1 from programmes_visioninput where item_id = new.item_ptr_id) then
      raise exception 'a vision names the findings it used, or why it used none';
    end if;
  end if;
  return new;
end $$;

-- A decision of a selection stands as it was written; that it was undone, and why, is added once.
drop trigger append_only on programmes_selectiondecision;
create trigger append_only before delete or truncate on programmes_selectiondecision for each statement execute function app.append_only();
create function evaluation.guard_undoing() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare told constant text[] := array['undone_at', 'undone_by_id', 'undone_reason'];
begin
  if to_jsonb(new) - told is distinct from to_jsonb(old) - told or old.undone_by_id is not null then
    raise exception 'decision: what was decided stands';
  end if;
  if new.undone_reason !~ '\S' or new.undone_by_id is distinct from app.user_id() or not app.manages_evaluation(new.item_id)
     or not exists (select 1 from programmes_proposaldossier d join programmes_callreview r on r.call_id = d.call_id
       where d.item_ptr_id = new.item_id and r.state = 'ranked' and d.state in ('selected', 'not_selected', 'security_checked')) then
    raise exception 'decision: undone with a reason before the release is planned, in one''s own name';
  end if;
  new.undone_at := app.at();
  return new;
end $$;
create trigger undone before update on programmes_selectiondecision for each row execute function evaluation.guard_undoing();

-- Which project an individual theme sharpens is part of what the ministries agree to. A text without it keeps its hash.
create or replace function app.concept_hash(c programmes_rdconcept) returns text language sql immutable as $$
  select encode(sha256(convert_to((jsonb_build_array(c.title, c.english_title, c.concept_kind, c.ceiling, c.starts_on, c.ends_on,
    c.ministry_id, c.agency_id, c.vision_id, c.needs, c.summary, c.council_plan, c.is_high_risk, c.risk_reason)
    || case when c.sharpens_id is null then '[]'::jsonb else jsonb_build_array(c.sharpens_id) end)::text, 'UTF8')), 'hex')
$$;
create function app.guard_sharpening() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.sharpens_id is not null and not exists (select 1 from programmes_rdconcept c where c.item_ptr_id = new.sharpens_id
      and c.fund_id = new.fund_id and c.concept_kind = 'project' and c.item_ptr_id <> new.item_ptr_id) then
    raise exception 'a theme sharpens a project-type concept of its own fund';
  end if;
  if tg_op = 'UPDATE' and new.concept_kind <> 'project' and old.concept_kind = 'project'
     and exists (select 1 from programmes_rdconcept c where c.sharpens_id = new.item_ptr_id) then
    raise exception 'a concept that themes sharpen stays of the project type';
  end if;
  return new;
end $$;
create trigger guard_sharpening before insert or update on programmes_rdconcept for each row execute function app.guard_sharpening();

-- What a designation rests on is asked by the database, too.
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
  end if;
  return new;
end $$;
