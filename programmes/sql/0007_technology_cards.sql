-- A field is never a part of itself, however far down.
create function app.guard_field() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('programmes_technologyfield'));
  if new.parent_id is not null and exists (
      with recursive up(id) as (
        select new.parent_id
        union select f.parent_id from programmes_technologyfield f join up on f.id = up.id where f.parent_id is not null)
      select 1 from up where id = new.id) then
    raise exception 'a field is not a part of its own part';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_technologyfield for each row execute function app.guard_field();

-- Everything of a technology's strategy that is public stands beside a technology that is public itself.
create function app.guard_public_part() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare shown boolean := case when tg_table_name = 'programmes_technologysheet' then to_jsonb(new)->>'state' = 'published'
                              else (to_jsonb(new)->>'is_public')::boolean end;
begin
  if shown and new.technology_id is not null and not exists (
      select 1 from programmes_criticaltechnology where item_ptr_id = new.technology_id and is_public_example) then
    raise exception 'nothing public about a technology that is not';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_technologysheet for each row execute function app.guard_public_part();
create trigger guard before insert or update on programmes_catalogueentry for each row execute function app.guard_public_part();

-- And a technology leaves the public pages only with all that.
create function app.guard_example() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.is_public_example and not new.is_public_example and (
      exists (select 1 from programmes_technologysheet where technology_id = new.item_ptr_id and state = 'published')
      or exists (select 1 from programmes_catalogueentry where technology_id = new.item_ptr_id and is_public)) then
    raise exception 'what is public about a technology is taken down with it';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_criticaltechnology for each row execute function app.guard_example();

-- Five considerations and what was decided by them never change afterwards.
create function app.guard_narrowing() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.state = 'superseded' or (old.state = 'closed' and (new.state <> 'superseded'
       or to_jsonb(new) - 'state' is distinct from to_jsonb(old) - 'state')) then
    raise exception 'a narrowing decision stands as it was decided';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_narrowingdecision for each row execute function app.guard_narrowing();

-- No concept gives away more than the whole of its money; a share is ended, never rewritten.
create function app.guard_share() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare given int;
begin
  if tg_op = 'UPDATE' and (old.valid_until is not null or new.valid_until is null
       or (new.item_id, new.technology_id, new.share, new.valid_from, new.linked_by_id)
          is distinct from (old.item_id, old.technology_id, old.share, old.valid_from, old.linked_by_id)) then
    raise exception 'a share is ended, never rewritten';
  end if;
  if tg_op = 'INSERT' then
    if new.linked_by_id is distinct from app.user_id() then raise exception 'nobody links in another name'; end if;
    perform app.lock_item(new.item_id);
    select coalesce(sum(share), 0) into given from programmes_concepttechnology
      where item_id = new.item_id and valid_until is null;
    if given + new.share > 100 then raise exception 'more than the whole of a concept'; end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_concepttechnology for each row execute function app.guard_share();
create trigger kept before delete or truncate on programmes_concepttechnology for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_cataloguelink for each statement execute function app.never_deleted();

-- What was read, decided or reported is only ever added to.
create trigger append_only before update or delete or truncate on programmes_strategyversion
  for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_rankingdecision
  for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_trlreading
  for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_milestonereport
  for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_cataloguenote
  for each statement execute function app.append_only();

-- A reading replaces another of the same thing only.
create function app.guard_trl() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.recorded_by_id is distinct from app.user_id() then raise exception 'nobody records in another name'; end if;
  if new.replaces_id is not null and not exists (
      select 1 from programmes_trlreading where id = new.replaces_id and item_id = new.item_id) then
    raise exception 'a reading replaces one of the same thing';
  end if;
  return new;
end $$;
create trigger guard before insert on programmes_trlreading for each row execute function app.guard_trl();

-- Technologies that were there before: each gets its book, the office's.
do $$
declare t record; made uuid;
begin
  for t in select item_ptr_id from programmes_criticaltechnology loop
    made := gen_random_uuid();
    insert into confidentiality_item (id, kind, public_title, container_id, is_born_sealed)
      values (made, 'programmes.technologybook', '技術の検討記録', t.item_ptr_id, false);
    insert into programmes_technologybook (item_ptr_id, technology_id, origin, horizon, is_platform)
      values (made, t.item_ptr_id, '', '', false);
    insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from) values (made, 4, 2, now());
  end loop;
end $$;
revoke all on all functions in schema app from public;
