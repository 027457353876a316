"""Coded values that appear in public records, with their labels.

Plain Python, so that the private side (as model choices), the search and the
site publisher (as labels) share one list. Labels are English message ids;
:func:`cms.translating.translator` gives their Chinese.
"""

from __future__ import annotations

from cms.translating import gettext_noop

#: The first digit of the serial in numbers ``YYYYMM-NNNNNN``; those of cases have a lower one.
DIGIT_OF_ACTIVITIES, DIGIT_OF_SERVICES = 7, 8

# State of the case. What became of the problem; says nothing of publication.
CASE_STATES = {
    "registered": gettext_noop("Registered"),
    "triaged": gettext_noop("Triaged"),
    "assigned": gettext_noop("Assigned"),
    "in_progress": gettext_noop("In progress"),
    "done": gettext_noop("Done"),
    "not_accepted": gettext_noop("Not accepted"),
    "returned": gettext_noop("Returned"),
    "reopened": gettext_noop("Reopened"),
}
CLOSED_STATES = frozenset({"done", "not_accepted", "returned"})

# State of publication. Never mixed with the state of the case.
PUBLICATION_STATES = {
    "draft": gettext_noop("Draft"),
    "public": gettext_noop("Public"),
    "corrected": gettext_noop("Corrected"),
    "withdrawn": gettext_noop("Withdrawn"),
}

SATISFACTION = {
    "satisfied": gettext_noop("Satisfied"),
    "basically_satisfied": gettext_noop("Basically satisfied"),
    "dissatisfied": gettext_noop("Dissatisfied"),
    "not_reached": gettext_noop("Not reached"),
}

CASE_CLASSES = {
    "easy": gettext_noop("Easy case"),  # 易办件
    "key": gettext_noop("Key case"),  # 重点件
    "hard": gettext_noop("Hard case"),  # 疑难件
}

CHANNELS = {
    "counter": gettext_noop("Service counter"),  # 民呼必应服务站
    "hotline": gettext_noop("Hotline"),
    "line_12345": gettext_noop("12345 line"),
    "mayor_mailbox": gettext_noop("Mayor's mailbox"),
    "online_message": gettext_noop("Online message"),  # 网民留言
    "digital_city": gettext_noop("Digital city management"),  # 数字城管
    "weibo": gettext_noop("Weibo"),
    "wechat": gettext_noop("WeChat"),
    "questionnaire": gettext_noop("Questionnaire"),
    "suggestion_box": gettext_noop("Suggestion box"),  # 议事征集箱
    "council": gettext_noop("Residents' council"),  # 居民议事厅
    "courtyard_meeting": gettext_noop("Courtyard meeting"),  # 院院会
    "grid_visit": gettext_noop("Grid worker's visit"),
    "mobile_desk": gettext_noop("Mobile desk"),  # 移动办公桌
    "staff": gettext_noop("Office staff"),
    "other": gettext_noop("Other channel"),
}

AREA_LEVELS = {
    "district": gettext_noop("District"),  # 区
    "street": gettext_noop("Street"),  # 街道
    "community": gettext_noop("Community"),  # 社区
    "grid": gettext_noop("Grid"),  # 网格
}

SERVICE_KINDS = {
    "patrol": gettext_noop("Patrol"),  # 治安巡逻
    "mediation": gettext_noop("Mediation"),  # 矛盾调解
    "tutoring": gettext_noop("Tutoring"),  # 学业辅导
    "elder_visit": gettext_noop("Visits to the elderly"),  # 敬老探望
    "computer": gettext_noop("Computer lessons"),  # 电脑课堂
    "culture": gettext_noop("Culture"),  # 文化活动
    "environment": gettext_noop("Environment"),  # 环境清洁
    "traffic": gettext_noop("Traffic"),  # 文明交通
    "aid": gettext_noop("Help for people in need"),  # 帮困助残
    "health": gettext_noop("Health"),  # 健康义诊
    "explaining": gettext_noop("Explaining rules and law"),  # 政策宣讲
    "emergency": gettext_noop("Emergency help"),  # 应急救援
    "other": gettext_noop("Other service"),
}

# How minutes of service were measured; the two are never added up unsaid.
TIME_CLASSES = {
    "credit": gettext_noop("Checked-in time"),  # 信用时
    "honour": gettext_noop("Entered time"),  # 荣誉时
}

# What a picture in a record shows.
PICTURE_ROLES = {
    "before": gettext_noop("Before"),  # 整改前
    "after": gettext_noop("After"),  # 整改后
    "scene": gettext_noop("Scene"),
    "event": gettext_noop("Event"),
    "place": gettext_noop("Place"),
    "other": gettext_noop("Other picture"),
}

ACTIVITY_KINDS = {
    "reading": gettext_noop("Reading"),  # 读书活动
    "lecture": gettext_noop("Lecture"),  # 宣讲、讲座
    "class": gettext_noop("Course"),  # 课堂、培训
    "after_school": gettext_noop("After-school class"),  # 四点半课堂
    "film": gettext_noop("Film"),  # 红色影院
    "culture": gettext_noop("Culture and art"),
    "sports": gettext_noop("Sports"),
    "festival": gettext_noop("Festival"),
    "drive": gettext_noop("Collection drive"),  # 捐书等征集
    "practice": gettext_noop("Students' practice"),  # 社会实践
    "clinic": gettext_noop("Free clinic"),  # 义诊
    "market": gettext_noop("Service market"),  # 便民集市
    "elder_care": gettext_noop("Elder care"),
    "party_day": gettext_noop("Party members' day"),  # 主题党日
    "other": gettext_noop("Other activity"),
}

WEEKDAYS = {
    "1": gettext_noop("Monday"),
    "2": gettext_noop("Tuesday"),
    "3": gettext_noop("Wednesday"),
    "4": gettext_noop("Thursday"),
    "5": gettext_noop("Friday"),
    "6": gettext_noop("Saturday"),
    "7": gettext_noop("Sunday"),
}

# What the public is told of an activity; "full" follows from its sign-ups.
ACTIVITY_STATES = {
    "planned": gettext_noop("Planned"),
    "open": gettext_noop("Sign-up open"),
    "full": gettext_noop("Full"),
    "held": gettext_noop("Held"),
    "cancelled": gettext_noop("Cancelled"),
}

SIGN_UP_WAYS = {
    "none": gettext_noop("No sign-up needed"),
    "office": gettext_noop("Sign up at the office"),
    "form": gettext_noop("Sign up online or at the office"),
}

# What an activity's report counts, beside people.
ACTIVITY_COUNTS = {
    "books": gettext_noop("Books"),
    "households": gettext_noop("Households reached"),
    "items": gettext_noop("Things handed out"),
    "organisations": gettext_noop("Organisations taking part"),
    "children": gettext_noop("Children"),
    "elders": gettext_noop("Elders"),
}

# What a brand page may count: of its activities, or of its community's cases ("solved").
BRAND_FIGURES = {
    "held": gettext_noop("Times held"),
    "people": gettext_noop("People who came"),
    **ACTIVITY_COUNTS,
    "solved": gettext_noop("Problems of the community settled"),
}

ACTIONS = {
    "publish": gettext_noop("Published"),
    "correct": gettext_noop("Corrected"),
    "withdraw": gettext_noop("Withdrawn"),
}

#: What people leave away of the name of an area; the longest come first.
PLACE_ENDINGS = ("社区居委会", "街道办事处", "社区", "街道", "办事处")


def bare_place_name(name: str) -> str:
    """Return an area's name as people say it, without 社区 or 街道.

    Two characters stay at least.
    """
    for ending in PLACE_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
