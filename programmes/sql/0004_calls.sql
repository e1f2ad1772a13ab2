-- Copied columns say what they are copied from.
create function app.copy_call() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'programmes_call' then
    select fund_id into new.fund_id from programmes_rdconcept where item_ptr_id = new.concept_id;
  else
    select concept_id, fund_id into new.concept_id, new.fund_id from programmes_call where item_ptr_id = new.call_id;
  end if;
  return new;
end $$;
create trigger a_copy before insert on programmes_call for each row execute function app.copy_call();
create trigger a_copy before insert on programmes_proposal for each row execute function app.copy_call();
create trigger kept before delete or truncate on programmes_call for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_proposal for each statement execute function app.never_deleted();

-- Whether a call takes proposals at this instant, by the one clock: from the opening on, before the closing.
create function app.call_is_open(call uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_call c where c.item_ptr_id = call and c.state = 'scheduled'
    and c.opens_at <= app.at() and app.at() < c.closes_at)
$$;
revoke all on all functions in schema app from public;
