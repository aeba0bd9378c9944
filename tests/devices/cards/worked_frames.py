"""Frames of one fictitious card, put together from literal bytes and never by the program's own code.

The holder is 测试甲, 1900-01-01, number 310100190001010015: nobody. The totals 1295, 2321 and 81 and the checksums
D4, 9D and FB were worked out independently of this program.
"""

from __future__ import annotations

BLANK = bytes.fromhex("2000")
PREAMBLE = bytes.fromhex("AAAAAA9669")

NAME = bytes.fromhex("4B6DD58B3275") + BLANK * 12
SEX = bytes.fromhex("3100")
NATION = bytes.fromhex("30003100")
BIRTH = bytes.fromhex("31003900300030003000310030003100")
ADDRESS = bytes.fromhex("4B6DD58B025E4B6DD58B3A535A868467EF8D11FFF753") + BLANK * 24
NUMBER = bytes.fromhex("330031003000310030003000310039003000300030003100300031003000300031003500")
ISSUER = bytes.fromhex("4B6DD58B025E6C51895B405C") + BLANK * 9
VALID_FROM = bytes.fromhex("32003000320030003000310030003100")
LONG_TERM = bytes.fromhex("7F951F67") + BLANK * 6
TEXT = NAME + SEX + NATION + BIRTH + ADDRESS + NUMBER + ISSUER + VALID_FROM + LONG_TERM + BLANK * 18
PHOTO = bytes.fromhex("574C667E") + bytes(1020)
FINGERPRINT = bytes.fromhex("43") + bytes(1023)

READ_BODY = bytes.fromhex("000090") + bytes.fromhex("01000400") + TEXT + PHOTO
READ_FRAME = PREAMBLE + bytes.fromhex("0508") + READ_BODY + bytes.fromhex("D4")
FINGERPRINT_BODY = bytes.fromhex("000090") + bytes.fromhex("010004000400") + TEXT + PHOTO + FINGERPRINT
FINGERPRINT_FRAME = PREAMBLE + bytes.fromhex("090A") + FINGERPRINT_BODY + bytes.fromhex("9D")

NEWEST_ADDRESS = bytes.fromhex("4B6DD58B025E4B6DD58B3A535A868467EF8D12FFF753") + BLANK * 24
ADDRESS_FRAME = PREAMBLE + bytes.fromhex("004A 000090") + NEWEST_ADDRESS + bytes.fromhex("FB")

SAM_ID_FRAME = bytes.fromhex("AAAAAA9669 0014 000090 05000100 A53A3401 39300000 32090100 19")
STATUS_OK = bytes.fromhex("AAAAAA9669 0004 000090 94")
FOUND = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
NO_CARD = bytes.fromhex("AAAAAA9669 0004 000080 84")
SELECTED = bytes.fromhex("AAAAAA9669 000C 000090 0000000000000000 9C")
SELECT_FAILED = bytes.fromhex("AAAAAA9669 0004 000081 85")
READ_FAILED = bytes.fromhex("AAAAAA9669 0004 000041 45")
NO_SUCH_ITEM = bytes.fromhex("AAAAAA9669 0004 000091 95")
CARD_REJECTED = bytes.fromhex("AAAAAA9669 0004 000032 36")
