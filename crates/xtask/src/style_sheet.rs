//! Joins the page's style sheets into one: a browser asks for six files of a host at a time, and would ask for the program
//! after four rounds of them.

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// How a link to another file begins.
const LINK: &str = "<link ";

/// Joins the style sheets that `index.html` in a folder links, in their order.
pub fn join(folder: &Path) -> Result<()> {
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{}", page.display()))?;
    let mut style = String::new();
    let mut joined = String::new();
    let mut rest = html.as_str();
    let mut place = None;
    while let Some((before, after)) = rest.split_once(LINK) {
        joined += before;
        let (link, after) = after.split_once('>').context("a link in index.html does not end")?;
        rest = after;
        if attribute(link, "rel") != Some("stylesheet") {
            joined.extend([LINK, link, ">"]);
            continue;
        }
        let sheet = folder.join(attribute(link, "href").context("a style sheet without an address")?);
        style += &fs::read_to_string(&sheet).with_context(|| format!("{}", sheet.display()))?;
        fs::remove_file(sheet)?;
        place.get_or_insert(joined.len());
    }
    joined += rest;
    ensure!(!style.is_empty(), "index.html links no style sheet");
    // By what is in it, so that no browser shows a page with the style of an earlier one.
    let digest = Sha256::digest(&style);
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("style-{hash}.css");
    joined.insert_str(place.unwrap_or_default(), &format!("<link rel=\"stylesheet\" href=\"./{name}\">"));
    fs::write(folder.join(name), style)?;
    Ok(fs::write(page, joined)?)
}

/// The value of an attribute of a tag, in quotes or without.
fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let (_, value) = tag.split_once(&format!("{name}="))?;
    match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split(' ').next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_become_one_in_their_order() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("segue-style-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("b-1.css"), "b{}")?;
        fs::write(folder.join("a-2.css"), "a{}")?;
        let page = folder.join("index.html");
        let links = "<link href=./b-1.css integrity=sha384-x/y rel=stylesheet><link href=i.svg rel=icon>\
                     <link rel=\"stylesheet\" href=\"./a-2.css\" />";
        fs::write(&page, format!("<head>{links}</head>"))?;
        join(&folder)?;
        let html = fs::read_to_string(&page)?;
        let name = attribute(html.split(LINK).nth(1).unwrap(), "href").unwrap().to_owned();
        let style = fs::read_to_string(folder.join(&name))?;
        let left = [folder.join("b-1.css"), folder.join("a-2.css")].iter().any(|sheet| sheet.exists());
        fs::remove_dir_all(&folder)?;
        assert_eq!(style, "b{}a{}");
        assert_eq!(
            html,
            format!("<head><link rel=\"stylesheet\" href=\"{name}\"><link href=i.svg rel=icon></head>")
        );
        assert!(!left, "the single sheets are still there");
        Ok(())
    }
}
