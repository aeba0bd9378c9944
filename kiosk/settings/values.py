"""Every key of the settings with its default, its bounds and a sentence for the operator.

The checks of a configuration file and the manual are made from these descriptions. A bound that the types do not say
stands in `Meta.extra["allowed"]` in words.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

ReaderPlace = Literal["左侧", "左下方", "正下方", "右下方", "右侧"]


class Hall(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The place the terminal stands in."""

    name: Annotated[str, Meta(min_length=1, max_length=24, description="站点名称，显示在屏幕顶上")] = (
        "梧桐里社区服务中心"
    )
    window_name: Annotated[str, Meta(min_length=1, max_length=8, description="请访客去的窗口")] = "1 号窗口"
    window_side: Annotated[Literal["左侧", "右侧"], Meta(description="窗口在终端的哪一侧")] = "右侧"
    id_reader_place: Annotated[ReaderPlace, Meta(description="身份证读卡处在屏幕的哪一边；屏幕上的箭头指向它")] = (
        "右下方"
    )
    contact_reader_place: Annotated[ReaderPlace, Meta(description="社保卡插卡口在屏幕的哪一边；屏幕上的箭头指向它")] = (
        "正下方"
    )
    queue_word: Annotated[str, Meta(min_length=1, max_length=4, description="排队号前面的词")] = "梧桐"
    time_zone: Annotated[str, Meta(description="屏幕上时间的时区，IANA 名称")] = "Asia/Shanghai"
    committee: Annotated[
        str, Meta(max_length=64, description="本站点的居村委，和居民地址里写的一样；留空表示没有设")
    ] = ""
    building: Annotated[str, Meta(max_length=64, description="本站点的楼栋，和居民地址里写的一样；留空表示没有设")] = ""


class Screen(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The panel."""

    orientation: Annotated[Literal["auto", "portrait", "landscape"], Meta(description="竖屏或横屏；auto 随屏幕")] = (
        "auto"
    )
    text_scale: Annotated[float, Meta(ge=1.0, le=1.25, description="文字放大倍数")] = 1.0
    high_contrast: Annotated[bool, Meta(description="高对比度配色")] = False
    less_motion: Annotated[bool, Meta(description="减少动画，只留淡入淡出")] = False
    full_screen: Annotated[bool, Meta(description="占满整个屏幕；关掉则开一个窗口")] = True
    renderer: Annotated[
        Literal["auto", "software", "gpu"], Meta(description="绘图方式；auto 在没有真实显卡时用 software")
    ] = "auto"


class DeviceEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One device on one wire."""

    name: Annotated[
        str,
        Meta(
            pattern=r"^[a-z0-9-]{1,32}\Z",
            description="设备的名字，小写字母、数字和短横",
            extra={"allowed": "1 到 32 个小写字母、数字或短横"},
        ),
    ]
    model: Annotated[str, Meta(description="型号，见 kiosk devices models")]
    options: dict[str, Any] = field(default_factory=dict)


class Camera(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where pictures come from."""

    source: Annotated[str, Meta(description="摄像头序号、设备路径、网址或录像文件；留空表示没有摄像头")] = ""
    width: Annotated[int, Meta(ge=320, le=1920, description="希望的画面宽度，像素")] = 1280
    height: Annotated[int, Meta(ge=240, le=1080, description="希望的画面高度，像素")] = 720
    rotate: Annotated[
        Literal[0, 90, 180, 270],
        Meta(description="画面顺时针转多少度，人才是正的；镜头横着或倒着装时用，kiosk doctor 会说该转多少"),
    ] = 0
    idle_fps: Annotated[float, Meta(ge=0.5, le=10, description="没人时每秒看几次")] = 2.0
    active_fps: Annotated[float, Meta(ge=5, le=30, description="有人时每秒几帧")] = 15.0
    only_in_use: Annotated[bool, Meta(description="只在访客用的时候打开镜头；平时关着，就不能自己发现有人走近")] = False
    live_from: Annotated[float, Meta(ge=0.0, le=1.0, description="活体分数到多少算真人；换了镜头要重新测定")] = 0.4
    doubt_from: Annotated[float, Meta(ge=0.0, le=1.0, description="活体分数在这个数和上一个数之间，请访客转一下头")] = (
        0.2
    )


class Faces(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Recognition of people on the whitelist."""

    enabled: Annotated[bool, Meta(description="是否用人脸找人；关掉后只用卡")] = True
    engine: Annotated[Literal["sface", "dlib"], Meta(description="识别引擎")] = "sface"
    runtime: Annotated[
        Literal["opencv", "openvino", "auto"],
        Meta(
            description="用什么算网络：opencv，或另外安装的 openvino（每帧快一些，多占约 120 MB 内存，启动慢一两秒）；"
            "auto 装了 openvino 就用它"
        ),
    ] = "opencv"
    second_opinion: Annotated[
        bool, Meta(description="每次决定前再问一遍 dlib 引擎；多占约 100 MB 内存，实测好处不明显")
    ] = False
    fpir: Annotated[
        float, Meta(ge=0.0001, le=0.05, description="允许把名单外的人认成别人的比例（FPIR），界限由它和名单自动定")
    ] = 0.001
    frames: Annotated[int, Meta(ge=1, le=8, description="看清几帧才作决定")] = 4
    give_up_s: Annotated[float, Meta(ge=3, le=60, description="多少秒还认不出就请刷卡")] = 8.0
    liveness: Annotated[bool, Meta(description="是否检查镜头前是不是真人")] = True
    compare_holders: Annotated[
        bool, Meta(description="刷卡的人在镜头前时，是否和他本人的特征一对一比对（只比有人脸同意的人）")
    ] = True
    adapt: Annotated[bool, Meta(description="刷卡并比对一致后，是否慢慢更新特征；要本人另外同意，可以撤回")] = False
    search_within: Annotated[
        Literal["all", "committee", "building", "expected"],
        Meta(description="在谁里面找：全部、本居委、本楼栋，或近期来过的人"),
    ] = "all"
    expected_days: Annotated[int, Meta(ge=1, le=400, description="“近期来过”指多少天之内")] = 90
    check_at: Annotated[
        str,
        Meta(
            pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z",
            description="每天几点自查名单、重定界限，没人时才做",
            extra={"allowed": "24 小时制的时间，如 03:10"},
        ),
    ] = "03:10"
    memory_mb: Annotated[int, Meta(ge=150, le=2000, description="视觉进程最多用多少内存，超过就换一个新进程")] = 500
    renew_hours: Annotated[float, Meta(ge=1, le=168, description="没人时隔多少小时换一个新的视觉进程")] = 24.0


class Gateway(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The health-code service on the network."""

    url: Annotated[str, Meta(description="服务地址，https 开头")] = ""
    timeout_s: Annotated[float, Meta(ge=0.5, le=30, description="一次查询最多等几秒")] = 3.0
    attempts: Annotated[int, Meta(ge=1, le=5, description="一次查询最多试几回")] = 3
    ca_file: Annotated[str, Meta(description="只信任这份 CA 证书")] = ""
    client_cert_file: Annotated[str, Meta(description="本机的客户端证书")] = ""
    client_key_file: Annotated[str, Meta(description="客户端证书的私钥")] = ""
    allow_plain_http: Annotated[bool, Meta(description="允许不加密连接；只用于演示和测试")] = False


class HealthCode(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The service result shown as a code."""

    provider: Annotated[Literal["embedded", "gateway"], Meta(description="本地签发，或向网关查询")] = "embedded"
    profile: Annotated[str, Meta(description="规则档案的名字：resources/codes/code-profiles 里的文件名")] = (
        "health-2022"
    )
    presentation: Annotated[
        Literal["card", "discreet"], Meta(description="card 各种状态一样显示；discreet 只显示绿码，其余请到窗口")
    ] = "card"
    label: Annotated[str, Meta(max_length=4, description="本地签发时屏幕上的标记")] = "本地"
    gateway: Gateway = field(default_factory=Gateway)


class Temperature(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a forehead reading becomes a body estimate, and what follows from it."""

    emissivity: Annotated[float, Meta(ge=0.9, le=1.0, description="皮肤发射率")] = 0.98
    ambient_c: Annotated[float, Meta(ge=10, le=40, description="室温，摄氏度")] = 23.0
    body_offset_c: Annotated[float, Meta(ge=0.0, le=4.0, description="额头到体温的固定差，现场设定")] = 2.08
    raised_c: Annotated[float, Meta(ge=36.5, le=38.5, description="从多少度起要再量一次")] = 37.3
    low_c: Annotated[float, Meta(ge=33, le=36, description="低于多少度要再量一次")] = 35.0
    wait_s: Annotated[float, Meta(ge=10, le=900, description="两次测量之间坐多久，秒")] = 300.0


class Visit(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Time-outs of a visit, seconds. Each screen warns before it leaves, and any touch extends."""

    warn_s: Annotated[float, Meta(ge=20, le=60, description="离开前多少秒开始问您还在吗")] = 30.0
    identify_s: Annotated[float, Meta(ge=5, le=60, description="读卡最多等几秒")] = 10.0
    confirm_s: Annotated[float, Meta(ge=31, le=300, description="等访客确认的时间")] = 45.0
    result_s: Annotated[float, Meta(ge=31, le=300, description="结果停留的时间")] = 60.0
    menu_s: Annotated[float, Meta(ge=31, le=600, description="自助检测菜单停留的时间")] = 90.0
    entry_s: Annotated[float, Meta(ge=31, le=600, description="输入数字时停留的时间")] = 120.0
    bp_rest_s: Annotated[float, Meta(ge=0, le=600, description="量血压前先歇多久")] = 300.0
    bp_wait_s: Annotated[float, Meta(ge=60, le=900, description="等血压计出数的时间")] = 240.0
    goodbye_s: Annotated[float, Meta(ge=3, le=60, description="道别停留的时间")] = 8.0
    window_s: Annotated[float, Meta(ge=10, le=300, description="请到窗口的访客，方向和号码在道别时停留的时间")] = 60.0
    problem_s: Annotated[float, Meta(ge=31, le=120, description="读卡有问题时的提示停留多久")] = 45.0
    help_s: Annotated[float, Meta(ge=31, le=900, description="已叫人时停留多久")] = 180.0
    walked_away_s: Annotated[float, Meta(ge=1, le=30, description="人走开多久就清屏")] = 2.0
    card_away_s: Annotated[float, Meta(ge=5, le=120, description="人走开、卡还没拿走时，多久结束办理")] = 20.0


class Whitelist(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who may be put on the whitelist."""

    min_age: Annotated[int, Meta(ge=0, le=120, description="多少岁及以上才能加入白名单；0 表示不限")] = 60
    renew_years: Annotated[int, Meta(ge=1, le=10, description="登记人脸满多少年，提醒重新登记")] = 3


class Retention(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long records are kept, days."""

    health_days: Annotated[int, Meta(ge=1, le=3650, description="健康记录保存多少天")] = 365
    audit_days: Annotated[int, Meta(ge=180, le=3650, description="审计记录保存多少天")] = 1095
    purge_at: Annotated[
        str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", description="每天几点删除到期的记录，没有人用时才删")
    ] = "02:40"


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings of one terminal."""

    hall: Hall = field(default_factory=Hall)
    screen: Screen = field(default_factory=Screen)
    devices: tuple[DeviceEntry, ...] = ()
    camera: Camera = field(default_factory=Camera)
    faces: Faces = field(default_factory=Faces)
    health_code: HealthCode = field(default_factory=HealthCode)
    temperature: Temperature = field(default_factory=Temperature)
    visit: Visit = field(default_factory=Visit)
    whitelist: Whitelist = field(default_factory=Whitelist)
    retention: Retention = field(default_factory=Retention)
    demonstration: Annotated[bool, Meta(description="演示模式：每个画面都标明“演示”")] = False
