//! Numbers and texts out of bytes, one after the other; an error where they end.

use crate::CatalogueError;

/// A file that contradicts itself: what is wrong.
pub fn damaged(what: &'static str) -> CatalogueError {
    CatalogueError::Damaged { what }
}

/// What has not been read yet.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// All of a file.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether everything has been read.
    pub fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    /// All that has not been read.
    pub fn rest(&self) -> &'a [u8] {
        self.0
    }

    /// The next so many bytes.
    pub fn take(&mut self, len: usize) -> Result<&'a [u8], CatalogueError> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or(damaged("it ends too early"))?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next bytes, so many as there is room for.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], CatalogueError> {
        self.take(N)?.try_into().map_err(|_| damaged("it ends too early"))
    }

    /// A number of two bytes.
    pub fn u16(&mut self) -> Result<u16, CatalogueError> {
        self.array().map(u16::from_le_bytes)
    }

    /// A number of four bytes.
    pub fn u32(&mut self) -> Result<u32, CatalogueError> {
        self.array().map(u32::from_le_bytes)
    }

    /// A number that is finite.
    pub fn f32(&mut self) -> Result<f32, CatalogueError> {
        let value = f32::from_le_bytes(self.array()?);
        if value.is_finite() { Ok(value) } else { Err(damaged("a number is none")) }
    }

    /// A number of up to 32 bits, seven a byte, lowest first; the highest bit says that more follow.
    pub fn leb128(&mut self) -> Result<u32, CatalogueError> {
        let mut value = 0u64;
        for shift in (0..35).step_by(7) {
            let [byte] = self.array()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).map_err(|_| damaged("a number is too large"));
            }
        }
        Err(damaged("a number is too long"))
    }

    /// A text, its length before it.
    pub fn text(&mut self) -> Result<&'a str, CatalogueError> {
        let len = self.u32()? as usize;
        std::str::from_utf8(self.take(len)?).map_err(|_| damaged("a name is not UTF-8"))
    }

    /// `count` values of `N` bytes each. Lengths come from the file: checked before anything is allocated.
    pub fn column<const N: usize>(
        &mut self,
        count: usize,
    ) -> Result<impl Iterator<Item = [u8; N]> + use<'a, N>, CatalogueError> {
        let len = count.checked_mul(N).ok_or(damaged("it ends too early"))?;
        let (values, _) = self.take(len)?.as_chunks::<N>();
        Ok(values.iter().copied())
    }
}
