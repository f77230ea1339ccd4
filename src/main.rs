//! Segue, the page: mounts the app where `index.html` has left room for it.

mod app;
mod audio;
mod components;
mod plot;
mod queue;
mod shell;
mod state;
mod strings;
mod worker_client;

fn main() {
    console_error_panic_hook::set_once();
    shell::mount();
}
