//! Unsynchronisation: a zero behind each byte of ones that could be taken for the beginning of a frame of audio.

/// Takes the zeros out.
pub fn decode(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut was_full = false;
    for byte in bytes {
        if !(was_full && *byte == 0) {
            decoded.push(*byte);
        }
        was_full = *byte == 0xff;
    }
    decoded
}

/// Puts the zeros in.
pub fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(bytes.len());
    let mut was_full = false;
    for byte in bytes {
        if was_full && (*byte == 0 || *byte >= 0xe0) {
            encoded.push(0);
        }
        encoded.push(*byte);
        was_full = *byte == 0xff;
    }
    if was_full {
        encoded.push(0);
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        for bytes in [&b"\xff\xfe\xff\0\xff"[..], b"\xff\xff\xff", b"", b"\xff\x41\xff\xe0", b"plain"] {
            let encoded = encode(bytes);
            assert_eq!(decode(&encoded), bytes);
            assert!(!encoded.windows(2).any(|pair| matches!(pair, [0xff, 0xe0..=0xff])), "{encoded:x?}");
        }
        assert_eq!(encode(b"\xff\xfe"), b"\xff\0\xfe");
    }
}
