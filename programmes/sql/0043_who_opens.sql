-- To read a fund, a concept, a project or a payment is not to open it to others: whoever leads or runs it does, or whoever is
-- just making it. What is agreed and paid is nobody's to open to everybody (4.3).
create function app.guard_opening() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare i confidentiality_item; place uuid := case when tg_op = 'DELETE' then old.item_id else new.item_id end;
begin
  if app.user_id() is null or pg_trigger_depth() > 1 then return coalesce(new, old); end if;
  select * into i from confidentiality_item where id = place;
  if i.kind in ('programmes.fundbook', 'programmes.projectterms', 'programmes.filingbook', 'programmes.disbursement')
     and tg_op <> 'DELETE' and new.principal_id in (1, 2) then
    raise exception 'audience: nobody opens this to everybody';
  end if;
  if i.kind in ('programmes.fund', 'programmes.fundbook', 'programmes.rdconcept', 'programmes.project', 'programmes.projectterms',
      'programmes.filingbook', 'programmes.projectface', 'programmes.partnerfit', 'programmes.disbursement')
     and i.custodian_id is distinct from app.user_id() and not app.may_assign(place) then
    raise exception 'audience: sight of it is no right to open it';
  end if;
  return coalesce(new, old);
end $$;
create trigger a_opening before insert or update or delete on confidentiality_baseaudience for each row execute function app.guard_opening();
revoke all on function app.guard_opening from public;
