//! Moves the scripts that Trunk writes into `index.html` into files of their own: the page's content security policy
//! lets no script run that stands in the page.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Name of the file that starts the page.
const START: &str = "start.js";

/// Name of the file that loads the page again when it was built anew.
const RELOAD: &str = "reload.js";

/// How Trunk begins the script, minified and not.
const OPENINGS: [&str; 2] = ["<script type=module>", "<script type=\"module\">"];

const CLOSING: &str = "</script>";

/// How the script begins that loads the page again; only `trunk serve` writes one, and not minified.
const RELOAD_OPENING: &str = "<script>\"use strict\";";

/// What `trunk serve` fills in when it sends `index.html`, and in no other file; what stands for it there.
const FILLED_IN: [(&str, &str); 2] =
    [("'{{__TRUNK_ADDRESS__}}'", "window.location.host"), ("'{{__TRUNK_WS_BASE__}}'", "'/'")];

/// Moves the script out that starts the page.
pub fn move_out(folder: &Path) -> Result<()> {
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{}", page.display()))?;
    let reference = format!("<script type=\"module\" src=\"./{START}\"></script>");
    let found = OPENINGS.into_iter().find_map(|opening| split(&html, opening, &reference));
    let (html, script) = found.context("index.html has no script of Trunk's")?;
    fs::write(folder.join(START), script)?;
    Ok(fs::write(page, html)?)
}

/// Moves the script out that loads the page again, if there is one.
pub fn move_reload_out(folder: &Path) -> Result<()> {
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{}", page.display()))?;
    let reference = format!("<script src=\"./{RELOAD}\"></script>");
    let Some((html, script)) = split(&html, RELOAD_OPENING, &reference) else { return Ok(()) };
    let script =
        FILLED_IN.iter().fold(script.to_owned(), |script, (place, value)| script.replace(place, value));
    fs::write(folder.join(RELOAD), script)?;
    Ok(fs::write(page, html)?)
}

/// The page with a reference in the place of the script that begins so, and the script.
fn split<'html>(html: &'html str, opening: &str, reference: &str) -> Option<(String, &'html str)> {
    let (before, rest) = html.split_once(opening)?;
    let (script, after) = rest.split_once(CLOSING)?;
    Some((format!("{before}{reference}{after}"), script))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_leave_references() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("segue-scripts-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let page = folder.join("index.html");
        let reload = "const address = '{{__TRUNK_ADDRESS__}}', base = '{{__TRUNK_WS_BASE__}}';";
        let html = format!("<script type=module>go()</script><script>\"use strict\";{reload}</script>");
        fs::write(&page, html)?;
        move_out(&folder)?;
        move_reload_out(&folder)?;
        let read = |name| fs::read_to_string(folder.join(name));
        let (html, start, reload) = (read("index.html")?, read("start.js")?, read("reload.js")?);
        // Neither is there a second time.
        assert!(move_out(&folder).is_err());
        move_reload_out(&folder)?;
        fs::remove_dir_all(&folder)?;
        assert_eq!(
            html,
            "<script type=\"module\" src=\"./start.js\"></script><script src=\"./reload.js\"></script>"
        );
        assert_eq!(start, "go()");
        assert_eq!(reload, "const address = window.location.host, base = '/';");
        Ok(())
    }
}
