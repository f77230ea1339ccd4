//! Lays the built page ready to be put into the program, where the feature `page` asks for it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "page")]
    page();
}

#[cfg(feature = "page")]
fn page() {
    println!("cargo::rerun-if-env-changed=SEGUE_PAGE");
    match std::env::var_os("SEGUE_PAGE") {
        Some(folder) => memory_serve::load_directory(folder),
        None => println!(
            "cargo::error=SEGUE_PAGE must name the folder of the built page: `cargo xtask cli` builds it, and the program with it"
        ),
    }
}
