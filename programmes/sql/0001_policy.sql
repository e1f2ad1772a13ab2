-- A decided text never changes, whichever code path asks; a revision is a new version.
create function app.guard_section() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from programmes_guideline g where g.item_ptr_id = coalesce(new.item_id, old.item_id)
               and g.state in ('decided', 'published', 'superseded', 'withdrawn')) then
    raise exception 'the text of a decided guideline never changes';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger guard before insert or update or delete on programmes_guidelinesection
  for each row execute function app.guard_section();

-- No decision while a comment of the public has no answer, and no way back from public history.
create function app.guard_guideline() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = old.state then return new; end if;
  if old.state in ('superseded', 'withdrawn') or (old.state = 'published' and new.state <> 'superseded') then
    raise exception 'a published guideline is only ever superseded';
  end if;
  if new.state in ('decided', 'published') and exists (
      select 1 from programmes_publiccomment c join programmes_commentround r on r.item_ptr_id = c.round_id
        left join programmes_commentanswer a on a.id = c.answer_id
        where r.guideline_id = new.item_ptr_id and r.number = (select max(number) from programmes_commentround where guideline_id = new.item_ptr_id)
          and coalesce(a.answer, '') = '') then
    raise exception 'a comment of the public has no answer yet';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_guideline for each row execute function app.guard_guideline();

-- What was put to the public stays as it was put.
create function app.guard_comment_round() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.text <> old.text or new.text_hash <> old.text_hash or new.opens_at <> old.opens_at or new.guideline_id <> old.guideline_id
     or new.closes_at > old.closes_at or (old.results_at is not null and new.results <> old.results) then
    raise exception 'what was put to the public stays as it was put';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_commentround for each row execute function app.guard_comment_round();

create trigger append_only before update or delete or truncate on programmes_measureprogress
  for each statement execute function app.append_only();
revoke all on all functions in schema app from public;
