-- Whoever applies in a call is a stranger to the whole of its review: they run none of it, and judge no competitor.

-- On the side of any proposal sent to the call: by a function there, or written down as such. A draft tells nothing.
create function evaluation.applies_in(c uuid, who uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_proposal p where p.call_id = c and p.state <> 'draft' and (p.representative_id = who
      or exists (select 1 from programmes_assignment a where a.item_id = p.item_ptr_id and a.person_id = who
        and a.role in ('representative', 'co_applicant', 'institution') and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at()))))
    or exists (select 1 from programmes_proposaldossier d join programmes_evaluationparty e on e.item_id = d.item_ptr_id
      where d.call_id = c and e.person_id = who)
$$;

create or replace function app.runs_call_review(c uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.user_id() is not null
    and exists (select 1 from programmes_call k join confidentiality_principal p on p.kind = 'role' and p.part = 'agency'
      and p.ref in (k.item_ptr_id, k.concept_id, k.fund_id) where k.item_ptr_id = c and p.id = any(app.principals()))
    and not evaluation.applies_in(c, app.user_id())
$$;

create or replace function app.manages_evaluation(i uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(id) as (
    select i union select x.container_id from confidentiality_item x join up on x.id = up.id where x.container_id is not null)
  select app.user_id() is not null
    and exists (select 1 from confidentiality_principal p join up on up.id = p.ref
      where p.kind = 'role' and p.part = 'agency' and p.id = any(app.principals()))
    and not exists (select 1 from evaluation.parties(i) p where p.person_id = app.user_id())
    and not exists (select 1 from programmes_proposaldossier d where d.item_ptr_id = i and evaluation.applies_in(d.call_id, app.user_id()))
$$;

create or replace function app.is_unrelated(dossier uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select 1 from evaluation.parties(dossier) p where p.person_id = app.user_id())
    and not exists (select 1 from programmes_proposaldossier d where d.item_ptr_id = dossier and evaluation.applies_in(d.call_id, app.user_id()))
$$;

-- Every stretch of time in which this person must not evaluate there, with the ground.
create or replace function evaluation.conflicts(i uuid, who uuid)
returns table (ground text, f timestamptz, u timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(id) as (
    select i union select x.container_id from confidentiality_item x join up on x.id = up.id where x.container_id is not null),
  place as (select subject_id, make_interval(years => years) as lookback from programmes_evaluationplace where item_id = i),
  party as materialized (select * from evaluation.parties(i)),
  works as (select a.organisation_id, a.valid_from f, coalesce(a.valid_until, 'infinity') u from accounts_affiliation a where a.person_id = who),
  served as (select a.item_id, a.role, a.valid_from f, coalesce(a.valid_until, 'infinity') u from programmes_assignment a where a.person_id = who),
  found(ground, f, u) as (
    select 'party', p.f, p.u from party p where p.person_id = who
    union all  -- beside the subject in the same call, with a proposal that was sent
    select 'party', s.f, s.u + place.lookback from place join programmes_proposaldossier d on d.item_ptr_id = i
      join programmes_proposal p on p.call_id = d.call_id and p.state <> 'draft' join served s on s.item_id = p.item_ptr_id
      where s.role in ('representative', 'co_applicant', 'institution')
    union all  -- for an organisation of the subject
    select 'organisation', greatest(w.f, p.f), least(w.u, p.u) from works w join party p on p.organisation_id = w.organisation_id
    union all  -- beside one of its people
    select 'organisation', greatest(w.f, p.f, o.valid_from), least(w.u, p.u, coalesce(o.valid_until, 'infinity'))
      from party p join accounts_affiliation o on o.person_id = p.person_id join works w on w.organisation_id = o.organisation_id
      where p.person_id <> who
    union all  -- with any function at the subject, now or within the years looked back on
    select 'assignment', s.f, s.u + place.lookback from served s join place on place.subject_id = s.item_id
    union all  -- in whose hands the evaluation itself lies
    select 'desk', s.f, s.u from served s join up on up.id = s.item_id where s.role = 'agency'
    union all  -- in another project together with the representative
    select 'shared_project', greatest(s.f, r.valid_from), least(s.u, coalesce(r.valid_until, 'infinity')) + place.lookback
      from place join party p on p.ground = 'representative' and p.person_id is not null
      join programmes_assignment r on r.person_id = p.person_id and r.role in ('representative', 'participant')
      join served s on s.item_id = r.item_id and s.item_id <> place.subject_id and s.role in ('representative', 'participant', 'manager')
      join programmes_project q on q.item_ptr_id = r.item_id)
  select found.ground, found.f, found.u from found where found.f < found.u
$$;

-- Seats given before this was known end now.
select evaluation.settle(s.id) from programmes_evaluatorseat s where s.ended_at is null or s.ended_at > app.at();
revoke all on all functions in schema evaluation from public;
