//! A file that JavaScript reads: it knows whether the bytes are in memory, in a browser's `Blob` or on a disk.

use js_sys::{Function, Uint8Array};
use send_wrapper::SendWrapper;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a file through `read(at, length)`, which gives at most so many bytes from there on, or throws.
pub struct JsFile {
    read: SendWrapper<Function>,
    len: u64,
    at: u64,
}

impl JsFile {
    /// A file of so many bytes; it stands at the first.
    pub fn new(len: f64, read: Function) -> Self {
        Self { read: SendWrapper::new(read), len: len as u64, at: 0 }
    }

    fn piece(&self, at: u64, len: usize) -> Result<Uint8Array> {
        let (at, len) = (JsValue::from(at as f64), JsValue::from(len as f64));
        let bytes = self.read.call2(&JsValue::NULL, &at, &len).map_err(|_| unreadable())?;
        bytes.dyn_into().map_err(|_| unreadable())
    }
}

impl containers::Source for JsFile {
    fn len(&self) -> u64 {
        self.len
    }

    fn read(&self, at: u64, len: usize) -> Vec<u8> {
        self.piece(at, len).map(|bytes| bytes.to_vec()).unwrap_or_default()
    }
}

impl Read for JsFile {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let bytes = self.piece(self.at, buffer.len())?;
        let count = bytes.length() as usize;
        let filled = buffer.get_mut(..count).ok_or_else(unreadable)?;
        bytes.copy_to(filled);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for JsFile {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(offset) => self.len.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = at.ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

fn unreadable() -> Error {
    Error::other("it was moved, deleted or changed")
}
