//! Moves the script that Trunk writes into `index.html` into a file of its own: the page's content security policy lets
//! no script run that stands in the page.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Name of the file.
const FILE: &str = "start.js";

/// How Trunk begins the script, minified and not.
const OPENINGS: [&str; 2] = ["<script type=module>", "<script type=\"module\">"];

const CLOSING: &str = "</script>";

/// Moves it out.
pub fn move_out(folder: &Path) -> Result<()> {
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{}", page.display()))?;
    let (html, script) = split(&html).context("index.html has no script of Trunk's")?;
    fs::write(folder.join(FILE), script)?;
    Ok(fs::write(page, html)?)
}

/// The page with a reference in the script's place, and the script.
fn split(html: &str) -> Option<(String, &str)> {
    let opening = OPENINGS.into_iter().find(|opening| html.contains(opening))?;
    let (before, rest) = html.split_once(opening)?;
    let (script, after) = rest.split_once(CLOSING)?;
    Some((format!("{before}<script type=\"module\" src=\"./{FILE}\"></script>{after}"), script))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_leaves_a_reference() {
        let (html, script) = split("<head><script type=module>go()</script></head>").unwrap();
        assert_eq!(html, "<head><script type=\"module\" src=\"./start.js\"></script></head>");
        assert_eq!(script, "go()");
        assert!(split("<head></head>").is_none());
    }
}
