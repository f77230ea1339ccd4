//! The program that the browser starts; what it does is in the library beside it, where native tests reach it, too.

fn main() {
    worker::serve_librarian();
}
