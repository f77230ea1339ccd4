//! The page, where the program was built with it; elsewhere, how to have it.

use axum::Router;

/// The page's files.
#[cfg(feature = "page")]
pub fn router() -> Router {
    use crate::built_in::CATALOGUE;
    use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
    use axum::routing::get;
    use memory_serve::{CacheControl, load};
    use segue_cli::loaded::BUILT_IN;

    // The program carries these for itself; another program at this address may carry others.
    let own = |bytes: &'static [u8]| {
        get(move || async move {
            ([(CONTENT_TYPE, "application/octet-stream"), (CACHE_CONTROL, "no-cache")], bytes)
        })
    };
    load!()
        .html_cache_control(CacheControl::NoCache)
        .cache_control(CacheControl::NoCache)
        // Who has no brotli gets files as they are: it is never far from here to the browser.
        .enable_gzip(false)
        .into_router()
        .route("/model.bin", own(BUILT_IN))
        .route("/catalogue.bin", own(CATALOGUE))
}

/// Words in its place.
#[cfg(not(feature = "page"))]
pub fn router() -> Router {
    use axum::http::StatusCode;
    use axum::routing::get;

    const WORDS: &str = "This program was built without the page: `cargo xtask cli`, in Segue's repository, builds one \
        with it.\nThe files that it listens to are told at /files, their audio features at /v1/audio-features/ID.\n";
    Router::new().route("/", get(|| async { (StatusCode::NOT_FOUND, WORDS) }))
}

/// What is said of the page at an address, beside what it answers.
pub fn told(address: std::net::SocketAddr) -> Option<String> {
    cfg!(feature = "page").then(|| format!("The page is at http://{address}"))
}
