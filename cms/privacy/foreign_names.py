"""Names that no Chinese surname begins: their sounds are written in few characters."""

from __future__ import annotations

import re

# Names of Uygurs, Tibetans, Yi … as they are written in Chinese: parts with a dot between.
_SOUNDS = (
    "阿艾安奥巴白拜贝本比毕别宾波伯博卜布才策次措达代旦丹道德邓狄迪的第丁顿多朵俄鄂恩尔额法尕嘎岗高格根古瓜哈海汉罕汗合赫黑胡惠火吉加家佳江杰晋金卡喀开凯康科可克肯孔库拉莱兰朗勒雷里丽力林"
    "鲁路伦罗洛马玛买迈麦曼芒美蒙米莫姆木穆纳那娜乃南尼娘宁牛努诺欧帕潘培皮平普其奇齐恰强切钦青琼曲却让热仁日茹如瑞若萨赛桑色沙山善什师诗史斯松苏索塔泰坦特腾提铁图吐土托瓦旺维魏温翁乌吾西希喜"
    "夏先贤香孝辛欣雄旭央扬要依伊衣以英尤玉裕则泽增扎札占真忠珠卓孜杜肉坚赞巧甲音雅晓惹列坡提逊耶亚叶益因尹雨云哲者治朱兹子宗佐祖春花凤都妮汝热帖帕"
)
TIBETAN = re.compile(
    "(?:扎西|次仁|卓玛|央金|多吉|尼玛|达瓦|旦增|丹增|格桑|平措|洛桑|顿珠|拉姆|桑吉|才让|索朗|索南|嘎玛|巴桑|白玛|贡布|仁青|次旦|"
    "曲珍|曲扎|德吉|普布|边巴|强巴|益西|江措|坚赞|加措|旺堆|旺姆|措姆|群培|华旦|扎巴){2}"
)
DOTTED = re.compile(rf"[{_SOUNDS}]{{2,7}}(?:[·•‧・∙][{_SOUNDS}]{{2,8}}){{1,2}}")
