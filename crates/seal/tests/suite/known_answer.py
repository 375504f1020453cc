"""Makes the bytes of known_answer.rs by Python's `cryptography` from the tables in README.md alone."""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK, PIECE = b"DOLEN1", 65_536
KEY = bytes(range(32))
RANDOM = bytes(range(100, 160))
FILE_KEY, FILE, NONCE = RANDOM[:32], RANDOM[32:48], RANDOM[48:]


def sealed(clear: bytes) -> bytes:
    key_id = hmac.new(KEY, b"dolen-key-id-1", hashlib.sha256).digest()[:16]
    out = MARK + key_id + FILE + NONCE + AESGCM(KEY).encrypt(NONCE, FILE_KEY, MARK + FILE)
    pieces = [clear[at : at + PIECE] for at in range(0, len(clear), PIECE)] or [b""]
    for number, piece in enumerate(pieces):
        last = bytes([number + 1 == len(pieces)])
        head = FILE + number.to_bytes(8, "big") + last + len(piece).to_bytes(4, "big")
        nonce = bytes(3) + number.to_bytes(8, "big") + last
        out += head + AESGCM(FILE_KEY).encrypt(nonce, piece, MARK + head)
    return out


print(sealed(b"C1,Vexbridge,Oswin\n").hex())
print(hashlib.sha256(sealed(bytes(n % 251 for n in range(2 * PIECE)))).hexdigest())
print(hashlib.sha256(sealed(bytes(n % 251 for n in range(2 * PIECE + 1)))).hexdigest())
