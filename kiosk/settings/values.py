"""Every key of the settings with its default and its bounds.

The checks of a configuration file and the manual are made from these, and from what each key means: the topic
`setting-meanings` of the catalogue. A bound that the types do not say is named in `Meta.extra["allowed"]`, and has its
words in `settings.allowed`. What may hold a key or a password is marked `Meta.extra["secret"]`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from resources.learnt import learn

ReaderPlace = Literal["左侧", "左下方", "正下方", "右下方", "右侧"]
"""Written as the screen says it."""
_DIRECTIONS: dict[ReaderPlace, str] = {
    "左侧": "left", "左下方": "downleft", "正下方": "down", "右下方": "downright", "右侧": "right",
}  # fmt: skip


class Hall(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The place the terminal stands in."""

    name: Annotated[str, Meta(min_length=1, max_length=24)] = "梧桐里社区服务中心"
    window_name: Annotated[str, Meta(min_length=1, max_length=8)] = "1 号窗口"
    window_side: Literal["左侧", "右侧"] = "右侧"
    id_reader_place: ReaderPlace = "右下方"
    contact_reader_place: ReaderPlace = "正下方"
    queue_word: Annotated[str, Meta(min_length=1, max_length=4)] = "梧桐"
    time_zone: str = "Asia/Shanghai"
    committee: Annotated[str, Meta(max_length=64)] = ""
    building: Annotated[str, Meta(max_length=64)] = ""
    customer: Annotated[str, Meta(max_length=64)] = ""

    @property
    def window_is_left(self) -> bool:
        """On which side of the terminal the window is."""
        return self.window_side == "左侧"

    @property
    def id_reader_direction(self) -> str:
        """From the middle of the screen: left, downleft, down, downright or right."""
        return _DIRECTIONS[self.id_reader_place]

    @property
    def contact_reader_direction(self) -> str:
        """The same for the reader a card goes into."""
        return _DIRECTIONS[self.contact_reader_place]


class Screen(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The panel."""

    orientation: Literal["auto", "portrait", "landscape"] = "auto"
    text_scale: Annotated[float, Meta(ge=1.0, le=1.25)] = 1.0
    high_contrast: bool = False
    less_motion: bool = False
    full_screen: bool = True
    renderer: Literal["auto", "software", "gpu"] = "auto"


class DeviceEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One device on one wire."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,32}\Z", extra={"allowed": "device-name"})]
    model: str
    options: dict[str, Any] = field(default_factory=dict)
    serial: Annotated[str, Meta(max_length=40)] = ""
    firmware: Annotated[str, Meta(max_length=40)] = ""


class Camera(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where pictures come from."""

    source: Annotated[str, Meta(extra={"secret": True})] = ""
    width: Annotated[int, Meta(ge=320, le=1920)] = 1280
    height: Annotated[int, Meta(ge=240, le=1080)] = 720
    rotate: Literal[0, 90, 180, 270] = 0
    idle_fps: Annotated[float, Meta(ge=0.5, le=10)] = 2.0
    active_fps: Annotated[float, Meta(ge=5, le=30)] = 15.0
    only_in_use: bool = False
    live_from: Annotated[float, Meta(ge=0.0, le=1.0)] = 0.4
    doubt_from: Annotated[float, Meta(ge=0.0, le=1.0)] = 0.2
    guide_aside: Annotated[float, Meta(ge=0.1, le=0.9)] = 0.36
    guide_above: Annotated[float, Meta(ge=0.1, le=0.5)] = 0.32


class Faces(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Recognition of people on the whitelist."""

    enabled: bool = True
    engine: Literal["sface", "dlib"] = "sface"
    runtime: Literal["opencv", "openvino", "auto"] = "opencv"
    second_opinion: bool = False
    fpir: Annotated[float, Meta(ge=0.0001, le=0.05)] = 0.001
    frames: Annotated[int, Meta(ge=1, le=8)] = 4
    give_up_s: Annotated[float, Meta(ge=3, le=60)] = 8.0
    liveness: bool = True
    compare_holders: bool = True
    adapt: bool = False
    search_within: Literal["all", "committee", "building", "expected"] = "all"
    expected_days: Annotated[int, Meta(ge=1, le=400)] = 90
    check_at: Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", extra={"allowed": "time-of-day"})] = (
        "03:10"
    )
    memory_mb: Annotated[int, Meta(ge=150, le=2000)] = 500
    renew_hours: Annotated[float, Meta(ge=1, le=168)] = 24.0


class Gateway(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The health-code service on the network."""

    url: str = ""
    timeout_s: Annotated[float, Meta(ge=0.5, le=30)] = 3.0
    attempts: Annotated[int, Meta(ge=1, le=5)] = 3
    ca_file: str = ""
    client_cert_file: str = ""
    client_key_file: str = ""
    allow_plain_http: bool = False


class HealthCode(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The service result shown as a code."""

    provider: Literal["embedded", "gateway"] = "embedded"
    profile: str = "health-2022"
    presentation: Literal["card", "discreet"] = "card"
    label: Annotated[str, Meta(max_length=4)] = "本地"
    gateway: Gateway = field(default_factory=Gateway)


class Temperature(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a forehead reading becomes a body estimate, and what follows from it."""

    emissivity: Annotated[float, Meta(ge=0.9, le=1.0)] = 0.98
    ambient_c: Annotated[float, Meta(ge=10, le=40)] = 23.0
    body_offset_c: Annotated[float, Meta(ge=0.0, le=4.0)] = 2.08
    raised_c: Annotated[float, Meta(ge=36.5, le=38.5)] = 37.3
    low_c: Annotated[float, Meta(ge=33, le=36)] = 35.0
    wait_s: Annotated[float, Meta(ge=10, le=900)] = 300.0
    repeats: Annotated[int, Meta(ge=1, le=5)] = 3
    repeat_s: Annotated[float, Meta(ge=1, le=30)] = 5.0
    warm_up_min: Annotated[float, Meta(ge=0, le=120)] = 30.0


class Measurements(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """By which limits values are judged."""

    guideline: Literal["office-2024", "home-2024"] = "office-2024"
    altitude_m: Annotated[float, Meta(ge=0, le=5500)] = 0.0


class Visit(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Time-outs of a visit, seconds. Each screen warns before it leaves, and any touch extends."""

    warn_s: Annotated[float, Meta(ge=20, le=60)] = 30.0
    identify_s: Annotated[float, Meta(ge=5, le=60)] = 10.0
    confirm_s: Annotated[float, Meta(ge=31, le=300)] = 45.0
    result_s: Annotated[float, Meta(ge=31, le=300)] = 60.0
    menu_s: Annotated[float, Meta(ge=31, le=600)] = 90.0
    entry_s: Annotated[float, Meta(ge=31, le=600)] = 120.0
    bp_rest_s: Annotated[float, Meta(ge=0, le=600)] = 300.0
    bp_readings: Annotated[int, Meta(ge=1, le=3)] = 2
    bp_pause_s: Annotated[float, Meta(ge=15, le=300)] = 60.0
    cuff_from_cm: Annotated[float, Meta(ge=0, le=40)] = 0.0
    cuff_to_cm: Annotated[float, Meta(ge=0, le=60)] = 0.0
    bp_wait_s: Annotated[float, Meta(ge=60, le=900)] = 240.0
    goodbye_s: Annotated[float, Meta(ge=3, le=60)] = 8.0
    window_s: Annotated[float, Meta(ge=10, le=300)] = 60.0
    problem_s: Annotated[float, Meta(ge=31, le=120)] = 45.0
    help_s: Annotated[float, Meta(ge=31, le=900)] = 180.0
    walked_away_s: Annotated[float, Meta(ge=1, le=30)] = 2.0
    card_away_s: Annotated[float, Meta(ge=5, le=120)] = 20.0


class Webhook(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group robot on the network that is told of calls."""

    url: Annotated[str, Meta(extra={"secret": True})] = ""
    style: Literal["wecom", "dingtalk", "feishu"] = "wecom"
    timeout_s: Annotated[float, Meta(ge=0.5, le=30)] = 5.0
    give_up_min: Annotated[int, Meta(ge=1, le=240)] = 30
    ca_file: str = ""
    allow_plain_http: bool = False


class Calls(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How staff are called when a visitor needs somebody. A lamp stands among the devices."""

    answer_within_s: Annotated[float, Meta(ge=10, le=600)] = 60.0
    chime: bool = False
    chime_device: Annotated[str, Meta(min_length=1, max_length=64)] = "default"
    lamp_s: Annotated[float, Meta(ge=5, le=600)] = 60.0
    webhook: Webhook = field(default_factory=Webhook)


class Voice(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is read aloud at a touch, where there is a sound device."""

    enabled: bool = True
    volume: Annotated[float, Meta(ge=0.25, le=1.0)] = 0.8


class Whitelist(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who may be put on the whitelist, and for how long."""

    min_age: Annotated[int, Meta(ge=0, le=120)] = 60
    renew_years: Annotated[int, Meta(ge=1, le=10)] = 3
    consent_years: Annotated[int, Meta(ge=0, le=10)] = 0
    expiring_days: Annotated[int, Meta(ge=1, le=365)] = 60
    export_folder: str = ""


class Retention(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long records are kept, days."""

    health_days: Annotated[int, Meta(ge=1, le=3650)] = 365
    alerts_days: Annotated[int, Meta(ge=30, le=3650)] = 180
    home_calls_days: Annotated[int, Meta(ge=30, le=3650)] = 365
    announcements_days: Annotated[int, Meta(ge=1, le=3650)] = 90
    audit_days: Annotated[int, Meta(ge=180, le=3650)] = 1095
    set_aside_days: Annotated[int, Meta(ge=1, le=365)] = 30
    purge_at: Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", extra={"allowed": "time-of-day"})] = (
        "02:40"
    )


class HomeCalls(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who is put on the list of those to look in on. Days of coming are counted of those alone who agreed to it."""

    absent: bool = True
    absent_days: Annotated[int, Meta(ge=3, le=60)] = 10
    regular_days: Annotated[int, Meta(ge=2, le=20)] = 4
    rhythm: bool = True
    rhythm_days: Annotated[int, Meta(ge=5, le=20)] = 10
    rhythm_usual: Annotated[float, Meta(ge=1, le=5)] = 3.0
    rhythm_fell_to: Annotated[float, Meta(ge=0, le=4)] = 1.0
    trends: bool = True
    trend_days: Annotated[int, Meta(ge=5, le=60)] = 8
    rise_sys: Annotated[float, Meta(ge=5, le=60)] = 15.0
    rise_glucose: Annotated[float, Meta(ge=0.5, le=10)] = 1.5
    rise_weight: Annotated[float, Meta(ge=1, le=20)] = 3.0
    follow_ups: bool = True
    overdue_days: Annotated[int, Meta(ge=0, le=60)] = 7
    rest_days: Annotated[int, Meta(ge=7, le=180)] = 30

    @property
    def counts_days(self) -> bool:
        """Whether a rule is switched on that knows on which days people came: they are asked for it then."""
        return self.absent or self.rhythm


class Accounts(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How those who work at the terminal are let in."""

    lock_after: Annotated[int, Meta(ge=3, le=10)] = 5
    lock_minutes: Annotated[float, Meta(ge=5, le=1440)] = 15.0
    idle_lock_s: Annotated[float, Meta(ge=20, le=600)] = 60.0


class Calibration(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the hall asks of the calibrations of its devices."""

    required: bool = False
    second_signature: bool = False
    warn_days: Annotated[int, Meta(ge=0, le=180)] = 30
    override_days: Annotated[int, Meta(ge=1, le=30)] = 7
    decision_rule: Literal["guard-band", "simple"] = "guard-band"


class ClerkPage(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The page for the window clerk's browser. Opens a port, so it is off."""

    enabled: bool = False
    address: Annotated[str, Meta(max_length=45)] = ""
    port: Annotated[int, Meta(ge=1024, le=65535)] = 8443
    session_minutes: Annotated[int, Meta(ge=5, le=720)] = 480
    certificate_file: str = ""
    key_file: str = ""


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings of one terminal."""

    hall: Hall = field(default_factory=Hall)
    screen: Screen = field(default_factory=Screen)
    devices: tuple[DeviceEntry, ...] = ()
    camera: Camera = field(default_factory=Camera)
    faces: Faces = field(default_factory=Faces)
    health_code: HealthCode = field(default_factory=HealthCode)
    temperature: Temperature = field(default_factory=Temperature)
    measurements: Measurements = field(default_factory=Measurements)
    visit: Visit = field(default_factory=Visit)
    calls: Calls = field(default_factory=Calls)
    voice: Voice = field(default_factory=Voice)
    whitelist: Whitelist = field(default_factory=Whitelist)
    retention: Retention = field(default_factory=Retention)
    home_calls: HomeCalls = field(default_factory=HomeCalls)
    accounts: Accounts = field(default_factory=Accounts)
    calibration: Calibration = field(default_factory=Calibration)
    clerk_page: ClerkPage = field(default_factory=ClerkPage)
    demonstration: bool = False


learn(Settings)
