"""Words: jieba cuts what lies between names, figures and times, so it never cuts one of them.

jieba's dictionary cuts 英伟达 into 英|伟达, and no jieba user word can hold a blank (``GB200 NVL72``).
So the order is turned round: what the rooms before have found stands as it is, and jieba cuts the rest.
"""

from extract.words.cut import cut, segments
from extract.words.tags import TAGS, tag, universal

__all__ = ["TAGS", "cut", "segments", "tag", "universal"]
