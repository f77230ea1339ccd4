//! What ARCHITECTURE.md promises about dependencies, checked over `cargo tree`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Every package of the workspace but xtask, the browser tests and what only tests.
const OURS: [&str; 26] = [
    "segue-arrivals",
    "segue-catalogue",
    "catalogue-builder",
    "segue-clustering",
    "segue-containers",
    "segue-decoder",
    "decoding",
    "segue-dsp",
    "segue-exchange",
    "explore",
    "grouping",
    "letters",
    "segue-model",
    "segue-music",
    "segue-protocol",
    "segue",
    "segue-cli",
    "segue-js",
    "segue-python",
    "tagger",
    "tagging",
    "segue-tracks",
    "trainer",
    "ui",
    "wire",
    "worker",
];

/// The command lines, native all of them.
const COMMAND_LINES: [&str; 3] = ["catalogue-builder", "segue-cli", "trainer"];

/// What fits models to data: gradients, optimisers, singular vectors.
const FITTING: [&str; 4] = ["burn-autodiff", "burn-optim", "burn-train", "single-svdlib"];

/// The targets for which something is built.
const TARGETS: [&str; 2] = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"];

/// Names of the packages that `package` is built from, itself left out. `options` narrow `cargo tree`.
fn dependencies(package: &str, options: &[&str]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for target in TARGETS {
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--package", package, "--edges", "normal", "--target", target])
            .args(["--prefix", "none", "--format", "{p}"])
            .args(options)
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8(output.stdout).unwrap();
        names.extend(tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned));
    }
    assert!(names.remove(package), "cargo tree says nothing about {package}");
    names
}

fn directly(package: &str) -> BTreeSet<String> {
    dependencies(package, &["--depth", "1"])
}

/// Fails with the names of those dependencies of `package` that `forbidden` accepts.
fn assert_free_of(package: &str, forbidden: impl Fn(&str) -> bool) {
    let found: Vec<String> =
        dependencies(package, &[]).into_iter().filter(|dependency| forbidden(dependency)).collect();
    assert!(found.is_empty(), "{package} must not depend on {}", found.join(", "));
}

fn is_burn(package: &str) -> bool {
    package == "burn" || package.starts_with("burn-")
}

/// They can be used and tested without a browser, a model or each other: of ours they know the words of the field alone.
#[test]
fn foundations_stand_alone() {
    for package in [
        "segue-arrivals",
        "segue-clustering",
        "segue-containers",
        "segue-dsp",
        "segue-exchange",
        "segue-music",
        "segue-protocol",
        "tagging",
    ] {
        assert_free_of(package, |name| {
            (OURS.contains(&name) && name != "segue-music") || name == "web-sys" || is_burn(name)
        });
    }
}

/// What carries calls, and what both modules of the page are made of, knows what is said and nothing of who says it.
#[test]
fn wire_and_kit_know_the_protocol_alone() {
    for package in ["ui", "wire"] {
        assert_free_of(package, |name| {
            OURS.contains(&name) && !["segue-music", "segue-protocol"].contains(&name)
        });
    }
}

/// What decodes knows headers alone, and nothing of who wants to hear.
#[test]
fn decoding_knows_headers_alone() {
    assert_free_of("segue-decoder", |name| {
        (OURS.contains(&name) && name != "segue-containers") || name == "web-sys" || is_burn(name)
    });
    assert_free_of("decoding", |name| {
        is_burn(name)
            || ["segue-model", "segue-dsp", "segue-catalogue", "segue-exchange"].contains(&name)
            || name == "encoding_rs"
    });
}

/// The two modules of the page stand side by side.
#[test]
fn modules_of_the_page_do_not_know_each_other() {
    assert_free_of("explore", |name| name == "segue");
    assert_free_of("segue", |name| name == "explore");
}

/// The page's module has to be small enough to show itself at once.
#[test]
fn page_speaks_protocol_alone() {
    assert_free_of("segue", |name| {
        is_burn(name) || ["segue-model", "segue-dsp", "segue-catalogue", "rustfft", "realfft"].contains(&name)
    });
}

/// What writes into files knows nothing of what is heard in them.
#[test]
fn tagging_hears_nothing() {
    assert_free_of("tagger", |name| {
        is_burn(name) || ["segue-model", "segue-dsp", "segue-catalogue", "segue-decoder"].contains(&name)
    });
    assert_free_of("segue", |name| ["tagger", "tagging"].contains(&name));
}

/// What loads when it is opened neither analyses nor knows the catalogue.
#[test]
fn what_explores_asks_the_worker() {
    for package in ["explore", "grouping"] {
        assert_free_of(package, |name| {
            is_burn(name) || ["segue-model", "segue-dsp", "segue-catalogue"].contains(&name)
        });
    }
}

/// Training and command line stay out of what runs in a browser; codecs, out of all but the worker for them.
#[test]
fn nothing_native_ships() {
    for package in ["explore", "grouping", "letters", "segue", "tagger", "segue-tracks", "worker"] {
        assert_free_of(package, |name| {
            FITTING.contains(&name)
                || COMMAND_LINES.contains(&name)
                || name == "clap"
                || name.starts_with("symphonia")
        });
    }
    for package in ["decoding", "segue-js"] {
        assert_free_of(package, |name| {
            FITTING.contains(&name) || COMMAND_LINES.contains(&name) || name == "clap"
        });
    }
}

/// Whoever wants the analysis on the command line waits for nothing that trains. k-means, for catalogues in cells, is light.
#[test]
fn users_command_line_trains_nothing() {
    assert_free_of("segue-cli", |name| {
        FITTING.contains(&name) || ["catalogue-builder", "trainer"].contains(&name)
    });
}

/// Python hears what the command line hears, and carries neither arguments nor tables nor a server.
#[test]
fn python_carries_no_program() {
    assert_free_of("segue-python", |name| {
        FITTING.contains(&name) || ["axum", "clap", "parquet", "tokio", "trainer"].contains(&name)
    });
}

/// What the page's workers and the command line say of the user's tracks needs no browser, and decodes nothing.
#[test]
fn tracks_need_no_browser() {
    assert_free_of("segue-tracks", |name| {
        ["web-sys", "wire", "worker", "segue-decoder", "segue-cli"].contains(&name)
    });
}

/// The catalogue's builder stands on the trainer, which needs of the catalogue its file alone.
#[test]
fn training_needs_no_catalogue_builder() {
    assert_free_of("trainer", |name| {
        ["catalogue-builder", "segue-clustering", "single-svdlib"].contains(&name)
    });
}

/// Everything but the command lines has typed errors and no arguments (xtask is one, too, and has no clap either).
#[test]
fn command_lines_alone_take_arguments() {
    for package in OURS.into_iter().filter(|package| !COMMAND_LINES.contains(package)) {
        let direct = directly(package);
        for forbidden in ["clap", "anyhow"] {
            assert!(!direct.contains(forbidden), "{package} must not depend on {forbidden}");
        }
    }
    assert!(!directly("xtask").contains("clap"));
}
