//! What waits for the catalogue's map: says that it is on its way, or why there is none.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::LibrarianError;
use protocol::map::CatalogueMap;
use std::sync::Arc;
use ui::errors;

use crate::link::Link;
use crate::strings;

/// Shows `content` once the map is there.
pub fn with_map(
    link: Link,
    content: impl Fn(Arc<CatalogueMap>) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let loaded = RwSignal::new(None::<Result<Arc<CatalogueMap>, LibrarianError>>);
    spawn_local(async move {
        let map = link.map().await;
        loaded.try_set(Some(map));
    });
    move || match loaded.get() {
        None => view! { <p class="hint" role="status">{strings::LOADING}</p> }.into_any(),
        Some(Err(error)) => {
            view! { <p class="notice notice--error" role="alert">{errors::librarian_error(&error)}</p> }
                .into_any()
        }
        Some(Ok(map)) if map.sound.is_empty() => {
            view! { <p class="notice" role="status">{strings::NO_MAP}</p> }.into_any()
        }
        Some(Ok(map)) => content(map),
    }
}
