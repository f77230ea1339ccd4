//! The page's workers, each a program of its own, so that neither waits for what only the other needs: several listen to files
//! ([`analyst::Analyst`]); one keeps the library and recommends ([`librarian::Librarian`]). `wire` carries what they are
//! asked and what they answer.

// Natively there is nobody to serve: only the readers of files are in use.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod analyst;
mod assets;
mod librarian;

pub use librarian::backup::Backup;
pub use librarian::playlist::Entry;
pub use tracks::identify;

/// Serves as one who listens; outside of a worker, does nothing.
pub fn serve_analyst() {
    // Its model is on its way from here on.
    if wire::scope().is_some() {
        wire::serve(analyst::Analyst::new());
    }
}

/// Serves as the one who keeps the library; outside of a worker, does nothing.
pub fn serve_librarian() {
    wire::serve(librarian::Librarian::default());
}
