//! Files that the outside world speaks. Knows none of our other crates.
//!
//! - [`spotify`]: the JSON of Spotify's web API.

pub mod spotify;
