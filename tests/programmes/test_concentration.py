"""What is said of proposals that resemble each other or share people; nothing is said of what is not compared."""

from uuid import uuid4

from programmes.concentration import Case, Member, findings, likeness, pieces, said


def case(number: str, title: str = "海中の見守り", members: tuple = (), **of) -> Case:
    return Case(uuid4(), number, title, members=members, **of)


def kinds(found) -> list[str]:
    return [one["kind"] for one in found]


def test_texts_are_alike_whatever_the_width_of_their_signs():
    assert likeness(pieces("ＡＢＣ　センサー"), pieces("abcセンサー")) == 100
    assert likeness(pieces("量子計算の研究"), pieces("海洋生物の飼育")) < 30
    assert likeness(pieces(""), pieces("")) == 0


def test_a_like_title_or_abstract_is_named_with_its_share():
    one = case("A", "小型センサーによる海中の見守り", abstract="要旨")
    other = case("B", "小型センサーによる海中見守り", abstract="別のこと")
    (found,) = findings(one, [one, other])
    assert found["kind"] == "text" and found["numbers"] == ["B"] and found["title"] >= 60
    assert "名称の一致" in said([found])[0][0]


def test_one_person_in_two_proposals_is_one_person_by_number_or_by_name():
    one = case("A", members=(Member("高橋　代表", "試験大学", "", 60),))
    other = case("B", "別の題", members=(Member("高橋代表", "試験大学", "", 50),))
    assert kinds(findings(one, [other])) == ["effort", "member"]
    namesake = case("C", "別の題", members=(Member("高橋代表", "別の大学", "", 50),))
    assert findings(one, [namesake]) == []
    by_number = case("D", members=(Member("高橋", "", "01234567", 10),))
    again = case("E", "別の題", members=(Member("Takahashi", "", "01234567", 90),))
    assert kinds(findings(by_number, [again])) == ["member"]  # 100 percent is whole, not more


def test_effort_above_the_whole_is_said_with_its_sum():
    one = case("A", members=(Member("高橋", "大学", "", 101),))
    assert said(findings(one, []))[0][0] == "高橋さんのエフォートの合計が101％で、100％を超えています。"


def test_the_same_erad_number_and_running_projects():
    one = case("A", erad_id="２３-1", members=(Member("高橋", "大学"),))
    other = case("B", "まったく違う名前", erad_id="23-1")
    assert kinds(findings(one, [other], [("高橋", "T-1")])) == ["erad_id", "project"]
    assert findings(one, [one]) == []
