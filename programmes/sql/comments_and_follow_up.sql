-- A comment of the public, sent by anybody: taken while the round runs, by the one clock and under the guideline's lock;
-- read by nobody but the office. Gives back whether it stands: the same key twice is one comment.
create function app.submit_comment(wanted uuid, sent uuid, code text, kind text, sender text, organisation text, contact text,
  part text, words text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r programmes_commentround; file uuid; made uuid := gen_random_uuid(); n int;
begin
  select * into r from programmes_commentround where item_ptr_id = wanted;
  if not found or not app.reads(wanted) then return false; end if;
  perform app.lock_item(r.guideline_id);
  if exists (select 1 from programmes_publiccomment c where c.round_id = wanted and c.key = sent) then return true; end if;
  select x.* into r from programmes_commentround x join programmes_guideline g on g.item_ptr_id = x.guideline_id
    where x.item_ptr_id = wanted and g.state = 'public_comment' and x.stopped_reason = '' and x.results_at is null
      and x.opens_at <= app.at() and app.at() < x.closes_at;
  if not found then return false; end if;
  if kind not in ('person', 'body', 'unknown') or btrim(words) = '' or length(words) > 20000 then
    raise exception 'this is no comment';
  end if;
  select item_ptr_id into file from programmes_guidelinefile where guideline_id = r.guideline_id;
  select coalesce(max(number), 0) + 1 into n from programmes_publiccomment where round_id = wanted;
  insert into programmes_publiccomment (id, item_id, round_id, number, sender_kind, sender, organisation, contact, part, received_on,
      received_at, came_by, key, receipt, text)
    values (made, file, wanted, n, kind, sender, organisation, contact, part, (app.at() at time zone 'Asia/Tokyo')::date,
      app.at(), 'form', sent, code, words);
  insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)
    values (app.at(), app.user_id(), 'person', 'submit_comment', file, 'programmes.publiccomment', made, jsonb_build_object('number', n));
  return true;
end $$;

-- What came in stays as it came; only the answer it belongs to is ever set. Runs as who writes, so that the web itself
-- cannot pass its own row off as one the public page received.
create function app.guard_comment() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - 'answer_id' is distinct from to_jsonb(old) - 'answer_id' then
      raise exception 'a comment stays as it came in';
    end if;
    return new;
  end if;
  if current_user = 'banso_app' and (new.came_by = 'form' or new.registered_by_id is distinct from app.user_id()) then
    raise exception 'nobody registers a comment in another name';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_publiccomment for each row execute function app.guard_comment();
create trigger kept before delete or truncate on programmes_publiccomment for each statement execute function app.never_deleted();

-- A recorded follow-up is the record: words, years and figures never change again, and there is no way back.
create function app.guard_follow_up() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.state <> 'draft' and to_jsonb(new) is distinct from to_jsonb(old) then
    raise exception 'a recorded follow-up never changes';
  end if;
  if (new.from_year, new.to_year, new.number, new.revises_id) is distinct from (old.from_year, old.to_year, old.number, old.revises_id) then
    raise exception 'a follow-up keeps its years and its number';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_budgetfollowup for each row execute function app.guard_follow_up();
create trigger kept before delete or truncate on programmes_budgetfollowup for each statement execute function app.never_deleted();

-- What was made public stays as it was published; it is only ever taken off, once.
create function app.guard_published_follow_up() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if to_jsonb(new) - array['withdrawn_at', 'withdrawn_reason'] is distinct from to_jsonb(old) - array['withdrawn_at', 'withdrawn_reason']
     or (old.withdrawn_at is not null and to_jsonb(new) is distinct from to_jsonb(old)) then
    raise exception 'what was published stays as it was published';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_publishedfollowup for each row execute function app.guard_published_follow_up();
create trigger kept before delete or truncate on programmes_publishedfollowup for each statement execute function app.never_deleted();
revoke all on all functions in schema app from public;
