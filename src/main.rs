//! The page: mounts the app where `index.html` has left room for it.

fn main() {
    console_error_panic_hook::set_once();
    segue::mount();
}
