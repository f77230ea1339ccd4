//! Requests and their answers, as Spotify's web API had them.
//!
//! Source: <https://developer.spotify.com/documentation/web-api/reference/get-several-audio-features>.

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CONTENT_TYPE, HOST, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use segue_cli::record::Record;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::net::IpAddr;
use std::sync::Arc;

use super::collection::{Answer, Collection};
use super::page;

/// Most ids at once, as Spotify has it.
const MOST_IDS: usize = 100;

/// After how many seconds to ask again for a file that is not heard yet.
const RETRY_S: &str = "5";

/// The server's answers. Where it listens at this machine alone, so does it only to who asks for this machine by name:
/// a web page that has its own name point here learns nothing.
pub fn router(collection: Arc<Collection>, is_local: bool) -> Router {
    let router = Router::new()
        .route("/v1/audio-features/{id}", get(one))
        .route("/v1/audio-features", get(several))
        // As spotipy asks.
        .route("/v1/audio-features/", get(several))
        .route("/files", get(files))
        .fallback(|| async { refused(StatusCode::NOT_FOUND, "there is nothing at this address") })
        .method_not_allowed_fallback(|| async {
            refused(StatusCode::METHOD_NOT_ALLOWED, "only GET is answered here")
        })
        .with_state(collection)
        .merge(page::router());
    if is_local { router.layer(from_fn(for_this_machine)) } else { router }
}

async fn for_this_machine(request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if host.is_some_and(is_this_machine) {
        return next.run(request).await;
    }
    refused(StatusCode::FORBIDDEN, "ask for this machine, as localhost or 127.0.0.1")
}

fn is_this_machine(host: &str) -> bool {
    let uri: Option<Uri> = format!("http://{host}/").parse().ok();
    let name = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

async fn one(State(collection): State<Arc<Collection>>, id: Result<Path<String>, PathRejection>) -> Response {
    // What is no text is no id of ours.
    let id = id.map(|Path(id)| id).unwrap_or_default();
    match collection.find(&id) {
        Answer::Record(record) => answer(&*record),
        Answer::NotYet(left) => not_yet(left),
        Answer::Unknown => refused(StatusCode::NOT_FOUND, "analysis not found"),
    }
}

/// Spotify's answer for several ids.
#[derive(Serialize)]
struct Several<'a> {
    audio_features: Vec<Option<&'a Record>>,
}

#[derive(Deserialize)]
struct Ids {
    #[serde(default)]
    ids: String,
}

async fn several(
    State(collection): State<Arc<Collection>>,
    asked: Result<Query<Ids>, QueryRejection>,
) -> Response {
    let ids = asked.map(|Query(Ids { ids })| ids).unwrap_or_default();
    let ids: Vec<&str> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    if ids.is_empty() || ids.len() > MOST_IDS {
        return refused(StatusCode::BAD_REQUEST, &format!("ids are 1 to {MOST_IDS}, with commas between"));
    }
    let mut found: Vec<Option<Arc<Record>>> = Vec::new();
    for id in ids {
        match collection.find(id) {
            Answer::Record(record) => found.push(Some(record)),
            Answer::NotYet(left) => return not_yet(left),
            // Spotify's answer has null for what it does not know.
            Answer::Unknown => found.push(None),
        }
    }
    let found: Vec<Option<&Record>> = found.iter().map(Option::as_deref).collect();
    answer(&Several { audio_features: found })
}

async fn files(State(collection): State<Arc<Collection>>) -> Response {
    let (records, failed, left) = collection.list();
    let file = |record: &Arc<Record>| json!({ "id": record.hash, "file": record.file, "title": record.title, "artist": record.artist });
    let files: Vec<Value> = records.iter().map(file).collect();
    let failed: Vec<Value> =
        failed.iter().map(|(file, error)| json!({ "file": file, "error": error })).collect();
    answer(&json!({ "files": files, "failed": failed, "still_to_hear": left }))
}

fn answer(value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(text) => (of_json(), text).into_response(),
        Err(error) => refused(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

fn not_yet(left: usize) -> Response {
    let text = format!("not heard yet, or unknown: {left} files are still to be heard");
    let mut response = refused(StatusCode::SERVICE_UNAVAILABLE, &text);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(RETRY_S));
    response
}

/// An error as Spotify words it.
fn refused(status: StatusCode, message: &str) -> Response {
    let error = json!({ "error": { "status": status.as_u16(), "message": message } });
    (status, of_json(), error.to_string()).into_response()
}

fn of_json() -> [(HeaderName, &'static str); 1] {
    [(CONTENT_TYPE, "application/json; charset=utf-8")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_has_these_names() {
        for host in ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "127.8.8.8", "[::1]:8765"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "localhost.example.org",
            "192.168.0.7:8765",
            "[fe80::1]",
            "a b",
            "127.0.0.1.evil.org",
        ] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
