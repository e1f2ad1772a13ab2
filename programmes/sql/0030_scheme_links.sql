-- One way to relate a project and a scheme: what the register kept beside it moves over. Who read the tie reads it still: both need both.
alter table programmes_schemelink disable trigger user;
with moved as (
  insert into programmes_schemelink (id, project_id, item_id, created_at, created_by_id, end_reason, entry_id, title, how)
    select gen_random_uuid(), l.subject_id, l.subject_id, l.valid_from, l.linked_by_id, '', l.item_id, '',
        case when l.how ~ '\S' then l.how else '登録簿で結び付けられていたもの' end
      from programmes_cataloguelink l join programmes_catalogueentry e on e.item_ptr_id = l.item_id and e.register = 'scheme'
        join programmes_project p on p.item_ptr_id = l.subject_id where l.valid_until is null
    returning *)
insert into programmes_schemelinkevent (pgh_created_at, pgh_label, pgh_obj_id, id, project_id, item_id, created_at, created_by_id, end_reason, entry_id, title, how)
  select app.at(), 'insert', id, id, project_id, item_id, created_at, created_by_id, end_reason, entry_id, title, how from moved;
alter table programmes_schemelink enable trigger user;
update programmes_cataloguelink l set valid_until = app.at() where l.valid_until is null
  and exists (select 1 from programmes_catalogueentry e where e.item_ptr_id = l.item_id and e.register = 'scheme')
  and exists (select 1 from programmes_project p where p.item_ptr_id = l.subject_id);

create function app.guard_scheme_link() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'programmes_schemelink' then
    if not exists (select 1 from programmes_catalogueentry e where e.item_ptr_id = new.entry_id and e.register = 'scheme') then
      raise exception 'a related scheme is an entry of the register of schemes';
    end if;
  elsif exists (select 1 from programmes_catalogueentry e where e.item_ptr_id = new.item_id and e.register = 'scheme')
      and exists (select 1 from programmes_project p where p.item_ptr_id = new.subject_id) then
    raise exception 'a project and a scheme are tied in the project''s own register';
  end if;
  return new;
end $$;
create trigger b_scheme before insert or update of entry_id on programmes_schemelink for each row execute function app.guard_scheme_link();
create trigger b_scheme before insert on programmes_cataloguelink for each row execute function app.guard_scheme_link();
revoke all on all functions in schema app from public;
