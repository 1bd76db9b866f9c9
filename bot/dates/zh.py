"""Chinese, simplified and (folded by text.py) traditional, with the commonest Cantonese."""

from bot.dates.language import Language, merged, table

DAY_NAMES = ("一1", "二2", "三3", "四4", "五5", "六6", "日天末7")
WEEK_NAMES = ("周", "星期", "礼拜", "拜", "个星期", "个礼拜", "一周")
THIS = ("这", "本", "这个", "今", "今个", "当", "这一")
NEXT = ("下", "下个", "下一", "下一个", "来")
AFTER_NEXT = ("下下", "下下个")


def weekdays() -> dict[str, str]:
    """周三, 这周三, 下周三, 下下周三: the calendar's week is meant."""
    rows: dict[str, str] = {}
    for number, names in enumerate(DAY_NAMES):
        for name in names:
            if name == "末":
                continue
            for week in WEEK_NAMES[:4]:
                if week == "周" and name == "7":
                    continue
                rows |= {start + week + name: f"d{number}" for start in ("", "个")}
                rows |= {each + week + name: f"d{number} this uweek" for each in THIS}
                rows |= {each + week + name: f"d{number} next uweek" for each in NEXT}
                rows |= {each + week + name: f"d{number} nnext uweek" for each in AFTER_NEXT}
    return rows


def units() -> dict[str, str]:
    """这周, 下个月, 今年 and the like."""
    rows: dict[str, str] = {}
    for tag, names in (
        ("uweek", ("周", "星期", "礼拜", "一周", "一星期", "一礼拜", "一个星期", "一个礼拜")),
        ("umonth", ("月", "月份")),
        ("uquarter", ("季", "季度")),
        ("uweekend", ("周末", "星期末", "礼拜末")),
    ):
        for name in names:
            rows |= {each + name: f"this {tag}" for each in THIS if (each + name) != "今月份"}
            rows |= {each + name: f"next {tag}" for each in NEXT}
            rows |= {each + name: f"nnext {tag}" for each in AFTER_NEXT}
    return rows


WORDS = merged(
    weekdays(),
    units(),
    table(
        ("r0", "今天, 今日, 今儿, 今, 当天, 当日, 本日, 现在起"),
        ("r1", "明天, 明日, 明儿, 听日, 聽日, 翌日, 隔天, 第二天, 次日, 明"),
        ("r2", "后天, 后日, 后儿"),
        ("r3", "大后天, 大后日"),
        ("r4", "大大后天"),
        ("r0 pevening", "今晚, 今夜, 今晚上, 今天晚上, 当晚, 今儿晚上"),
        ("r0 pmorning", "今早, 今晨, 今早上, 今天早上, 今朝"),
        ("r0 pnoon", "今午"),
        ("r1 pevening", "明晚, 明夜, 明晚上, 听晚"),
        ("r1 pmorning", "明早, 明晨, 明早上, 明朝, 听朝"),
        ("r2 pevening", "后晚"),
        ("r2 pmorning", "后早"),
        ("pmorning", "早上, 早晨, 上午, 清晨, 清早, 早, 一早, 一大早, 朝早, 上昼, 午前, 早间, 大清早, 晨"),
        ("pdawn", "凌晨, 半夜, 深夜里"),
        ("pnoon", "中午, 正午, 晌午, 午间, 中午时分"),
        ("early pafternoon", "午后, 下午早些时候"),
        ("pafternoon", "下午, 下昼, 晏昼, 后晌, 午后时分"),
        ("late pafternoon", "下午晚些时候"),
        ("early pevening", "傍晚, 黄昏, 傍晚时分"),
        ("pevening", "晚上, 晚, 晚间, 夜晚, 夜里, 夜间, 入夜, 当夜, 下班后, 晚黑, 夜晚黑"),
        ("late pevening", "深夜"),
        ("pmidnight", "午夜, 零点, 零时, 子夜, 零点整"),
        ("oclock", "点, 点钟, 点整, 点正, 时, 时整, 时正, 点多钟, 点多, 点来钟"),
        ("half", "半"),
        ("quarter", "一刻, 1刻"),
        ("quarter|w15 uminute", "一刻钟, 1刻钟"),
        ("w3 quarter", "三刻, 3刻, 三刻钟"),
        ("half", "踏半, 搭半"),
        ("m5", "踏, 搭"),
        ("uminute", "分, 分钟, 分鐘"),
        ("usecond", "秒, 秒钟"),
        ("h", "小时, 个小时, 钟头, 个钟头, 个钟, 钟"),
        ("half uhour", "半小时, 半个小时, 半个钟头, 半个钟, 半钟头"),
        ("uday", "天, 日子"),
        ("x|uday", "日"),
        ("mon", "月, 月份"),
        ("x", "号, 号那天"),
        ("uworkday", "个工作日, 工作日, 工作天, 个工作天"),
        ("uweek", "周, 星期, 礼拜, 个星期, 个礼拜, 个周"),
        ("umonth", "个月"),
        ("half umonth", "半个月"),
        ("half uyear", "半年"),
        ("qu|uquarter", "季度"),
        ("uquarter", "个季度"),
        ("ye|uyear", "年"),
        ("uyear", "整年"),
        ("this uweekend", "周末, 这周末, 星期末"),
        ("this uyear", "今年, 本年, 这年"),
        ("next uyear", "明年, 下年, 来年, 下一年, 出年"),
        ("nnext uyear", "后年"),
        ("this", "这个, 这, 本"),
        ("next", "下个, 下一个, 下"),
        ("th", "第"),
        ("last", "最后一个, 最后, 最后一"),
        ("last uday", "最后一天"),
        ("end", "底, 末, 月底那天, 尾"),
        ("start", "初, 头, 开头, 初期"),
        ("mid", "中, 中旬, 中间, 中期"),
        ("early", "上旬"),
        ("late", "下旬"),
        ("end this umonth", "月底, 月末, 这个月底, 本月底, 本月末, 这月底"),
        ("start umonth", "月初"),
        ("mid umonth", "月中, 月中旬"),
        ("end next umonth", "下月底, 下个月底, 下个月末, 下月末"),
        ("start next umonth", "下月初, 下个月初"),
        ("mid next umonth", "下月中, 下个月中, 下个月中旬"),
        ("end this uyear", "年底, 年末, 岁末, 今年年底, 今年底"),
        ("start next uyear", "年初, 明年初, 明年年初"),
        ("end next uyear", "明年底, 明年年底"),
        ("end this uweek", "周尾, 这周末尾"),
        ("later", "内, 之内, 以内, 后, 之后, 以后, 过后, 后再"),
        ("in", "过, 再过, 等, 再等, 隔"),
        ("the", "大概, 大约, 约, 差不多"),
        ("hm", "的, 个, 当天的"),
        ("so", "那天, 左右, 时候, 的时候, 之前那会, 前后, 钟左右, 吧, 整, 正, 那日"),
        ("on", "在, 于, 到"),
        ("w2", "两, 俩"),
        (
            # words that hold letters of time and say none
            "mark",
            "早上好, 上午好, 中午好, 下午好, 晚上好, 早安, 晚安, 早上好啊, 一点儿, 有一点,"
            " 有点, 差一点, 一点点, 今日头条, 晚礼服, 晚装, 晚宴, 晚会, 晚餐, 晚饭, 早餐,"
            " 早饭, 午餐, 午饭, 中国, 中号, 中文, 中性, 中心, 大号, 小号, 型号, 账号,"
            " 帐号, 编号, 单号, 订单号, 号码, 日本, 日元, 日用, 日常, 日期, 周期, 周转,"
            " 周边, 周到, 周年, 年货, 分开, 分批, 分别, 时间, 初步, 尾款, 尾货, 到货,"
            " 到付, 到达, 到款, 半成品, 一半, 天天, 明白, 明细, 明确, 明显, 说明, 后面,"
            " 后续, 然后, 售后, 早日, 今后, 一下, 一起, 一直, 一些, 一样, 一定, 一共,"
            " 一款, 统一, 正品, 正常, 正好, 正在, 最后确认, 头程, 过来, 过去, 通过, 不过,"
            " 超过, 等等, 等于, 在吗, 末端",
        ),
        (
            "mark",
            "份, 件, 箱, 台, 条, 只, 套, 双, 块, 元, 次, 家, 张, 本, 批, 包, 袋, 瓶, 盒, 吨, 公斤, 米, 款, 种, 位, 名",
        ),
        ("mark", "号楼, 号线, 号仓, 号店, 号门, 号机, 号色, 号柜, 下午茶"),
        ("mark", "点建议, 点意见, 点要求, 点问题, 点说明, 点原因, 点想法"),
        ("m10 o1", "国庆节, 国庆"),
        ("m1 o1", "元旦, 元旦节"),
        ("m12 o25", "圣诞节, 圣诞"),
        ("m5 o1", "劳动节, 五一, 五一劳动节"),
        ("m12 o24", "平安夜"),
        ("am", "am"),
        ("pm", "pm"),
        ("gone", "昨天, 前天, 昨日, 上周, 上个月, 去年, 上星期, 上礼拜, 上个星期, 昨晚"),
        ("before", "以前, 之前, 前"),
        (
            "weekly",
            "每, 每天, 每周, 每个, 每月",
        ),
    ),
)
CHINESE = Language.of(
    "zh",
    WORDS,
    adverbs="早上, 早晨, 上午, 清晨, 清早, 一早, 一大早, 凌晨, 中午, 午后, 下午, 傍晚, 晚上, 晚间, 夜里, 深夜, 下班后",
    by_day=False,
    nearest=False,
    solid=True,
)
