"""Invented people the screens are drawn with."""

from __future__ import annotations

from kiosk.people.person import Person

WANG = Person("r-1", "王奶奶", "王*英", 1944, "2")
LONGEST = Person("r-2", "阿卜杜热合曼·买买提爷爷", "阿*提", 1939, "1")
LI = Person("r-9", "李阿姨", "李*芳", 1962, "2")
RARE = Person("r-3", "𬭎爷爷", "𬭎*𪟝", 1941, "1")

RARE_NAMES = (
    *("王𬭎", "李㛃", "张䶮", "刘𪟝", "陈𠅤", "杨𫍯", "赵𰻝", "黄㙓", "周𬀩", "吴𣲗"),
    *("徐𬬻", "孙𫖮", "朱𬘭", "马𫰛", "胡𬱖", "郭𫘝", "林𫘬", "何𬒈", "高𬴊", "梁𬸣"),
    *("郑𥔲", "罗𤩽", "宋㸌", "谢㭎", "唐㳚", "韩䴖", "曹𧒽", "许𨱏", "邓𩽾", "萧𩾌"),
)
"""Thirty names with characters outside the everyday set (GB 18030 levels 2 and 3)."""

LONG_NAMES = ("阿卜杜热合曼·买买提·艾合买提", "欧阳上官司马诸葛夏侯东方皇甫尉")
"""Names of fifteen characters, as an identity card can carry."""
