//! Spotify's track ids: 22 base-62 digits (0–9, a–z, A–Z) that stand for 128 bits.

const DIGITS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Number of digits.
const LEN: usize = 22;

/// The 128 bits of an id; `None` for anything that is not one.
pub fn parse(id: &str) -> Option<u128> {
    if id.len() != LEN {
        return None;
    }
    id.bytes().try_fold(0u128, |value, byte| {
        let digit = DIGITS.iter().position(|digit| *digit == byte)?;
        value.checked_mul(62)?.checked_add(digit as u128)
    })
}

/// The id of 128 bits.
pub fn format(mut value: u128) -> String {
    let mut digits = [b'0'; LEN];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[(value % 62) as usize];
        value /= 62;
    }
    digits.iter().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_the_round_trip() {
        for id in ["1KgZOCjN3nGRTk3c87oIj6", "0000000000000000000000", "7n42aSLN1psjjr2BrrzPYz"] {
            assert_eq!(parse(id).map(format).as_deref(), Some(id));
        }
        for bad in ["", "1KgZOCjN3nGRTk3c87oIj", "1KgZOCjN3nGRTk3c87oIj!", "ZZZZZZZZZZZZZZZZZZZZZZ"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
