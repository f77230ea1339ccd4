//! A catalogue in cells on the page's host: what its questions need is fetched by ranges.

use catalogue::Catalogue;
use catalogue::cells::{CellCatalogue, Range};
use futures_util::future::try_join_all;
use js_sys::Uint8Array;
use protocol::{AudioFeatures, CatalogueProblem, LibrarianError, Pick, Query};
use std::cell::RefCell;
use std::rc::Rc;
use tracks::Recommender;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response, Url};

use super::address::Address;
use super::{check_size, problem};

/// The host's answers.
const WHOLE: u16 = 200;
const PART: u16 = 206;
const BEHIND_THE_END: u16 = 416;

/// A handle to the catalogue; copies are handles to the same one.
#[derive(Clone)]
pub struct Cells(Rc<Inner>);

struct Inner {
    catalogue: RefCell<CellCatalogue>,
    address: Address,
}

impl Cells {
    /// The catalogue whose index lies there, and its other files beside it.
    pub fn new(catalogue: CellCatalogue, address: Address) -> Self {
        Self(Rc::new(Inner { catalogue: RefCell::new(catalogue), address }))
    }

    /// Number of all tracks.
    pub fn len(&self) -> usize {
        self.0.catalogue.borrow().index().len()
    }

    /// The tracks that were shown so far.
    pub fn seen(&self) -> Rc<Catalogue> {
        self.0.catalogue.borrow().seen().clone()
    }

    /// Features of a usual track.
    pub fn usual(&self) -> AudioFeatures {
        self.0.catalogue.borrow().usual()
    }

    /// What should play next by sound, of the cells nearest to the seeds.
    pub async fn recommend(
        &self,
        query: &Query,
        recommender: &Recommender,
    ) -> Result<Vec<Pick>, LibrarianError> {
        let name = || self.0.address.name().to_owned();
        let picked = self.pick(query, recommender).await;
        picked.map_err(|problem| LibrarianError::Catalogue { name: name(), problem })
    }

    async fn pick(&self, query: &Query, recommender: &Recommender) -> Result<Vec<Pick>, CatalogueProblem> {
        let catalogue = &self.0.catalogue;
        let asked = recommender.ask(|shelf| catalogue.borrow_mut().wanted(query, shelf));
        let rows = self.fetch_all(asked.iter().map(|asked| &asked.range)).await?;
        for (asked, rows) in asked.iter().zip(&rows) {
            catalogue.borrow_mut().keep(asked, rows).map_err(problem)?;
        }
        let chosen = recommender.ask(|shelf| catalogue.borrow().choose(query, shelf));
        let records = self.fetch_all(chosen.records.iter()).await?;
        let picks = recommender.ask(|shelf| catalogue.borrow_mut().show(chosen, &records, query, shelf));
        picks.map_err(problem)
    }

    /// All of them at once: the browser knows how many a host can take.
    async fn fetch_all(
        &self,
        ranges: impl Iterator<Item = &Range>,
    ) -> Result<Vec<Vec<u8>>, CatalogueProblem> {
        try_join_all(ranges.map(|range| fetch_range(&self.0.address, range))).await
    }
}

/// The bytes of a file beside the page.
pub async fn fetch_whole(address: &Address) -> Result<Vec<u8>, CatalogueProblem> {
    let address = &address.to_string();
    let response = fetch(address, &RequestInit::new()).await?;
    let told = response.headers().get("content-length").ok().flatten().and_then(|len| len.parse().ok());
    check_size(told.unwrap_or_default())?;
    bytes(&response, address).await
}

async fn fetch_range(index: &Address, range: &Range) -> Result<Vec<u8>, CatalogueProblem> {
    let address = index.beside(&range.file);
    let unreachable = || unreachable(&address);
    let headers = Headers::new().map_err(|_| unreachable())?;
    let last = (range.start + u64::from(range.len)).saturating_sub(1);
    headers.set("Range", &format!("bytes={}-{last}", range.start)).map_err(|_| unreachable())?;
    let init = RequestInit::new();
    init.set_headers(&headers);
    let response = fetch(&address, &init).await?;
    // The body of a whole file is not waited for: it may be gigabytes.
    if response.status() == WHOLE {
        return Err(CatalogueProblem::NoRanges);
    }
    let bytes = bytes(&response, &address).await?;
    if response.status() == PART && bytes.len() == range.len as usize {
        return Ok(bytes);
    }
    Err(CatalogueProblem::Damaged { what: format!("{} is shorter than it should be", range.file) })
}

/// The answer to a question that the host takes; only of the page's own host is anything asked.
async fn fetch(address: &str, init: &RequestInit) -> Result<Response, CatalogueProblem> {
    let unreachable = || unreachable(address);
    let scope = wire::scope().ok_or_else(unreachable)?;
    let here = scope.location();
    let url = Url::new_with_base(address, &here.href()).map_err(|_| unreachable())?;
    if url.origin() != here.origin() {
        return Err(CatalogueProblem::OtherHost);
    }
    let answered = JsFuture::from(scope.fetch_with_str_and_init(&url.href(), init)).await;
    let response: Response = answered.map_err(|_| unreachable())?.dyn_into().map_err(|_| unreachable())?;
    if !response.ok() && response.status() != BEHIND_THE_END {
        return Err(CatalogueProblem::Refused { file: address.into(), status: response.status() });
    }
    Ok(response)
}

async fn bytes(response: &Response, address: &str) -> Result<Vec<u8>, CatalogueProblem> {
    let unreachable = || unreachable(address);
    let buffer = JsFuture::from(response.array_buffer().map_err(|_| unreachable())?).await;
    Ok(Uint8Array::new(&buffer.map_err(|_| unreachable())?).to_vec())
}

fn unreachable(file: &str) -> CatalogueProblem {
    CatalogueProblem::Unreachable { file: file.into() }
}
