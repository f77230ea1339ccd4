//! Waiting, without holding anything up.

use leptos::prelude::set_timeout;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

/// Returns after a time.
pub async fn after(time: Duration) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let resolved = move || drop(resolve.call0(&wasm_bindgen::JsValue::NULL));
        set_timeout(resolved, time);
    });
    drop(JsFuture::from(promise).await);
}
