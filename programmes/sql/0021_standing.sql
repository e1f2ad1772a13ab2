-- Where a reader stands in a dossier is asked of every row they read there: the cheap answer comes first.

-- The same answer as before. A seat and the desk exclude one another (evaluation.conflicts: 'desk'), so who has a seat
-- needs no look at who runs the evaluation.
create or replace function app.evaluation_standing(i uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((
    select case when s.is_chair then 'chair' else 'evaluator' end from programmes_evaluatorseat s
      where s.item_id = i and s.person_id = app.user_id() and s.is_clear and s.declared_at <= app.at()
        and (s.ended_at is null or s.ended_at > app.at())),
    case when app.manages_evaluation(i) then 'desk' else '' end)
$$;

-- The same answer as before. `p.id + 0`: found by its place, of which there are a few, not by the reader's principals,
-- which are as many as their seats.
create or replace function app.manages_evaluation(i uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(id) as (
    select i union select x.container_id from confidentiality_item x join up on x.id = up.id where x.container_id is not null)
  select app.user_id() is not null
    and exists (select 1 from confidentiality_principal p join up on up.id = p.ref
      where p.kind = 'role' and p.part = 'agency' and p.id + 0 = any((select app.principals())::int[]))
    and not exists (select 1 from evaluation.parties(i) p where p.person_id = app.user_id())
    and not exists (select 1 from programmes_proposaldossier d where d.item_ptr_id = i and evaluation.applies_in(d.call_id, app.user_id()))
$$;

-- What a seat still owes is read on the seat: the desk of who sits in hundreds asks of those alone that owe something.
create function evaluation.on_handed_in() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update programmes_evaluatorseat set handed_in_at = case when new.state = 'submitted' then new.submitted_at end where id = new.seat_id;
  return null;
end $$;
create trigger handed_in after insert or update of state on programmes_review for each row execute function evaluation.on_handed_in();
create trigger handed_in after insert or update of state on programmes_gateevaluation for each row execute function evaluation.on_handed_in();
update programmes_evaluatorseat s set handed_in_at = r.submitted_at from programmes_review r where r.seat_id = s.id and r.state = 'submitted';
update programmes_evaluatorseat s set handed_in_at = e.submitted_at from programmes_gateevaluation e where e.seat_id = s.id and e.state = 'submitted';
revoke all on all functions in schema evaluation from public;
