//! Segue, the page: mounts the app where `index.html` has left room for it.

mod adviser;
mod app;
mod audio;
mod columns;
mod components;
mod intake;
mod language;
mod offline;
mod playlist;
mod plot;
mod queue;
mod shell;
mod sorting;
mod state;
mod strings;
mod wishes;
mod worker_client;

fn main() {
    console_error_panic_hook::set_once();
    shell::mount();
}
