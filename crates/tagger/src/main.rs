//! A web worker that writes tags into the user's files, and packs such files into one. It starts with the first of them; to
//! cancel it, end the worker.
//!
//! No file passes through its memory as a whole: a new file is made of stretches of the old one, which the browser joins.

// The bin is empty natively, where only the tests of what needs no browser are built.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod told;
mod zip;

use js_sys::{Array, Date, Uint8Array};
use protocol::TaggerError;
use protocol::tagger::{EndPack, Pack, Tag, Tagged};
use std::cell::RefCell;
use std::io::Read;
use tagging::{Part, Patch};
use web_sys::Blob;
use wire::{Answer, BlobReader, Request, Sent, Worker};
use zip::{Archive, DosTime};

/// Bytes that are read at once for a checksum.
const PIECE: usize = 1 << 18;

fn main() {
    wire::serve(Tagging::default());
}

#[derive(Default)]
struct Tagging {
    /// The archive that is being made.
    archive: RefCell<Archive>,
}

impl Worker for Tagging {
    type Service = protocol::Tagger;

    async fn answer(&self, Request { call, sent, .. }: Request<Self::Service>) -> Answer {
        match call {
            protocol::Tagger::Tag(call) => Answer::to::<Tag>(tag(&call, sent)),
            protocol::Tagger::Pack(call) => Answer::to::<Pack>(self.pack(&call, sent)),
            protocol::Tagger::EndPack(call) => Answer::to::<EndPack>(self.end_pack(&call)),
        }
    }
}

impl Tagging {
    /// The stretch of the archive that holds a file.
    fn pack(&self, call: &Pack, sent: Sent) -> Result<((), Blob), TaggerError> {
        let file = sent.take::<Pack>()?;
        let checksum = checksum(&file)?;
        let size = file.size() as u64;
        let header = self.archive.borrow_mut().add(&call.name, size, checksum, dos_time(call.modified_ms));
        Ok(((), joined(&[bytes(&header)?, file])?))
    }

    /// The end of the archive.
    fn end_pack(&self, call: &EndPack) -> Result<((), Blob), TaggerError> {
        let archive = self.archive.take();
        if archive.len() != call.files as usize {
            return Err(TaggerError::Incomplete);
        }
        Ok(((), bytes(&archive.end())?))
    }
}

fn tag(call: &Tag, sent: Sent) -> Result<(Tagged, Blob), TaggerError> {
    let file = sent.take::<Tag>()?;
    let mut reader = BlobReader::new(file.clone()).map_err(|_| TaggerError::FileGone)?;
    let patch = tagging::write(&mut reader, &told::claims(&call.claims)).map_err(told::error)?;
    let tagged = Tagged { has_changed: !patch.is_unchanged(), bytes: patch.len() as f64 };
    Ok((tagged, patched(&file, &patch)?))
}

/// A file with a patch applied.
fn patched(file: &Blob, patch: &Patch) -> Result<Blob, TaggerError> {
    let part = |part: &Part| match part {
        Part::Kept(range) => file
            .slice_with_f64_and_f64(range.start as f64, range.end as f64)
            .map_err(|_| TaggerError::FileGone),
        Part::New(new) => bytes(new),
    };
    joined(&patch.parts().iter().map(part).collect::<Result<Vec<_>, _>>()?)
}

/// Bytes outside of this module's memory.
fn bytes(bytes: &[u8]) -> Result<Blob, TaggerError> {
    let list = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence(&list).map_err(|_| TaggerError::NoRoom)
}

fn joined(parts: &[Blob]) -> Result<Blob, TaggerError> {
    let list: Array = parts.iter().collect();
    Blob::new_with_blob_sequence(&list).map_err(|_| TaggerError::NoRoom)
}

/// The checksum of a whole file.
fn checksum(file: &Blob) -> Result<u32, TaggerError> {
    let mut reader = BlobReader::new(file.clone()).map_err(|_| TaggerError::FileGone)?;
    let mut hasher = crc32fast::Hasher::new();
    let mut piece = vec![0; PIECE];
    loop {
        let count = reader.read(&mut piece).map_err(|_| TaggerError::FileGone)?;
        let Some(read) = piece.get(..count).filter(|read| !read.is_empty()) else { break };
        hasher.update(read);
    }
    Ok(hasher.finalize())
}

/// A time as ZIP tells it: where the user is.
fn dos_time(ms: f64) -> DosTime {
    let date = Date::new(&ms.into());
    let day = [date.get_full_year(), date.get_month() + 1, date.get_date()];
    DosTime::new(day, [date.get_hours(), date.get_minutes(), date.get_seconds()])
}
