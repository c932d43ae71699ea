"""People whom running text names without a title, and what only looks like a person."""

from __future__ import annotations

import pytest
from entity_texts import Find

from extract.entities.firmlike import namelike

CASES = [
    ("后来,蔡雨琪得知,账户早已冻结。", ["蔡雨琪"]),
    ("名为秦倩雯的账户收走了货款", ["秦倩雯"]),
    ("蔡琪依旧不信。\n店里的蔡琪认为数字偏大。\n像蔡琪、林薇这样的投资者不少", ["蔡琪", "蔡琪", "蔡琪", "林薇"]),
    ("副主任郭静娴介绍,年底前完成", ["郭静娴"]),
    ("市民张倩茹接过药汤", ["张倩茹"]),
    ("实际控制人周莹飞、郑俊珑控制的公司", ["周莹飞", "郑俊珑"]),
    ("早已离不开安德烈亚斯·考夫曼的支持", ["安德烈亚斯·考夫曼"]),
    ("Peter 认为模型会更便宜", ["Peter"]),
    ("开发者Peter的账号被关注", ["Peter"]),
    ("毛利率可观,毛利率双升", []),
    ("华尔街认为降息在即", []),
    ("市场对欧佩克的表态反应平淡", []),
    ("高粉尘、高湿的环境", []),
    ("应用于“车路云一体化”试点", []),
    ("李女士表示愿意再等", []),
    ("主席奥尔称通胀仍高", ["奥尔"]),
    ("蓝霄航空完成新一轮融资", []),
    ("像澄光量子、华宇这样的芯片", []),
    ("管理层认为需求还在", []),
    ("金融机构表示满意", []),
    ("高层称不会减产", []),
]


@pytest.mark.parametrize(("text", "people"), CASES)
def test_people_in_running_text(find: Find, text: str, people: list[str]) -> None:
    assert [text[m.start : m.end] for m in find(text) if m.label == "PERSON"] == people


@pytest.mark.parametrize(("like", "unlike"), [("倩博", "认为"), ("雨琪", "业务"), ("建军", "问题")])
def test_given_names_look_like_names(like: str, unlike: str) -> None:
    assert namelike(like) > 0.5 > 0 > namelike(unlike)


def test_one_long_line_is_read_in_linear_time(find: Find) -> None:
    assert find("蔡雨琪的账户," * 3000)
