//! The page's workers: one program in two roles, chosen by the worker's name. Several listen to files
//! ([`analyst::Analyst`]); one keeps the library and recommends ([`librarian::Librarian`]). `wire` carries what they are
//! asked and what they answer.

// Natively there is nobody to start a role: only the readers of files are in use.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod analyst;
mod assets;
mod librarian;

pub use librarian::backup::Backup;
pub use librarian::playlist::Entry;
pub use tracks::identify;

/// Name of the worker that keeps the library; `src/librarian.rs` in the page starts it so.
const LIBRARIAN: &str = "librarian";

/// Serves in the role that the worker's name asks for; outside of a worker, does nothing.
pub fn start() {
    let Some(scope) = wire::scope() else { return };
    if scope.name() == LIBRARIAN {
        wire::serve(librarian::Librarian::default());
    } else {
        wire::serve(analyst::Analyst::default());
    }
}
