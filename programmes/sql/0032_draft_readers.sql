-- A draft of the guideline or of a vision can be limited to named people while it is written.

-- Numbers already taken, those of drafts the asker may not read among them: a new draft takes the next one. The office's to know.
create function app.last_version(document text, n int) returns int language sql stable security definer set search_path = public, pg_temp as $$
  select case when 4 = any(coalesce(app.principals(), '{}')) then case document
    when 'guideline' then (select max(number) from programmes_guideline g where g.document = 'guideline')
    when 'vision' then (select case when n is null then max(number) else max(revision) end from programmes_rdvision v
      where v.state <> 'discarded' and (n is null or v.number = n)) end end
$$;

-- Whether a guideline is being prepared, one the asker may not read among them. The office's to know.
create function app.guideline_is_prepared() returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select 4 = any(coalesce(app.principals(), '{}')) and exists (select 1 from programmes_guideline g
    where g.document = 'guideline' and g.state in ('draft', 'expert_review', 'public_comment', 'decided', 'scheduled'))
$$;

-- Readers are named of a draft alone, and nobody else is named there: a function at a thing tells who has one. What is put
-- to the public, decided or out has none.
create function app.guard_draft_reader() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.role not in ('draft_writer', 'draft_reader') then
    if exists (select 1 from confidentiality_item i where i.id = new.item_id
        and i.kind in ('programmes.guideline', 'programmes.guidelinefile', 'programmes.rdvision', 'programmes.visionfile')) then
      raise exception 'a draft has readers and no other function';
    end if;
    return new;
  end if;
  if not exists (select 1 from programmes_guideline g where g.item_ptr_id = new.item_id and g.document = 'guideline' and g.state in ('draft', 'expert_review')
      union all select 1 from programmes_rdvision v where v.item_ptr_id = new.item_id and v.state in ('draft', 'deliberating')) then
    raise exception 'readers are named of a draft alone';
  end if;
  -- A row in one's own name is one's own to write: of the office, too, only who reads the draft with its file names anybody.
  if app.user_id() is not null and not exists (select 1 from (select f.item_ptr_id from programmes_guidelinefile f where f.guideline_id = new.item_id
      union all select f.item_ptr_id from programmes_visionfile f where f.vision_id = new.item_id) file (id) where app.reads_content(file.id)) then
    raise exception 'readers are named by who reads the draft';
  end if;
  return new;
end $$;
create trigger draft_reader before insert on programmes_assignment for each row execute function app.guard_draft_reader();

-- Who writes a draft does so for the office: out of it they have neither draft nor file, back in it they have both again.
create function app.settle_writer(a programmes_assignment) returns void language sql volatile security definer set search_path = public, pg_temp as $$
  update confidentiality_holding h set valid_until = nullif(least(coalesce(a.valid_until, 'infinity'), coalesce((
      select max(coalesce(o.valid_until, 'infinity')) from accounts_office o
        where o.person_id = a.person_id and o.kind = 'programme_staff' and o.valid_from <= app.at()), a.valid_from)), 'infinity')
    where h.ground = 'assignment' and h.ground_id = a.id
$$;
comment on function app.settle_writer is 'inner';
create function app.on_writer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform app.settle_writer(new); return null; end $$;
create trigger writer after insert or update on programmes_assignment for each row when (new.role = 'draft_writer') execute function app.on_writer();
create function app.on_writers_office() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.settle_writer(a) from programmes_assignment a where a.role = 'draft_writer' and a.valid_until is null
    and a.person_id in (case when tg_op <> 'DELETE' then new.person_id end, case when tg_op <> 'INSERT' then old.person_id end);
  return null;
end $$;
create trigger writers after insert or update or delete on accounts_office for each row execute function app.on_writers_office();

create function app.guard_narrowed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from programmes_assignment a where a.item_id = new.item_ptr_id and a.role in ('draft_writer', 'draft_reader') and a.valid_until is null) then
    raise exception 'a draft limited to named people goes no further';
  end if;
  return new;
end $$;
create trigger narrowed before update of state on programmes_guideline for each row
  when (old.state <> new.state and new.state in ('public_comment', 'decided', 'scheduled', 'published')) execute function app.guard_narrowed();
create trigger narrowed before update of state on programmes_rdvision for each row
  when (old.state <> new.state and new.state in ('decided', 'published')) execute function app.guard_narrowed();

-- The file of a guideline keeps why its draft was limited, and no other step.
create or replace function app.guard_step() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare fund uuid; of_reading boolean := new.verb in ('narrow_readers', 'widen_readers');
begin
  select fund_id into fund from programmes_fundbook where item_ptr_id = new.item_id;
  if fund is null and not exists (select 1 from programmes_visionfile where item_ptr_id = new.item_id)
     and not (of_reading and exists (select 1 from programmes_guidelinefile where item_ptr_id = new.item_id)) then
    raise exception 'step: of a fund''s book or a draft''s file';
  end if;
  if (fund is null) = (new.verb = 'revoke_designation') then raise exception 'step: not of this thing'; end if;
  if new.taken_by_id is distinct from app.user_id() or not app.leads_here(coalesce(fund, new.item_id)) then
    raise exception 'step: taken by who leads there, in their own name';
  end if;
  new.taken_at := app.at();
  return new;
end $$;

-- That a draft was limited to its makers does not say that others have seen it.
create or replace function app.draft_kept(i uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case
    when exists (select 1 from programmes_visionfile f join programmes_visiondeliberation d on d.item_id = f.item_ptr_id where f.vision_id = i)
      or exists (select 1 from programmes_visionfile f join programmes_reasonedstep s on s.item_id = f.item_ptr_id
        where f.vision_id = i and s.verb not in ('discard_vision', 'narrow_readers', 'widen_readers'))
      or exists (select 1 from programmes_conceptministry m where m.item_id = i)
      or exists (select 1 from programmes_assignment a where a.item_id = i and a.role not in ('draft_writer', 'draft_reader')) then 'seen'
    when exists (select 1 from programmes_rdconcept c where c.vision_id = i or c.sharpens_id = i)
      or exists (select 1 from programmes_conceptsheet s where s.vision_id = i or s.concept_id = i)
      or exists (select 1 from programmes_rdvision v where v.revises_id = i)
      or exists (select 1 from programmes_allocation a where a.item_id = i)
      or exists (select 1 from programmes_transfer t where i in (t.from_concept_id, t.to_concept_id))
      or exists (select 1 from programmes_project p where p.concept_id = i)
      or exists (select 1 from programmes_call c where c.concept_id = i)
      or exists (select 1 from programmes_concepttechnology t where t.item_id = i) then 'hangs'
  end
$$;
revoke all on function app.guard_draft_reader, app.guard_narrowed, app.last_version, app.guideline_is_prepared, app.draft_kept, app.guard_step,
  app.settle_writer, app.on_writer, app.on_writers_office from public;
