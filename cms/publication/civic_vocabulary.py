"""Coded values of what an office does with its residents: orders, wishes, meetings, whistles.

Plain Python with English message ids, like ``vocabulary``, whose reader is everybody too.
"""

from __future__ import annotations

from cms.translating import gettext_noop

#: The two digits that the numbers of a kind begin with, so that no two kinds have the same one.
DIGITS_OF_KINDS = {
    "meeting": 11,
    "consultation": 12,
    "order": 13,
    "organisation": 14,
    "wish": 15,
    "fund": 16,
    "whistle": 17,
    "patrol": 18,
    "nearby": 19,
}

# 三单: residents order (点单), the community places it (下单), an organisation takes it (接单).
ORDER_STATES = {
    "ordered": gettext_noop("Ordered"),
    "placed": gettext_noop("Placed"),
    "taken": gettext_noop("Taken"),
    "delivered": gettext_noop("Delivered"),
    "rated": gettext_noop("Rated"),
}

# 微心愿.
WISH_STATES = {
    "wished": gettext_noop("Wished"),
    "adopted": gettext_noop("Wish adopted"),
    "fulfilled": gettext_noop("Fulfilled"),
}
WISHERS = {
    "elder": gettext_noop("Elderly person"),
    "child": gettext_noop("Child"),
    "disabled": gettext_noop("Disabled person"),
    "hardship": gettext_noop("Family in hardship"),
    "worker": gettext_noop("Worker outdoors"),
    "other": gettext_noop("Another resident"),
}
ADOPTERS = {
    "party_member": gettext_noop("Party member"),
    "volunteer": gettext_noop("Volunteer"),
    "organisation": gettext_noop("Organisation"),
    "business": gettext_noop("Business"),
}

ORGANISATION_FIELDS = {
    "elder_care": gettext_noop("Care of the elderly"),
    "children": gettext_noop("Children and youth"),
    "health": gettext_noop("Health and mind"),
    "culture": gettext_noop("Culture and sports"),
    "law": gettext_noop("Law and mediation"),
    "repair": gettext_noop("Repairs and housekeeping"),
    "aid": gettext_noop("Help in need"),
    "environment": gettext_noop("Environment"),
    "other": gettext_noop("Other field"),
}

MEETING_KINDS = {
    "courtyard": gettext_noop("Courtyard meeting"),  # 院院会
    "council": gettext_noop("Residents' council"),  # 居民议事厅
    "one_three_two": gettext_noop("One asking, three talks, two publications"),  # 一征三议两公开
}
ATTENDING = {
    "resident": gettext_noop("Residents"),
    "party_member": gettext_noop("Party members"),
    "grid_worker": gettext_noop("Grid workers"),
    "building_head": gettext_noop("Heads of buildings"),
    "committee": gettext_noop("Community committee"),
    "owners": gettext_noop("Owners' committee"),
    "property": gettext_noop("Property management"),
    "department": gettext_noop("Departments"),
    "police": gettext_noop("Community police"),
    "expert": gettext_noop("Lawyers and experts"),
}

SUGGESTION_ANSWERS = {
    "adopted": gettext_noop("Adopted"),
    "partly": gettext_noop("Adopted in part"),
    "kept": gettext_noop("Kept for later"),
    "declined": gettext_noop("Not adopted"),
}

FUND_UNITS = {
    "yuan": gettext_noop("yuan"),
    "piece": gettext_noop("pieces"),
}
FLOWS = {
    "in": gettext_noop("Donated"),
    "out": gettext_noop("Handed out"),
}

# 五哨: a street whistles and departments come.
WHISTLES = {
    "gather": gettext_noop("Gathering whistle"),  # 集结哨
    "daily": gettext_noop("Daily whistle"),  # 日常哨
    "hard": gettext_noop("Hard-task whistle"),  # 攻坚哨
    "emergency": gettext_noop("Emergency whistle"),  # 应急哨
    "discipline": gettext_noop("Discipline whistle"),  # 执纪哨
}
MEASURES = {
    "areas": gettext_noop("areas put right"),
    "problems": gettext_noop("problems solved"),
    "clean_ups": gettext_noop("clean-ups"),
    "signs": gettext_noop("old signs taken down"),
    "rubbish_t": gettext_noop("tonnes of rubbish carried off"),
    "buildings": gettext_noop("illegal buildings taken down"),
    "petitions": gettext_noop("petitions settled"),
    "emergencies": gettext_noop("emergencies handled"),
    "checks": gettext_noop("checks of discipline"),
}

# 三巡一查: three patrols and one check a day.
ROUNDS = {
    "morning": gettext_noop("Morning patrol"),
    "noon": gettext_noop("Noon patrol"),
    "evening": gettext_noop("Evening patrol"),
    "check": gettext_noop("Check"),
}

# 一刻钟便民服务: what is within a quarter of an hour's walk.
NEARBY = {
    "market": gettext_noop("Market"),
    "shop": gettext_noop("Shop"),
    "canteen": gettext_noop("Canteen"),
    "pharmacy": gettext_noop("Pharmacy"),
    "clinic": gettext_noop("Clinic"),
    "school": gettext_noop("School or nursery"),
    "bank": gettext_noop("Bank"),
    "post": gettext_noop("Post and parcels"),
    "repair": gettext_noop("Repairs"),
    "hair": gettext_noop("Hairdresser"),
    "laundry": gettext_noop("Laundry"),
    "elder_care": gettext_noop("Day care for the elderly"),
    "culture": gettext_noop("Culture and sports"),
    "counter": gettext_noop("Service counter"),
    "other": gettext_noop("Other service"),
}
