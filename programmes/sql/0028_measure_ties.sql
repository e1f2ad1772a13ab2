-- A measure goes from one section of the guideline to another by a row that keeps the one before (R3).
create function app.guard_measure_tie() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.tied_by_id is distinct from app.user_id() then raise exception 'nobody ties a measure in another name'; end if;
  if not 4 = any(coalesce(app.principals(), '{}')) then raise exception 'measure: sight of it is no right over it'; end if;
  if not exists (select 1 from programmes_policymeasure m where m.item_ptr_id = new.item_id and m.section_id = new.was_id) then
    raise exception 'a tie names the section the measure comes from';
  end if;
  if new.section_id is not distinct from new.was_id then raise exception 'a tie goes to another section'; end if;
  new.tied_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_measuretie for each row execute function app.guard_measure_tie();

create function app.move_measure() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update programmes_policymeasure set section_id = new.section_id where item_ptr_id = new.item_id;
  return null;
end $$;
create trigger move after insert on programmes_measuretie for each row execute function app.move_measure();

-- Nothing else moves it, and no measure goes under a text that is not in force.
create function app.guard_measure_section() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.section_id is not distinct from old.section_id then return new; end if;
  if new.section_id is not null and not exists (select 1 from programmes_guidelinesection s join programmes_guideline g on g.item_ptr_id = s.item_id
      where s.id = new.section_id and (g.document = 'framework' and g.state = 'published'
        or g.document = 'guideline' and g.published_at <= app.at() and (g.superseded_at is null or g.superseded_at > app.at()))) then
    raise exception 'a measure stands under a text in force';
  end if;
  if old.section_id is not null and not exists (select 1 from programmes_measuretie t where t.item_id = new.item_ptr_id
      and t.was_id = old.section_id and t.section_id is not distinct from new.section_id and t.tied_at >= transaction_timestamp()) then
    raise exception 'a measure keeps its section until a tie moves it';
  end if;
  return new;
end $$;
create trigger guard_section before update of section_id on programmes_policymeasure for each row execute function app.guard_measure_section();

create trigger append_only before update or delete or truncate on programmes_measuretie for each statement execute function app.append_only();
revoke all on all functions in schema app from public;
