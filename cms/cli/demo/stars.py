"""Loads the demo's star ratings: each community in two years, with points by criterion."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from cms.areas.models import Area
from cms.brands.models import Criterion, StarRating
from cms.publication.models import Publishable

_CRITERIA = ("党建引领", "服务居民", "平安稳定", "环境整洁", "文明风尚")
_MOST = 20
#: From how many points of 100 on, the most first.
_STARS = ((92, 5), (84, 4), (76, 3), (0, 2))
_REMARKS = {
    5: "各项工作走在前列，品牌活动常年不断。",
    4: "工作扎实，个别老旧楼院环境待改善。",
    3: "基础工作到位，居民参与还可再广些。",
    2: "网格力量偏弱，已列入下一年度帮扶。",
}


def load_stars(publish: Callable[[Publishable], None]) -> int:
    """Publish the ratings, the older year first; return how many."""
    rng = random.Random(12)  # noqa: S311 - made-up data, not secrets
    made = 0
    for year in (2024, 2025):
        for area in Area.objects.filter(level="community").order_by("code"):
            points = [rng.randint(14, 18) + year - 2024 for _ in _CRITERIA]
            stars = next(stars for least, stars in _STARS if sum(points) >= least)
            rating = StarRating(
                area=area,
                year=year,
                stars=stars,
                rated=date(year, 12, 20),
                by="区社区治理工作领导小组",
                remark=_REMARKS[stars],
                live=False,
            )
            rating.criteria = [
                Criterion(name=name, points=value, most=_MOST, sort_order=order)
                for order, (name, value) in enumerate(zip(_CRITERIA, points, strict=True))
            ]
            rating.save()
            publish(rating)
            made += 1
    return made
