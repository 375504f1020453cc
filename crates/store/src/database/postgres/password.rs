//! A password as the server keeps it, so that none stands in a statement, which a server may log.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// Rounds of hashing, PostgreSQL's own default.
const ROUNDS: u32 = 4096;

/// The verifier of a password for SCRAM-SHA-256 (RFC 5802, RFC 7677), as column `rolpassword` of `pg_authid` holds it. The
/// password is ASCII, which SASLprep leaves as it is.
pub(super) fn verifier(password: &str, salt: [u8; 16]) -> String {
    let salted = salted(password.as_bytes(), &salt);
    let stored: [u8; 32] = Sha256::digest(keyed(&salted, &[b"Client Key"])).into();
    let server = keyed(&salted, &[b"Server Key"]);
    let (salt, stored, server) = (STANDARD.encode(salt), STANDARD.encode(stored), STANDARD.encode(server));
    format!("SCRAM-SHA-256${ROUNDS}:{salt}${stored}:{server}")
}

/// `Hi` of RFC 5802: PBKDF2 with one block.
fn salted(password: &[u8], salt: &[u8]) -> [u8; 32] {
    let mut last = keyed(password, &[salt, &1_u32.to_be_bytes()]);
    let mut sum = last;
    for _ in 1..ROUNDS {
        last = keyed(password, &[&last]);
        for (byte, more) in sum.iter_mut().zip(last) {
            *byte ^= more;
        }
    }
    sum
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut code) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        code.update(part);
    }
    code.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7677, section 3: salt and proof of user `user` with password `pencil`.
    #[test]
    fn the_example_of_the_standard_comes_out() {
        let salt: [u8; 16] = STANDARD.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap().try_into().unwrap();
        let message = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
                       s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        let client = keyed(&salted(b"pencil", &salt), &[b"Client Key"]);
        let signature = keyed(&Sha256::digest(client), &[message.as_bytes()]);
        let proof: Vec<u8> = client.iter().zip(signature).map(|(one, other)| one ^ other).collect();
        assert_eq!(STANDARD.encode(proof), "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        let server = STANDARD.encode(keyed(&keyed(&salted(b"pencil", &salt), &[b"Server Key"]), &[message.as_bytes()]));
        assert_eq!(server, "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }
}
