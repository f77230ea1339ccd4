//! Text with values put in: the little of Mustache that a report needs.
//!
//! - `{{name}}` stands for a value.
//! - Lines from `{{#name}}` to `{{/name}}`, each alone on its line, are kept only where the section is shown.
//! - A line that begins with `{{!` is a remark.

use anyhow::{Context, Result, bail, ensure};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};

/// What a template's names stand for.
#[derive(Default)]
pub struct Values {
    texts: BTreeMap<&'static str, String>,
    shown: BTreeSet<&'static str>,
}

impl Values {
    /// Gives a name its value.
    pub fn set(&mut self, name: &'static str, value: impl Display) {
        self.texts.insert(name, value.to_string());
    }

    /// Gives a name some lines, such as the rows of a table.
    pub fn set_lines(&mut self, name: &'static str, lines: impl IntoIterator<Item = String>) {
        self.set(name, lines.into_iter().collect::<Vec<_>>().join("\n"));
    }

    /// Shows a section.
    pub fn show(&mut self, section: &'static str) {
        self.shown.insert(section);
    }
}

/// The template with its values.
///
/// # Errors
/// Where a name has no value, or a section does not end or lies within another.
pub fn render(template: &str, values: &Values) -> Result<String> {
    let mut text = String::new();
    let mut open: Option<&str> = None;
    for line in template.split_inclusive('\n') {
        let tag = line.trim_end().strip_prefix("{{").and_then(|tag| tag.strip_suffix("}}"));
        match tag.and_then(|tag| tag.split_at_checked(1)) {
            Some(("!", _)) => {}
            Some(("#", name)) => match open.replace(name) {
                None => {}
                Some(outer) => bail!("the section {name} lies within {outer}"),
            },
            Some(("/", name)) => ensure!(open.take() == Some(name), "the section {name} does not begin"),
            _ if open.is_none_or(|name| values.shown.contains(name)) => text += &filled(line, values)?,
            _ => {}
        }
    }
    match open {
        None => Ok(text),
        Some(name) => bail!("the section {name} does not end"),
    }
}

/// One line with its values.
fn filled(line: &str, values: &Values) -> Result<String> {
    let mut parts = line.split("{{");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").with_context(|| format!("{{{{{part} does not end"))?;
        text += values.texts.get(name).with_context(|| format!("{name} has no value"))?;
        text += rest;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(template: &str) -> Result<String> {
        let mut values = Values::default();
        values.set("count", 3);
        values.set_lines("rows", ["| a |".to_owned(), "| b |".to_owned()]);
        values.show("shown");
        render(template, &values)
    }

    #[test]
    fn names_become_values_and_remarks_go() {
        let template = "# {{count}} of {{count}}\n{{! why }}\n{{rows}}\nend";
        assert_eq!(rendered(template).unwrap(), "# 3 of 3\n| a |\n| b |\nend");
    }

    #[test]
    fn sections_are_kept_only_where_they_are_shown() {
        let template = "a\n{{#shown}}\nb {{count}}\n{{/shown}}\n{{#hidden}}\n{{unknown}}\n{{/hidden}}\nc\n";
        assert_eq!(rendered(template).unwrap(), "a\nb 3\nc\n");
    }

    #[test]
    fn what_is_wrong_with_a_template_is_said() {
        for (template, says) in [
            ("{{unknown}} text", "unknown has no value"),
            ("text {{count", "does not end"),
            ("{{#shown}}\n", "the section shown does not end"),
            ("{{/shown}}\n", "the section shown does not begin"),
            ("{{#shown}}\n{{#other}}\n", "other lies within shown"),
        ] {
            let error = rendered(template).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
