-- Words a project kept for a scheme become entries of the register, read by the office and by who read the words before (R48).
set constraints all immediate;
alter table programmes_schemelink disable trigger user;
alter table programmes_schemelinkevent disable trigger user;
do $$
declare word text; label text; made uuid;
begin
  for word in select scheme from programmes_schemelink union select scheme from programmes_schemelinkevent loop
    label := case word when 'sip' then 'SIP（戦略的イノベーション創造プログラム）' when 'impact' then 'ImPACT（革新的研究開発推進プログラム）'
      when 'moonshot' then 'ムーンショット型研究開発制度' when 'prism' then 'PRISM（官民研究開発投資拡大プログラム）'
      when 'sbir' then 'SBIR制度' else 'その他の制度' end;
    made := null;
    -- An entry the office alone has is no match: those who read the word could not read it.
    select item_ptr_id into made from programmes_catalogueentry
      where register = 'scheme' and is_public and title in (label, split_part(label, '（', 1)) order by title desc limit 1;
    if made is null then
      made := gen_random_uuid();
      insert into confidentiality_item (id, kind, public_title, is_born_sealed) values (made, 'programmes.catalogueentry', '関連する制度・事業', false);
      insert into programmes_catalogueentry (item_ptr_id, register, title, text, category, counterpart, url, source, answer, is_public, state)
        values (made, 'scheme', label, '課題の「関連する制度」に書かれていた制度です。', 'other', '', '', '', '', false, 'underway');
      insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
        select made, t.principal_id, max(t.depth), app.at() from (
          select 4 as principal_id, 2 as depth
          union all select b.principal_id, b.depth from confidentiality_baseaudience b where b.valid_until is null and b.item_id in (
            select l.project_id from programmes_schemelink l where l.scheme = word
            union select v.project_id from programmes_schemelinkevent v where v.scheme = word)) t
        group by t.principal_id;
    end if;
    update programmes_schemelink set entry_id = made where scheme = word;
    update programmes_schemelinkevent set entry_id = made where scheme = word;
  end loop;
end $$;
alter table programmes_schemelink enable trigger user;
alter table programmes_schemelinkevent enable trigger user;
