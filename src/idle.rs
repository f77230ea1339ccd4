//! What the page gets ready while the visitor does nothing: first what the first file needs, then what comes after it, and in
//! the end everything for use without a network. A visitor who drops a file at once waits for none of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::ListTags;
use std::time::Duration;

use crate::librarian::Librarian;
use crate::offline::{self, Offline};
use crate::queue::Queue;
use crate::timer::after;

/// How long the page waits for the visitor to do something before it takes the next step.
const QUIET: Duration = Duration::from_millis(300);

/// Gets everything ready, one thing after the other.
pub fn get_ready(queue: Queue, librarian: Librarian, state: RwSignal<Offline>) {
    spawn_local(async move {
        quiet(queue).await;
        queue.warm_up().await;
        quiet(queue).await;
        // Loads the catalogue; whoever needs it and finds that it is not there says so.
        drop(librarian.ask(ListTags {}).await);
        quiet(queue).await;
        offline::keep(state);
    });
}

/// Returns once nothing is being analysed.
async fn quiet(queue: Queue) {
    loop {
        after(QUIET).await;
        if queue.is_idle() {
            return;
        }
    }
}
