//! What must be the same in a browser as natively. Every test here runs in both:
//!
//!     cargo test -p pkg-tests
//!     CHROMEDRIVER=… cargo test --release -p pkg-tests --target wasm32-unknown-unknown
//!
//! `cargo xtask test` does both.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod assets;
mod parity;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
