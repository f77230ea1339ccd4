//! The page's workers: one program in two roles, chosen by the worker's name. Several listen to files
//! ([`analyst::Analyst`]); one keeps the library and recommends ([`librarian::Librarian`]). `wire` carries what they are
//! asked and what they answer.

// The bin is empty natively, where only the tests of what needs no browser are built.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod analyst;
mod assets;
mod librarian;

/// Name of the worker that keeps the library; `src/librarian.rs` in the page starts it so.
const LIBRARIAN: &str = "librarian";

fn main() {
    let Some(scope) = wire::scope() else { return };
    if scope.name() == LIBRARIAN {
        wire::serve(librarian::Librarian::default());
    } else {
        wire::serve(analyst::Analyst::default());
    }
}
