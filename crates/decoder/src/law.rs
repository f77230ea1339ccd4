//! The logarithmic bytes of telephony (ITU-T G.711).

/// A byte of A-law, full scale ±1.
pub fn a_law(byte: u8) -> f32 {
    let code = byte ^ 0x55;
    let (exponent, mantissa) = (u32::from(code >> 4 & 7), i32::from(code & 15));
    let magnitude = match exponent {
        0 => (mantissa << 4) + 8,
        _ => ((mantissa << 4) + 0x108) << (exponent - 1),
    };
    signed(code & 0x80 != 0, magnitude)
}

/// A byte of µ-law, full scale ±1.
pub fn mu_law(byte: u8) -> f32 {
    let code = !byte;
    let (exponent, mantissa) = (u32::from(code >> 4 & 7), i32::from(code & 15));
    let magnitude = (((mantissa << 3) + 0x84) << exponent) - 0x84;
    signed(code & 0x80 == 0, magnitude)
}

fn signed(is_positive: bool, magnitude: i32) -> f32 {
    let value = if is_positive { magnitude } else { -magnitude };
    value as f32 / 32_768.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of 16 bits from the tables of Sun's g711.c.
    #[test]
    fn known_bytes_have_known_values() {
        for (byte, expected) in [(0xD5u8, 8), (0x55, -8), (0xAA, 32_256), (0x2A, -32_256), (0x80, 5_504)] {
            assert_eq!(a_law(byte), expected as f32 / 32_768.0, "A-law {byte:#x}");
        }
        for (byte, expected) in [(0xFFu8, 0), (0x80, 32_124), (0x00, -32_124), (0xF0, 120), (0x7E, -8)] {
            assert_eq!(mu_law(byte), expected as f32 / 32_768.0, "µ-law {byte:#x}");
        }
    }
}
