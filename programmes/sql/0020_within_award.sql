-- What is agreed before a project starts is no more than was awarded; later it moves by approved requests (R29).
create function app.guard_within_award() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from programmes_award a where a.item_id = new.project_id
      and a.amount < (select sum(y.amount) from programmes_yearamount y where y.project_id = new.project_id))
     and not exists (select 1 from programmes_termsversion t where t.project_id = new.project_id) then
    raise exception 'award: the years add up to more than was awarded';
  end if;
  return null;
end $$;
create constraint trigger within_award after insert or update on programmes_yearamount
  deferrable initially deferred for each row execute function app.guard_within_award();
revoke all on all functions in schema app from public;
