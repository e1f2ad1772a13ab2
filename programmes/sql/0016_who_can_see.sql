-- The same answer as before, the dearest question last: who runs an evaluation is asked of evaluations alone.
create or replace function app.who_can_see(i uuid, want smallint, t timestamptz default null)
returns table (person_id uuid, depth smallint, principal_id int, ground text, ground_id uuid, valid_from timestamptz, valid_until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select w.* from evaluation.who_can_see(i, want, t) w
    where w.person_id is null or w.person_id = app.user_id()
      or not exists (select 1 from programmes_evaluationplace e where e.item_id = i) or app.manages_evaluation(i)
$$;
